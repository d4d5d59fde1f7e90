"""The list of conversations: choose, fold, rename, move, delete, by mouse and by keyboard."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.ui.sidebar.carrying import Carrying
from whinchat.ui.sidebar.day_turn import DayTurn, local_now
from whinchat.ui.sidebar.kept_place import KeptPlace
from whinchat.ui.sidebar.lines import ARCHIVE, ArchiveLine, FolderLine, Line, Listing
from whinchat.ui.sidebar.list_keys import ListKeys
from whinchat.ui.sidebar.list_menu import Asking, make_menu
from whinchat.ui.sidebar.naming import Naming
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.sidebar.row_delegate import RowDelegate
from whinchat.ui.sidebar.row_filter import RowFilter
from whinchat.ui.sidebar.rows import RowsModel
from whinchat.ui.sidebar.selected import selected_lines
from whinchat.ui.sidebar.turning import Turning
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius
from whinchat.ui.widgets.deleting import go_to_only
from whinchat.ui.widgets.focus_ring import paint_focus_ring


class ConversationList(QListView):
    """Shows lines and says what the user wants done with which."""

    chosen = Signal(str)
    requested = Signal(object, object)
    """An ``Act`` and what is ``Picked`` for it."""
    dropped = Signal(object, str)
    """What is ``Picked``, and the folder that it fell on; ``ARCHIVE`` for the archive."""
    undo_requested = Signal()
    picked_changed = Signal()
    folding_changed = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, now: Callable[[], datetime] = local_now
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.day_turn = DayTurn(self, now)
        self._theme = theme
        self.rows = RowsModel(self)
        self._delegate = RowDelegate(theme, self.rows, self)
        self._filter = RowFilter()
        self._shown: ConversationId | None = None
        self._unfolded: frozenset[FolderId] = frozenset()
        self._pressed: QModelIndex | None = None
        """Where a press began that may become a click or carry something away."""
        self._pressed_at = QPoint()
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.naming = Naming(self, self.rows)
        self.carrying = Carrying(theme, self, self.rows)
        self.turning = Turning(theme, self, self.rows, self._delegate)
        self._keys = ListKeys(self, self.rows, self.carrying)
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setAccessibleName("Conversations")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        self._keys.rename_requested.connect(self.rename_current)
        self._keys.delete_requested.connect(partial(self.request, Act.DELETE))
        self._keys.undo_requested.connect(self.undo_requested)
        self._keys.fold_requested.connect(lambda key, on: self.unfold(key, on=on))
        self.activated.connect(self.activate_line)
        self.carrying.dropped.connect(self.dropped)
        self.carrying.target_changed.connect(self._show_target)
        self.carrying.lingered.connect(self.unfold)
        self.day_turn.turned.connect(self._refresh)
        self._theme.changed.connect(self._restyle)

    @property
    def unfolded(self) -> frozenset[FolderId]:
        """Return the folders that show what is in them; ``ARCHIVE`` is among them."""
        return self._unfolded

    @property
    def ids(self) -> list[ConversationId]:
        """Return the conversations that are listed, from top to bottom."""
        return self.rows.ids()

    @property
    def picked(self) -> Picked:
        """Return what is selected, from top to bottom."""
        return _picked_of(selected_lines(self.selectionModel(), self.rows.lines))

    def set_unfolded(self, unfolded: Collection[str]) -> None:
        """Unfold these folders and fold all others."""
        self._unfolded = frozenset(map(FolderId, unfolded))
        self._refresh()

    def unfold(self, folder_id: str, *, on: bool = True) -> None:
        """Unfold a folder or the archive, or fold it."""
        one = frozenset({FolderId(folder_id)})
        wanted = self._unfolded | one if on else self._unfolded - one
        if wanted != self._unfolded:
            self._unfolded = wanted
            self._refresh()
            self.folding_changed.emit()

    def show_listing(self, listing: Listing, shown: ConversationId | None) -> None:
        """Show what there is. The open conversation is selected when it is another one.

        As long as it is the same, whoever walks the lines by keyboard stays where they are.
        """
        is_other, self._shown = shown != self._shown, shown
        self._delegate.shown_key = shown or ""
        self.rows.set_listing(listing)
        if is_other and shown:
            self._reveal(shown, listing)
        self._refresh(go_to=(shown or "") if is_other else None, steps_aside=True)

    def narrow(self, row_filter: RowFilter) -> None:
        """Show only what fits."""
        self._filter = row_filter
        self._refresh()
        if not row_filter.is_empty:
            self.scrollToTop()

    def choose_first(self) -> None:
        """Open the first conversation of the list."""
        if ids := self.ids:
            self.setCurrentIndex(self.rows.index_of(ids[0]))
            self.chosen.emit(ids[0])

    def activate_line(self, index: QModelIndex) -> None:
        """Open a conversation; fold or unfold a folder."""
        match self.rows.line_at(index):
            case Row(id=conversation_id):
                self.chosen.emit(conversation_id)
            case FolderLine(folder=folder, is_open=is_open):
                self.unfold(folder.id, on=not is_open)
            case ArchiveLine(is_open=is_open):
                self.unfold(ARCHIVE, on=not is_open)
            case _:
                pass

    def rename_current(self) -> None:
        """Edit the title of the current line in its place."""
        self.naming.begin(self.currentIndex())

    def rename_folder(self, folder_id: FolderId) -> None:
        """Edit the name of a folder in its place."""
        for above in self.rows.outline.tree.above(folder_id)[1:]:
            self.unfold(above)
        self.setCurrentIndex(self.rows.index_of(folder_id))
        self.rename_current()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a press begins: it may pin, open, or carry away."""
        position = event.position().toPoint()
        index = self.indexAt(position)
        if event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            if self._delegate.pin_area(self.visualRect(index), index).contains(position):
                self._toggle_pin(index)
                return
            self._pressed, self._pressed_at = index, position
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry what was pressed, or light up what is below the pointer."""
        position = event.position().toPoint()
        if self.carrying.is_on:
            self.carrying.carry_to(position)
        elif self._pressed is not None:
            far = (position - self._pressed_at).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._carry(self._pressed, position)
        else:
            self._delegate.pointer = position
            self.viewport().update(self.visualRect(self.indexAt(position)))
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what is carried; without that, a press and its release open."""
        pressed, self._pressed = self._pressed, None
        if self.carrying.is_on:
            self.carrying.drop()
            return
        super().mouseReleaseEvent(event)
        if pressed is not None and pressed == self.indexAt(event.position().toPoint()):
            self.activate_line(pressed)

    def leaveEvent(self, event: QEvent) -> None:
        """Let no pin stay lit."""
        self._delegate.pointer = QPoint(-1, -1)
        super().leaveEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that something else is picked."""
        super().selectionChanged(selected, deselected)
        self.picked_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is exposed, and no titles for a spinner that turns."""
        self._delegate.exposed = event.rect()
        super().paintEvent(event)
        if self.carrying.target == NO_FOLDER:
            painter = QPainter(self.viewport())
            area = QRectF(self.viewport().rect())
            paint_focus_ring(painter, area, Radius.CONTROL, self._theme.tokens.accent)
            painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the line under the pointer, or with what is selected."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        corner = self.visualRect(index).bottomLeft() if by_keyboard else event.pos()
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        picked = self.picked if index.isValid() else Picked()
        rows = [row for key in picked.conversations if (row := self._row(key))]
        asking = Asking(self.requested.emit, self.rename_current)
        make_menu(self, picked, rows, asking).popup(self.viewport().mapToGlobal(corner))

    def request(self, act: Act) -> None:
        """Ask for something to be done with what is picked."""
        if picked := self.picked:
            self.requested.emit(act, picked)

    def _row(self, conversation_id: ConversationId) -> Row | None:
        return self.rows.row_at(self.rows.index_of(conversation_id))

    def _toggle_pin(self, index: QModelIndex) -> None:
        if (row := self.rows.row_at(index)) is not None:
            act = Act.UNPIN if row.is_pinned else Act.PIN
            self.requested.emit(act, Picked((row.id,)))

    def _carry(self, pressed: QModelIndex, position: QPoint) -> None:
        line = self.rows.line_at(pressed)
        is_among = self.selectionModel().isSelected(pressed)
        picked = self.picked if is_among else _picked_of([line] if line else [])
        if line is not None and picked:
            words = line.title if picked.count == 1 else f"{picked.count} selected"
            self.carrying.begin(picked, words)
            self.carrying.carry_to(position)

    def _show_target(self) -> None:
        self._delegate.drop_key = self.carrying.target or ""
        self.viewport().update()

    def _reveal(self, shown: ConversationId, listing: Listing) -> None:
        """Unfold the folders in which a conversation lies that has just been opened."""
        row = next((row for row in listing.rows if row.id == shown), None)
        if row is not None and not row.is_pinned and not row.is_archived:
            self._unfolded |= frozenset(self.rows.outline.tree.above(row.folder))

    def _refresh(self, *, go_to: str | None = None, steps_aside: bool = False) -> None:
        place = KeptPlace(self, self.rows)
        today = self._now().date()
        changed = self.rows.show_lines(self._filter, self._unfolded, today)
        self.turning.follow()
        if go_to is not None:
            go_to_only(self, self.rows.index_of(go_to))
            if not self.currentIndex().isValid():
                self.clearSelection()
        elif changed:
            place.restore(self._shown or "", steps_aside=steps_aside)
            # A model that is reset clears the selection and tells nobody.
            self.picked_changed.emit()

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _picked_of(lines: Iterable[Line]) -> Picked:
    found = list(lines)
    return Picked(
        tuple(line.id for line in found if isinstance(line, Row)),
        tuple(line.folder.id for line in found if isinstance(line, FolderLine)),
    )
