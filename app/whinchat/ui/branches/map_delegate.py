"""Draws a row of the map: the lines of the branches, a dot for who speaks, the first words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from whinchat.domain.branch_map import MapRow
from whinchat.domain.conversation import Role
from whinchat.ui.branches.map_model import MapModel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import draw_line, fill_ground

_MOST_COLUMNS = 9
"""What branches off further stands in the last of these columns."""
_ALIGN = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_LINE = 1.5
_LINE_SHOWN = 2.5


class MapDelegate(QStyledItemDelegate):
    """The branch that is shown is drawn strongly; the others are quiet."""

    def __init__(self, theme: Theme, model: MapModel) -> None:
        super().__init__(model)
        self._theme = theme
        self._model = model

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return one height for all rows, so that any number is laid out at once."""
        height = QFontMetrics(self._theme.interface_font()).height() + 2 * Space.S
        return QSize(Size.SIDEBAR_MINIMUM, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        row = self._model.row_at(index.row())
        tokens = self._theme.tokens
        area = QRect(option.rect).adjusted(Space.XS, 0, -Space.XS, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            fill_ground(painter, area, tokens.selected)
        is_before = index.row() == 0
        self._paint_lines(painter, area, row, is_first=is_before)
        self._paint_dot(painter, area, row)
        self._paint_words(painter, area, row)
        focus = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected
        if option.state & focus == focus:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)
        painter.restore()

    def _x(self, area: QRect, depth: int) -> float:
        return area.left() + Space.L + min(depth, _MOST_COLUMNS) * float(Space.L)

    def _paint_lines(self, painter: QPainter, area: QRect, row: MapRow, *, is_first: bool) -> None:
        top, bottom, middle = float(area.top()), area.bottom() + 1.0, area.center().y() + 0.5
        own = self._x(area, row.depth)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # What a branch comes off from goes on below it: its lines pass by.
        for depth in range(min(row.depth, _MOST_COLUMNS)):
            x = self._x(area, depth)
            painter.setPen(self._pen(is_shown=depth in row.passed_by))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(self._pen(is_shown=row.is_shown))
        if row.begins:
            path = QPainterPath(QPointF(own - Space.L, top))
            path.quadTo(QPointF(own - Space.L, middle), QPointF(own, middle))
            painter.drawPath(path)
        if not row.begins and not is_first:
            painter.drawLine(QPointF(own, top), QPointF(own, middle))
        if row.goes_on:
            painter.drawLine(QPointF(own, middle), QPointF(own, bottom))

    def _pen(self, *, is_shown: bool) -> QPen:
        tokens = self._theme.tokens
        colour = tokens.accent if is_shown else tokens.muted
        return QPen(QColor(colour), _LINE_SHOWN if is_shown else _LINE)

    def _paint_dot(self, painter: QPainter, area: QRect, row: MapRow) -> None:
        tokens = self._theme.tokens
        radius = Size.DOT / 2 + 1
        # The user's messages are full, replies are rings: colour alone would tell nobody enough.
        colour = QColor(tokens.accent if row.is_shown else tokens.muted)
        is_user = row.role == Role.USER
        painter.setPen(QPen(colour, Size.FOCUS_RING))
        painter.setBrush(colour if is_user else QColor(tokens.window))
        centre = QPointF(self._x(area, row.depth), area.center().y() + 0.5)
        if row.count > 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.window))
            painter.drawEllipse(centre, Space.S, Space.S)
            painter.setBrush(colour)
            for offset in (-Space.XS, 0, Space.XS):
                painter.drawEllipse(centre + QPointF(0, offset), _LINE, _LINE)
        else:
            painter.drawEllipse(centre, radius, radius)

    def _paint_words(self, painter: QPainter, area: QRect, row: MapRow) -> None:
        tokens = self._theme.tokens
        left = int(self._x(area, row.depth)) + Space.L
        right = area.right() - Space.S
        number, count = row.version
        if count > 1:
            painter.setFont(self._theme.meta_font())
            painter.setPen(QColor(tokens.muted))
            label = f"{number}/{count}"
            width = QFontMetrics(self._theme.meta_font()).horizontalAdvance(label)
            painter.drawText(QRect(right - width, area.top(), width, area.height()), _ALIGN, label)
            right -= width + Space.S
        weight = QFont.Weight.Medium if row.is_shown else QFont.Weight.Normal
        font = self._theme.meta_font() if row.count > 1 else self._theme.interface_font(weight)
        colour = tokens.text if row.is_shown and row.count == 1 else tokens.muted
        room = QRect(left, area.top(), max(0, right - left), area.height())
        draw_line(painter, room, self._model.words(row), font, colour)
