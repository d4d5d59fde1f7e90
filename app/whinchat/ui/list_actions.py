"""What is asked for in the list, done on the shelf."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import WhinchatError
from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.ui.counting import counted
from whinchat.ui.deletions import Deletions
from whinchat.ui.navigation import Navigation
from whinchat.ui.sidebar.folder_picker import FolderPicker
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.sidebar.lines import ARCHIVE
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.sidebar.tags_dialog import TagsDialog
from whinchat.ui.theme.theme import Theme
from whinchat.ui.views import Views

_NEW_FOLDER = "New folder"
_READ_ONLY = "A newer version of Whinchat wrote this conversation; here it can be read."


class ListActions(QObject):
    """Joins the list to the shelf's verbs. What can go wrong by a slip has Undo."""

    export_requested = Signal(object)
    """The ids of conversations."""
    show_file_requested = Signal(str)
    recover_requested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        shelf: Shelf,
        navigation: Navigation,
        views: Views,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._shelf = shelf
        self._navigation = navigation
        self._views = views
        self._tasks = tasks
        self.deletions = Deletions(shelf, navigation, views, tasks)
        self.folders = FolderPicker(theme, window)
        self.folders.chosen.connect(self._move)
        self.folders.new_requested.connect(self._move_to_new)
        rows = views.sidebar.list
        rows.requested.connect(self.do)
        rows.dropped.connect(self._drop)
        rows.naming.renamed.connect(self._rename)
        rows.naming.folder_renamed.connect(self._rename_folder)

    def do(self, act: Act, picked: Picked) -> None:
        """Do what is asked for."""
        if not self._mark(act, picked.conversations):
            self._open(act, picked)

    def _mark(self, act: Act, ids: tuple[ConversationId, ...]) -> bool:
        """Do what only marks conversations; tell whether it does."""
        match act:
            case Act.PIN | Act.UNPIN:
                self._shelf.pin(ids, act is Act.PIN)
            case Act.ARCHIVE | Act.UNARCHIVE:
                self._archive(ids, on=act is Act.ARCHIVE)
            case Act.MARK_UNREAD | Act.MARK_READ:
                self._shelf.mark_unread(ids, act is Act.MARK_UNREAD)
            case _:
                return False
        return True

    def _open(self, act: Act, picked: Picked) -> None:
        match act:
            case Act.MOVE:
                self.folders.open(picked, self._shelf.folders, self._views.sidebar.search)
            case Act.TAG:
                self._edit_tags(self._inside(picked))
            case Act.EXPORT:
                self.export_requested.emit(self._inside(picked))
            case Act.DELETE:
                self.deletions.delete(picked)
            case Act.NEW_FOLDER:
                self._make_folder(next(iter(picked.folders), NO_FOLDER))
            case _:
                self._rescue(act, picked.conversations[0])

    def _rescue(self, act: Act, conversation_id: ConversationId) -> None:
        """Do what is offered for a damaged conversation."""
        match act:
            case Act.OPEN_PREVIOUS:
                self._navigation.open_previous_copy(conversation_id)
            case Act.RECOVER:
                self.recover_requested.emit(conversation_id)
            case Act.SHOW_FILE:
                self.show_file_requested.emit(conversation_id)
            case _:
                pass

    def _inside(self, picked: Picked) -> tuple[ConversationId, ...]:
        """Return the conversations that are picked, and those in the folders that are."""
        tree = FolderTree(self._shelf.folders)
        folders = {inner for folder in picked.folders for inner in tree.all_within(folder)}
        more = (row.id for row in self._shelf.rows if row.folder in folders)
        return tuple(dict.fromkeys((*picked.conversations, *more)))

    def _rows(self, ids: tuple[ConversationId, ...]) -> list[Row]:
        wanted = set(ids)
        return [row for row in (*self._shelf.rows, *self._shelf.archived) if row.id in wanted]

    def _move(self, picked: Picked, folder_id: FolderId) -> None:
        put_back = self._way_back(picked)
        self._put(picked, folder_id)
        self._say_moved(folder_id, put_back)

    def _way_back(self, picked: Picked) -> Callable[[], None]:
        """Return what puts conversations and folders where they are now."""
        before: defaultdict[FolderId, list[ConversationId]] = defaultdict(list)
        for row in self._rows(picked.conversations):
            before[row.folder].append(row.id)
        tree = FolderTree(self._shelf.folders)
        parents = [(folder, tree.parent_of(folder)) for folder in picked.folders]

        def put_back() -> None:
            for parent, ids in before.items():
                self._shelf.move(ids, parent)
            for folder, parent in parents:
                self._shelf.move_folder(folder, parent)

        return put_back

    def _say_moved(self, folder_id: FolderId, put_back: Callable[[], None]) -> None:
        name = FolderTree(self._shelf.folders).paths.get(folder_id)
        words = f"Moved to {name}" if name else "Moved out of the folder"
        self._views.toast.show_notice(words, action=put_back)

    def _put(self, picked: Picked, folder_id: FolderId) -> None:
        if picked.conversations:
            self._shelf.move(picked.conversations, folder_id)
        for folder in picked.folders:
            self._shelf.move_folder(folder, folder_id)

    def _move_to_new(self, picked: Picked, name: str) -> None:
        put_back = self._way_back(picked)
        folder_id = self._shelf.new_folder(name or _NEW_FOLDER)
        self._put(picked, folder_id)
        self._say_moved(folder_id, put_back)
        if not name:
            self._views.sidebar.list.rename_folder(folder_id)

    def _drop(self, picked: Picked, target: FolderId) -> None:
        if target == ARCHIVE:
            self._archive(picked.conversations, on=True)
            return
        self._move(picked, target)
        archived = [row.id for row in self._rows(picked.conversations) if row.is_archived]
        if archived:
            self._shelf.archive(archived, False)  # noqa: FBT003 - the shelf's own verb

    def _archive(self, ids: tuple[ConversationId, ...], *, on: bool) -> None:
        self._shelf.archive(ids, on)
        back = partial(self._shelf.archive, ids, not on)
        what = counted(len(ids), "conversation") if len(ids) > 1 else "Conversation"
        words = f"{what} archived" if on else f"{what} taken out of the archive"
        self._views.toast.show_notice(words, action=back)

    def _edit_tags(self, ids: tuple[ConversationId, ...]) -> None:
        rows = self._rows(ids)
        if not rows:
            return
        known = (tag for row in (*self._shelf.rows, *self._shelf.archived) for tag in row.tags)
        dialog = TagsDialog(self._theme, rows, known, self._window)
        dialog.saved.connect(partial(self._shelf.tag, ids))
        dialog.open()

    def _make_folder(self, parent_id: FolderId) -> None:
        folder_id = self._shelf.new_folder(_NEW_FOLDER, parent_id)
        self._views.sidebar.list.rename_folder(folder_id)

    def _rename_folder(self, folder_id: str, name: str) -> None:
        self._shelf.rename_folder(FolderId(folder_id), name)

    def _rename(self, conversation_id: str, title: str) -> None:
        self._tasks.start(self._rename_soon(ConversationId(conversation_id), title))

    async def _rename_soon(self, conversation_id: ConversationId, title: str) -> None:
        try:
            chat = await self._shelf.chat(conversation_id)
            if chat.conversation.is_read_only:
                self._views.toast.show_notice(_READ_ONLY)
            else:
                chat.rename(title)
            self._shelf.leave(conversation_id)
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))
