"""The pages of the settings at the left, narrowed down by what is searched for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import fill_ground
from whinchat.ui.widgets.two_line_delegate import Index

_ICON_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page as the list shows it."""

    title: str
    icon_name: str


class _PageDelegate(QStyledItemDelegate):
    """Draws an icon and a title, or the icon alone where the list is narrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shows_titles = True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of one row."""
        return QSize(Size.ROW, Size.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row; the current one is filled, and ringed while the list has the focus."""
        tokens = self._theme.tokens
        area = QRect(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            fill_ground(painter, area, tokens.selected)
        edge = self._theme.scaled(Size.ICON)
        mark = QRectF(area.left() + Space.S + Space.HAIR, area.top(), edge, area.height())
        self._theme.paint_icon(painter, str(index.data(_ICON_ROLE)), tokens.muted, mark)
        if self.shows_titles:
            weight = QFont.Weight.Medium if is_selected else QFont.Weight.Normal
            painter.setFont(self._theme.interface_font(weight))
            painter.setPen(QColor(tokens.text))
            words = area.adjusted(round(mark.right()) - area.left() + Space.S, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)
        painter.restore()


class PageList(QListWidget):
    """Says which page the user went to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._page_delegate = _PageDelegate(theme)
        self.setItemDelegate(self._page_delegate)
        self.setAccessibleName("Pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in entries:
            item = QListWidgetItem(entry.title, self)
            item.setData(_ICON_ROLE, entry.icon_name)
            item.setToolTip(entry.title)
        self.currentItemChanged.connect(self._tell)
        self.itemSelectionChanged.connect(self._go_to_selected)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def choose(self, title: str) -> None:
        """Go to that page."""
        for at in range(self.count()):
            if self.item(at).text() == title:
                self.setCurrentRow(at)

    def show_only(self, titles: Sequence[str]) -> None:
        """Hide the other pages from the list."""
        for at in range(self.count()):
            self.item(at).setHidden(self.item(at).text() not in titles)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone."""
        self._page_delegate.shows_titles = not narrow
        self.viewport().update()

    def _go_to_selected(self) -> None:
        # A screen reader's action selects a row without moving to it.
        for item in self.selectedItems():
            if item is not self.currentItem():
                self.setCurrentItem(item)

    def _tell(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self.chosen.emit(current.text())
