"""Draws the sidebar's rows: a title, one state mark, quiet heads."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from whinchat.services.rows import RowState
from whinchat.ui.sidebar.rows import AnyIndex, ItemRole
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.spinner import paint_spinner
from whinchat.ui.widgets.state_dot import DotState, paint_dot

_WORDS = {RowState.DRAFT: "draft", RowState.DAMAGED: "damaged"}
_DOTS = {RowState.UNREAD: DotState.NEW, RowState.FAILED: DotState.BAD}
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LOW = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
_SIDE = Space.S + Space.HAIR


class RowDelegate(QStyledItemDelegate):
    """Paints heads and rows; the spinner's angle is set by whoever owns the clock."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.spinner_degrees = 0.0
        self.exposed = QRect()
        """What is painted now; set by the list, since a painter does not tell."""

    def spinner_area(self, row: QRect) -> QRect:
        """Return where in the row at ``row`` the spinner turns."""
        return _mark_area(_content(row)).toAlignedRect()

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the fixed height of a row or a head."""
        height = round(Size.ROW * max(1.0, self._theme.text_scale))
        if index.data(ItemRole.IS_HEAD):
            return QSize(0, height + (Space.S if index.row() else Space.NONE))
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        area = _ground(QRect(option.rect))
        state: QStyle.StateFlag = option.state
        painter.save()
        if index.data(ItemRole.IS_HEAD):
            self._paint_head(painter, area, str(index.data()))
        else:
            self._paint_ground(painter, area, state)
            self._paint_row(painter, area, state, index)
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRect, title: str) -> None:
        painter.setFont(self._theme.group_font())
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(area.adjusted(_SIDE, 0, 0, -Space.XS - Space.HAIR), _LOW, title)

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        tokens = self._theme.tokens
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected))
            painter.drawRoundedRect(area, Radius.CONTROL, Radius.CONTROL)
        keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if state & keyboard == keyboard:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)

    def _paint_row(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, index: AnyIndex
    ) -> None:
        area = area.adjusted(_SIDE, 0, -_SIDE, 0)
        area.setRight(area.right() - self._paint_mark(painter, area, index))
        if not area.intersects(self.exposed):
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        font = self._theme.interface_font(QFont.Weight.Medium if selected else QFont.Weight.Normal)
        metrics = QFontMetrics(font)
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.text))
        painter.drawText(area, _LEFT, title)

    def _paint_mark(self, painter: QPainter, area: QRect, index: AnyIndex) -> int:
        """Draw the state mark at the right edge; return the room it took."""
        # Qt hands an enumeration of strings back as a plain string.
        state = RowState(index.data(ItemRole.STATE))
        tokens = self._theme.tokens
        mark = _mark_area(area)
        if state is RowState.REPLYING:
            paint_spinner(painter, mark, self.spinner_degrees, tokens)
        elif state in _DOTS:
            paint_dot(painter, mark, _DOTS[state], tokens)
        elif state in _WORDS:
            font = self._theme.meta_font()
            painter.setFont(font)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(area, _RIGHT, _WORDS[state])
            return QFontMetrics(font).horizontalAdvance(_WORDS[state]) + Space.S
        elif index.data(ItemRole.IS_PINNED):
            self._theme.paint_icon(painter, "pin", tokens.muted, mark, Size.ICON_SMALL)
        else:
            return 0
        return Size.SPINNER + Space.S


def _ground(row: QRect) -> QRect:
    return row.adjusted(Space.S, 0, -Space.S, 0)


def _content(row: QRect) -> QRect:
    return _ground(row).adjusted(_SIDE, 0, -_SIDE, 0)


def _mark_area(content: QRect) -> QRectF:
    left = content.right() - Size.SPINNER
    return QRectF(left, content.top(), Size.SPINNER, content.height())
