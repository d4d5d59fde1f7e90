"""The list of conversations: choose, rename, delete, by mouse and by keyboard."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QWidget

from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.row_delegate import RowDelegate
from whinchat.ui.sidebar.rows import RowsModel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Duration, Space
from whinchat.ui.widgets.title_field import TitleField

_TICK_MS = 75
"""Twelve steps a turn: each wakes the program, and costs as much as a few words of a reply."""
_FULL_TURN = 360


class ConversationList(QListView):
    """Shows rows and says what the user wants done with which."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    delete_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows_model = RowsModel(self)
        self._rows_delegate = RowDelegate(theme, self)
        self._shown: ConversationId | None = None
        self._renaming: Row | None = None
        self._title_field = TitleField(self.viewport())
        self._title_field.finished.connect(self._finish_rename)
        self.setModel(self._rows_model)
        self.setItemDelegate(self._rows_delegate)
        self.setAccessibleName("Conversations")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._spinner = QTimer(self)
        self._spinner.setInterval(_TICK_MS)
        self._spinner.timeout.connect(self._turn)
        theme.changed.connect(self._restyle)

    def show_rows(self, rows: Sequence[Row], shown: ConversationId | None) -> None:
        """Show the rows, newest first. The open conversation is selected when it is another one.

        As long as it is the same, whoever walks the rows by keyboard stays where they are.
        """
        at = self._rows_model.row_at(self.currentIndex())
        wanted = at.id if at is not None and shown == self._shown else shown
        self._shown = shown
        self._rows_model.show_rows(rows, datetime.now(UTC).astimezone().date())
        self._select(wanted or shown)
        if any(row.state is RowState.REPLYING for row in rows) and not self._theme.reduced_motion:
            self._spinner.start()
        else:
            self._spinner.stop()

    def rename_current(self) -> None:
        """Edit the title of the current row in its place."""
        index = self.currentIndex()
        row = self._rows_model.row_at(index)
        if row is None:
            return
        self.scrollTo(index)
        self._renaming = row
        self._title_field.setGeometry(self.visualRect(index).adjusted(Space.S, 0, -Space.S, 0))
        self._title_field.begin(row.title)

    def choose_first(self) -> None:
        """Open the first conversation of the list."""
        for place in range(self._rows_model.rowCount()):
            if self._rows_model.row_at(self._rows_model.index(place)) is not None:
                self._choose(self._rows_model.index(place))
                return

    def event(self, event: QEvent) -> bool:
        """Keep F2 for the current row; elsewhere in the window it is for the open conversation."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename by F2, delete by Delete (Undo brings it back)."""
        row = self._rows_model.row_at(self.currentIndex())
        if row is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.rename_current()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(row.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is exposed, and no titles for a spinner that turns."""
        self._rows_delegate.exposed = event.rect()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the pointer, or with the current one."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        row = self._rows_model.row_at(index)
        if row is None:
            return
        corner = self.visualRect(index).bottomLeft() if by_keyboard else event.pos()
        self._open_menu(index, row, self.viewport().mapToGlobal(corner))

    def _open_menu(self, index: QModelIndex, row: Row, position: QPoint) -> None:
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction("Rename")
        rename.triggered.connect(self.rename_current)
        export = menu.addAction("Export conversation")
        export.triggered.connect(lambda: self.export_requested.emit(row.id))
        menu.addSeparator()
        delete = menu.addAction("Move to trash")
        delete.triggered.connect(lambda: self.delete_requested.emit(row.id))
        menu.popup(position)

    def _choose(self, index: QModelIndex) -> None:
        if (row := self._rows_model.row_at(index)) is not None:
            self.chosen.emit(row.id)

    def _select(self, conversation_id: ConversationId | None) -> None:
        index = QModelIndex()
        if conversation_id:
            index = self._rows_model.index_of(conversation_id)
        self.setCurrentIndex(index)
        if not index.isValid():
            self.clearSelection()

    def _finish_rename(self, title: str) -> None:
        row, self._renaming = self._renaming, None
        self._title_field.hide()
        if row is not None and title != row.title:
            self.renamed.emit(row.id, title)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        step = _FULL_TURN * _TICK_MS / Duration.SPINNER_TURN
        degrees = self._rows_delegate.spinner_degrees + step
        self._rows_delegate.spinner_degrees = degrees % _FULL_TURN
        for index in self._rows_model.replying():
            self.viewport().update(self._rows_delegate.spinner_area(self.visualRect(index)))

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
