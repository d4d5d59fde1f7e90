"""Choosing the folder into which something goes, by typing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from whinchat.domain.folders import NO_FOLDER, Folder, FolderId
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.sidebar.picked import Picked
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.choices import Choice
from whinchat.ui.widgets.search_list import SearchList

_TOP = "No folder"
_NEW = "New folder…"


class FolderPicker(QObject):
    """Offers the folders by their paths, the top of the list, and a new folder."""

    chosen = Signal(object, str)
    """What is ``Picked``, and the folder."""
    new_requested = Signal(object, str)
    """What is ``Picked``, and the name of the folder to make; empty: it gets its name later."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._picked = Picked()
        self._by_path: dict[str, FolderId] = {}

    def open(self, picked: Picked, folders: Sequence[Folder], anchor: QWidget) -> None:
        """Ask where to; a folder is not offered itself, nor what lies in it."""
        tree = FolderTree(folders)
        self._picked = picked
        closed = {inner for folder in picked.folders for inner in tree.all_within(folder)}
        self._by_path = {
            tree.paths[folder.id]: folder.id for folder in folders if folder.id not in closed
        }
        words = (*self._by_path, _TOP, _NEW)
        offered = SearchList(self._theme, "Folders", self._window, free_text="New folder “{}”")
        offered.chosen.connect(self._choose)
        offered.closed.connect(offered.deleteLater)
        offered.set_choices([Choice(key, key) for key in words])
        offered.open_at(anchor)

    def _choose(self, words: str) -> None:
        if words in self._by_path:
            self.chosen.emit(self._picked, self._by_path[words])
        elif words == _TOP:
            self.chosen.emit(self._picked, NO_FOLDER)
        else:
            self.new_requested.emit(self._picked, "" if words == _NEW else words)
