"""What keys do in the list beyond what they do in all lists."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListView

from whinchat.domain.folders import NO_FOLDER
from whinchat.services.rows import Row
from whinchat.ui.sidebar.carrying import Carrying
from whinchat.ui.sidebar.lines import ARCHIVE, ArchiveLine, FolderLine
from whinchat.ui.sidebar.rows import RowsModel
from whinchat.ui.sidebar.selected import selected_lines
from whinchat.ui.widgets.deleting import deletes


class ListKeys(QObject):
    """F2 renames, Ctrl+Delete moves to the trash, Ctrl+Z brings back, Left and Right fold.

    No bare key and no letter takes a conversation away.
    """

    rename_requested = Signal()
    delete_requested = Signal()
    undo_requested = Signal()
    fold_requested = Signal(str, bool)
    """A folder, and whether it shall be unfolded."""

    def __init__(self, view: QListView, model: RowsModel, carrying: Carrying) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._carrying = carrying
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that are ours before the list does, and before they are shortcuts."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            bare = _bare_key(event)
            is_ours = bare is Qt.Key.Key_F2 or self._is_way_out(event)
            if is_ours or _is_undo(event) or deletes(event):
                event.accept()
                return True
        return event.type() == QEvent.Type.KeyPress and self._take(event)

    def _take(self, event: QKeyEvent) -> bool:
        if _is_undo(event):
            self.undo_requested.emit()
        elif deletes(event):
            self.delete_requested.emit()
        elif self._is_way_out(event):
            self._leave()
        else:
            return self._take_bare(_bare_key(event))
        return True

    def _take_bare(self, key: Qt.Key | None) -> bool:
        match key:
            case Qt.Key.Key_F2:
                self.rename_requested.emit()
                return True
            case Qt.Key.Key_Right:
                return self._fold(on=True)
            case Qt.Key.Key_Left:
                return self._fold(on=False) or self._go_out()
            case _:
                return False

    def _is_way_out(self, event: QKeyEvent) -> bool:
        is_busy = self._carrying.is_on or self._has_several()
        return _bare_key(event) is Qt.Key.Key_Escape and is_busy

    def _has_several(self) -> bool:
        return len(selected_lines(self._view.selectionModel(), self._model.lines)) > 1

    def _leave(self) -> None:
        """Stop carrying, or select one line in place of several."""
        if self._carrying.is_on:
            self._carrying.cancel()
        else:
            index = self._view.currentIndex()
            self._view.clearSelection()
            self._view.setCurrentIndex(index)

    def _fold(self, *, on: bool) -> bool:
        match self._model.line_at(self._view.currentIndex()):
            case FolderLine(folder=folder, is_open=is_open) if is_open != on:
                self.fold_requested.emit(folder.id, on)
            case ArchiveLine(is_open=is_open) if is_open != on:
                self.fold_requested.emit(ARCHIVE, on)
            case _:
                return False
        return True

    def _go_out(self) -> bool:
        """Go from a line to the folder in which it stands."""
        tree = self._model.outline.tree
        match self._model.line_at(self._view.currentIndex()):
            case FolderLine(folder=folder):
                above = tree.parent_of(folder.id)
            case Row(is_archived=True):
                above = ARCHIVE
            case Row(folder=folder_id, is_pinned=False):
                above = folder_id
            case _:
                above = NO_FOLDER
        index = self._model.index_of(above)
        if index.isValid():
            self._view.setCurrentIndex(index)
        return index.isValid()


def _bare_key(event: QKeyEvent) -> Qt.Key | None:
    """Return the key, if nothing is held with it."""
    is_bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return Qt.Key(event.key()) if is_bare else None


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo)
