"""The list of what lies in the trash."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu

from whinchat.services.trash import TrashKind, TrashRow
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.trash.words import detail_of, title_of
from whinchat.ui.widgets.deleting import deletes, go_to_only, show_deleting_key
from whinchat.ui.widgets.two_line_delegate import Index, LineRole, TwoLineDelegate

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
        self._rows_delegate = _TrashDelegate(theme)
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
            go_to_only(self, self._rows_model.index(min(place, len(rows) - 1)))
        self.picked_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Delete, and Space with nothing held."""
        if deletes(event):
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
        destroying = menu.addAction("Delete for ever…")
        destroying.triggered.connect(self.destroy_requested)
        show_deleting_key(destroying)
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
        """Return the title, all the rest below it, and the icon of the kind."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return title_of(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole | LineRole.DETAIL:
                return detail_of(row, self.now)
            case LineRole.MARK:
                return _ICONS[row.kind]
            case _:
                return None


class _TrashDelegate(TwoLineDelegate):
    """Draws an icon before the lines."""

    def paint_mark(self, painter: QPainter, area: QRect, mark: str) -> QRect:
        """Draw the icon at the left."""
        edge = self._theme.scaled(Size.ICON)
        place = QRectF(area.left(), area.top(), edge, area.height())
        self._theme.paint_icon(painter, mark, self._theme.tokens.muted, place)
        return area.adjusted(edge + Space.M, 0, 0, 0)
