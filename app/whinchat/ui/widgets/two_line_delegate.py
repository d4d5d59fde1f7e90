"""Draws the rows of a list that tell of a thing in two lines: its title, and a quiet line below."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import draw_line, fill_ground, two_lines

Index = QModelIndex | QPersistentModelIndex
_LIT = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver


class LineRole(IntEnum):
    """What the delegate asks a row for; its title is what the row displays."""

    DETAIL = Qt.ItemDataRole.UserRole
    """The quiet line."""
    MARK = Qt.ItemDataRole.UserRole + 1
    """What ``paint_mark`` draws beside the lines."""


class TwoLineDelegate(QStyledItemDelegate):
    """What is selected is filled, and the current row is ringed while the list has the focus.

    Whoever builds on it draws the mark, and says what room it leaves.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint_mark(self, painter: QPainter, area: QRect, mark: str) -> QRect:
        """Draw what stands beside the lines; return the area that is left for them."""
        raise NotImplementedError

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines and the air around them."""
        return QSize(0, max(two_lines(self._theme) + Space.XL, Size.ROW_TWO_LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        tokens = self._theme.tokens
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & _LIT:
            fill_ground(painter, area, tokens.selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)
        inner = area.adjusted(Space.M, Space.NONE, -Space.M, Space.NONE)
        left = self.paint_mark(painter, inner, index.data(LineRole.MARK))
        self._paint_lines(painter, left, index)
        painter.restore()

    def _paint_lines(self, painter: QPainter, area: QRect, index: Index) -> None:
        tokens = self._theme.tokens
        title_font = self._theme.interface_font(QFont.Weight.Medium)
        lines = (
            (Qt.ItemDataRole.DisplayRole, title_font, tokens.text),
            (LineRole.DETAIL, self._theme.meta_font(), tokens.muted),
        )
        top = area.top() + (area.height() - two_lines(self._theme) - Space.HAIR) // 2
        for role, font, colour in lines:
            height = QFontMetrics(font).height()
            line = QRect(area.left(), top, area.width(), height)
            draw_line(painter, line, index.data(role), font, colour)
            top += height + Space.HAIR
