"""Moving conversations and folders to the trash at once, and bringing them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.shelf import NEW, Shelf
from whinchat.services.tasks import Tasks
from whinchat.ui.counting import counted
from whinchat.ui.navigation import Navigation
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.sidebar.picked import Picked
from whinchat.ui.views import Views


@dataclass(frozen=True, slots=True)
class Deletion:
    """What went to the trash at once."""

    gone: Picked
    was_shown: ConversationId = NEW
    """The one of it that was on the screen."""


class Deletions(QObject):
    """Asks nothing: the notice's Undo brings back what it tells of, Ctrl+Z the last."""

    def __init__(self, shelf: Shelf, navigation: Navigation, views: Views, tasks: Tasks) -> None:
        super().__init__()
        self._shelf = shelf
        self._navigation = navigation
        self._views = views
        self._tasks = tasks
        self._done: list[Deletion] = []
        self._told: list[Deletion] = []
        """What the notice tells of, as long as it shows."""
        self._words = ""
        views.sidebar.list.undo_requested.connect(self.undo)
        views.page.header.delete_requested.connect(self.delete_shown)

    def delete(self, picked: Picked) -> None:
        """Move conversations, and folders with all that lies in them, to the trash."""
        self._tasks.start(self._delete(picked))

    def delete_shown(self) -> None:
        """Move the conversation on the screen to the trash."""
        if self._navigation.shown != NEW:
            self.delete(Picked((self._navigation.shown,)))

    def undo(self) -> None:
        """Undo what was done last: what a notice tells of, else what was deleted last."""
        toast = self._views.toast
        if toast.offers_undo and toast.message != self._words:
            toast.undo()
        elif self._done:
            self._bring_back([self._done[-1]])

    async def _delete(self, picked: Picked) -> None:
        shown = self._navigation.shown
        listed = self._views.sidebar.list.ids
        gone: tuple[ConversationId, ...] = ()
        folders: tuple[FolderId, ...] = ()
        trouble = ""
        try:
            if picked.conversations:
                gone = await self._shelf.delete(picked.conversations)
            for folder_id in self._outmost(picked):
                gone += await self._shelf.delete_folder(folder_id)
                folders += (folder_id,)
        except NotSaved as error:
            trouble = str(error)
        if not gone and not folders:
            self._views.toast.show_notice(trouble)
            return
        was_shown = shown if shown in gone else NEW
        self._tell(Deletion(Picked(gone, folders), was_shown), trouble)
        if was_shown != NEW:
            self._navigation.show_neighbour(listed, set(gone))

    def _outmost(self, picked: Picked) -> tuple[FolderId, ...]:
        """Return the folders that lie in no other one that is picked: it takes them along."""
        tree = FolderTree(self._shelf.folders)
        return tuple(
            folder_id
            for folder_id in picked.folders
            if not set(tree.above(folder_id)[1:]) & set(picked.folders)
        )

    def _tell(self, deletion: Deletion, trouble: str) -> None:
        toast = self._views.toast
        if toast.message != self._words:
            self._told.clear()
        self._done.append(deletion)
        self._told.append(deletion)
        self._words = f"{_words_for(self._told)} moved to the trash"
        if trouble:
            self._words += f". {trouble}"
        told = list(self._told)
        toast.show_notice(self._words, action=lambda: self._bring_back(told))

    def _bring_back(self, deletions: Sequence[Deletion]) -> None:
        self._done = [one for one in self._done if one not in deletions]
        self._told.clear()
        self._views.toast.close_notice()
        self._tasks.start(self._restore(deletions))

    async def _restore(self, deletions: Sequence[Deletion]) -> None:
        ids: list[str] = []
        for deletion in reversed(deletions):
            ids += (*deletion.gone.folders, *deletion.gone.conversations)
        try:
            await self._shelf.restore(ids)
        except NotSaved as error:
            self._views.toast.show_notice(str(error))
            return
        self._views.toast.show_notice(f"{_words_for(deletions)} brought back")
        shown = [one.was_shown for one in deletions if one.was_shown != NEW]
        if shown:
            await self._navigation.show_conversation(shown[0])


def _words_for(deletions: Sequence[Deletion]) -> str:
    conversations = sum(len(one.gone.conversations) for one in deletions)
    folders = sum(len(one.gone.folders) for one in deletions)
    if not folders and conversations == 1:
        return "Conversation"
    if folders == 1 and not conversations:
        return "Folder"
    counts = ((folders, "folder"), (conversations, "conversation"))
    return " and ".join(counted(count, what) for count, what in counts if count)
