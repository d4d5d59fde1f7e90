"""Renaming a conversation or a folder in its place."""

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QListView

from whinchat.services.rows import Row
from whinchat.ui.sidebar.line_areas import title_area
from whinchat.ui.sidebar.lines import FolderLine
from whinchat.ui.sidebar.rows import RowsModel
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.title_field import TitleField

_NAMES = {Row: "Conversation title", FolderLine: "Folder name"}


class Naming(QObject):
    """Puts a field over a line, and says what it shall be called."""

    renamed = Signal(str, str)
    """A conversation and its new title."""
    folder_renamed = Signal(str, str)

    def __init__(self, view: QListView, model: RowsModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._line: Row | FolderLine | None = None
        self._field = TitleField(view.viewport())
        self._field.finished.connect(self._finish)

    def begin(self, index: QModelIndex) -> None:
        """Edit the title of a conversation or a folder; other lines have none."""
        line = self._model.line_at(index)
        if not isinstance(line, Row | FolderLine):
            return
        self._view.scrollTo(index)
        self._line = line
        area = title_area(self._view.visualRect(index), self._model.depth_at(index))
        self._field.setGeometry(area.adjusted(-Space.HAIR, 0, Space.HAIR, 0))
        self._field.setAccessibleName(_NAMES[type(line)])
        self._field.begin(line.title)

    def _finish(self, title: str) -> None:
        line, self._line = self._line, None
        if self._field.hasFocus():
            # Whoever has clicked elsewhere by now wants to be there.
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.hide()
        match line:
            case Row(id=conversation_id, title=before) if title != before:
                self.renamed.emit(conversation_id, title)
            case FolderLine(folder=folder) if title and title != folder.name:
                self.folder_renamed.emit(folder.id, title)
            case _:
                pass
