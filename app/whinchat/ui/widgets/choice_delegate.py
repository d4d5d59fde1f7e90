"""Draws a row of a searchable list: title, quiet second line, facts at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.choices import Choice, ChoicesModel
from whinchat.ui.widgets.row_painting import draw_line, fill_ground, two_lines

_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChoiceDelegate(QStyledItemDelegate):
    """Rows are all equally high, so that a list of thousands is laid out at once."""

    def __init__(self, theme: Theme, model: ChoicesModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self.chosen_key = ""
        """The row with a check mark: what is in use now."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of two lines and the air around them."""
        lines = two_lines(self._theme)
        return QSize(Size.POPUP_WIDTH, lines + 2 * (Space.XS + Space.HAIR))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row; the current one is filled."""
        choice = self._model.choice_at(index.row())
        tokens = self._theme.tokens
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            fill_ground(painter, area, tokens.selected)
        self._paint_words(painter, area.adjusted(Space.M, Space.XS, -Space.M, -Space.XS), choice)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, choice: Choice) -> None:
        tokens = self._theme.tokens
        is_chosen = choice.key == self.chosen_key
        title_font = self._theme.interface_font(
            QFont.Weight.Medium if is_chosen else QFont.Weight.Normal
        )
        title_height = QFontMetrics(title_font).height()
        title_area = QRect(area.left(), area.top(), area.width(), title_height)
        has_second_line = choice.key not in ("", choice.title) and choice.key not in choice.title
        if not has_second_line:
            title_area = area
        if is_chosen:
            edge = self._theme.scaled(Size.ICON)
            mark = QRectF(area.right() - edge, area.top(), edge, area.height())
            self._theme.paint_icon(painter, "check", tokens.accent, mark)
            area = area.adjusted(0, 0, -(edge + Space.S), 0)
        detail_width = self._paint_detail(painter, area, choice.detail)
        title_area.setRight(area.right() - detail_width)
        middle = Qt.TextElideMode.ElideMiddle
        draw_line(painter, title_area, choice.title, title_font, tokens.text, middle)
        if has_second_line:
            second = area.adjusted(0, title_height, -detail_width, 0)
            draw_line(painter, second, choice.key, self._theme.meta_font(), tokens.muted, middle)

    def _paint_detail(self, painter: QPainter, area: QRect, detail: str) -> int:
        if not detail:
            return 0
        font = self._theme.meta_font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(area, int(_ALIGN_RIGHT), detail)
        return QFontMetrics(font).horizontalAdvance(detail) + Space.M
