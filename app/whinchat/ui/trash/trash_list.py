"""The list of what lies in the trash."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from whinchat.services.trash import TrashKind, TrashRow
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.trash.words import detail_of, title_of
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import draw_line, fill_ground, two_lines

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ICONS = {
    TrashKind.CONVERSATION: "messages-square",
    TrashKind.MESSAGES: "message-square",
    TrashKind.FOLDER: "folder",
}


class TrashList(QListView):
    """Enter restores what is selected, Space shows it, Delete asks to destroy it."""

    read_requested = Signal()
    restore_requested = Signal()
    destroy_requested = Signal()
    picked_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows_model = _TrashModel()
        self._rows_delegate = _TrashDelegate(theme, self._rows_model)
        self.setModel(self._rows_model)
        self.setItemDelegate(self._rows_delegate)
        self.setAccessibleName("Deleted")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(lambda _: self.restore_requested.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked_changed.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> tuple[TrashRow, ...]:
        """Return what is listed."""
        return self._rows_model.rows

    @property
    def picked(self) -> tuple[TrashRow, ...]:
        """Return what is selected, from top to bottom."""
        places = sorted(index.row() for index in self.selectedIndexes())
        return tuple(self.rows[place] for place in places)

    @property
    def readable(self) -> TrashRow | None:
        """Return the one row that is selected, if it has messages."""
        picked = self.picked
        is_one = len(picked) == 1 and picked[0].kind is not TrashKind.FOLDER
        return picked[0] if is_one else None

    def show_rows(self, rows: Sequence[TrashRow], now: datetime) -> None:
        """Show the rows as they are seen now; the keyboard stays at the place where it was."""
        place = max(0, self.currentIndex().row())
        self._rows_model.show_rows(tuple(rows), now)
        if rows:
            self.setCurrentIndex(self._rows_model.index(min(place, len(rows) - 1)))
        self.picked_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete and Space, with nothing held."""
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.destroy_requested.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.read_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the way back and the last way."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        corner = self.visualRect(index).bottomLeft() if by_keyboard else event.pos()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.readable is not None:
            menu.addAction("Read").triggered.connect(self.read_requested)
        menu.addAction("Restore").triggered.connect(self.restore_requested)
        menu.addSeparator()
        menu.addAction("Delete for ever…").triggered.connect(self.destroy_requested)
        menu.popup(self.viewport().mapToGlobal(corner))


class _TrashModel(QAbstractListModel):
    """The rows, by position."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[TrashRow, ...] = ()
        self.now = datetime.now(UTC)

    def show_rows(self, rows: tuple[TrashRow, ...], now: datetime) -> None:
        """Show other rows, as seen now."""
        self.beginResetModel()
        self.rows, self.now = rows, now
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how much lies in the trash."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the title, and for a screen reader all the rest as well."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return title_of(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return detail_of(row, self.now)
            case _:
                return None


class _TrashDelegate(QStyledItemDelegate):
    """Draws an icon, the title, and a quiet line below it."""

    def __init__(self, theme: Theme, model: _TrashModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines and the air around them."""
        lines = two_lines(self._theme)
        return QSize(0, max(lines + Space.L, Size.ROW_TWO_LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row; what is selected is filled, and the current one ringed."""
        row = self._model.rows[index.row()]
        tokens = self._theme.tokens
        area = QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            fill_ground(painter, area, tokens.selected)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)
        edge = self._theme.scaled(Size.ICON)
        place = QRectF(area.left() + Space.M, area.top(), edge, area.height())
        self._theme.paint_icon(painter, _ICONS[row.kind], tokens.muted, place)
        inner = area.adjusted(2 * Space.M + edge, 0, -Space.M, 0)
        self._paint_words(painter, inner, row)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: TrashRow) -> None:
        tokens = self._theme.tokens
        first = self._theme.interface_font(QFont.Weight.Medium)
        second = self._theme.meta_font()
        top = area.top() + (area.height() - _height(first) - _height(second)) // 2
        detail = detail_of(row, self._model.now)
        for words, font, colour in (
            (title_of(row), first, tokens.text),
            (detail, second, tokens.muted),
        ):
            line = QRect(area.left(), top, area.width(), _height(font))
            draw_line(painter, line, words, font, colour)
            top += line.height()


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()
