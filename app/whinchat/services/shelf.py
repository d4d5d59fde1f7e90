"""The list of conversations: what is in it, and what is done to what is in it."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from whinchat.domain.conversation import Field, Message
from whinchat.domain.draft import Draft
from whinchat.domain.folders import NO_FOLDER, Folder, FolderId, FolderMarks
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.chat import Chat
from whinchat.services.filing import Filing
from whinchat.services.folders import Folders
from whinchat.services.list_reading import ListReading
from whinchat.services.listeners import Listeners
from whinchat.services.open_chats import OpenChats
from whinchat.services.row_following import RowFollowing
from whinchat.services.row_states import RowStates
from whinchat.services.rows import Row, Rows
from whinchat.services.tasks import Tasks
from whinchat.services.trash import Trash, TrashRow
from whinchat.services.turns import Replies
from whinchat.services.unsent import Unsent
from whinchat.storage.drafts import Drafts
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library
from whinchat.storage.outside import TakenIn

NEW = ConversationId("")
"""Stands for the conversation that has no message yet, where drafts are kept by conversation."""

Ids = Iterable[ConversationId]


class Shelf:
    """Owner of the list. What is done to several conversations is told once.

    Every verb shows at once; the disk follows, and says by the library's ``unsaved`` what it
    could not take.
    """

    def __init__(
        self,
        library: Library,
        drafts: Drafts,
        folder_file: FolderFile,
        replies: Replies,
        tasks: Tasks,
    ) -> None:
        self.changed: Listeners[None] = Listeners()
        """Told when a row or a folder is new, gone or different."""
        self._library = library
        self._unsent = Unsent(drafts, NEW)
        self._tree = Folders(folder_file, library.writer_id, tasks)
        self._chats = OpenChats(library, replies, tasks)
        self._trash = Trash(library.listing, self._tree, self._chats, self.leave)
        self._rows = Rows()
        self._reading = ListReading(library.listing, self._rows, self._show_read)
        self._states = RowStates(self._rows, self._chats, self._unsent)
        self._filing = Filing(self._rows, self._states, self._chats, library)
        self._following = RowFollowing(self._rows, self._states, self._filing, self.changed)
        self._following.follow(self._chats)
        self._chats.waiting_changed.add(self._unsent.keep_waiting)
        self._chats.closed.add(self._unsent.take_from)
        self._trash.destroyed.add(self._unsent.destroy)
        self.replied = self._following.replied
        """Told a chat, none of the temporary ones, in which a reply has just ended."""
        self.replied.add(lambda chat: self.leave(chat.id))

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what is neither in the archive nor in the trash, newest first."""
        return self._rows.listed

    @property
    def archived(self) -> tuple[Row, ...]:
        """Return what is in the archive, newest first."""
        return self._rows.archived

    @property
    def folders(self) -> tuple[Folder, ...]:
        """Return the folders, each before those in it, else by name."""
        return self._tree.shown

    async def show_known(self) -> None:
        """Show the list as it was when the program ended, at once; ``open`` puts it right."""
        await self._unsent.load()
        await self._tree.open()
        await self._reading.show_known()

    async def open(self) -> None:
        """Read the list from the disk; rows that differ from what was known come by and by."""
        if not self._reading.has_begun:
            await self.show_known()
        await self._reading.read()

    def new_chat(self, choice: ModelChoice | None) -> Chat:
        """Return a chat without messages. It is listed and kept from its first message on."""
        return self._chats.new(choice)

    def new_temporary(self, choice: ModelChoice | None) -> Chat:
        """Return a chat that is in memory alone: never listed, nothing of it on the disk."""
        return self._chats.new(choice, in_memory=True)

    async def keep(self, chat: Chat) -> None:
        """Make a temporary conversation one like others, with everything in it."""
        await chat.keep_in(self._library)
        self._following.list_new(chat)
        self._unsent.keep_waiting(chat)
        self.keep_draft(chat.id, self.draft(chat.id))

    def drop(self, chat: Chat) -> None:
        """Let a temporary conversation go for good; a reply that runs is stopped."""
        if chat.is_temporary:
            chat.waiting.stay()
            chat.stop()
            self._chats.forget(chat.id)
            self._unsent.forget(chat.id)

    async def fork(self, conversation_id: ConversationId, message_id: MessageId) -> Chat:
        """Begin a conversation with the branch up to a message of another.

        Raises ``WhinchatError`` where the one cannot be read or the other not saved.
        """
        try:
            chat = await self._chats.fork(conversation_id, message_id)
        finally:
            self.leave(conversation_id)
        self._following.list_new(chat)
        return chat

    async def chat(self, conversation_id: ConversationId, *, even_if_large: bool = False) -> Chat:
        """Open a conversation. Raises ``Damaged``, and ``TooLarge`` unless that is confirmed."""
        chat = await self._chats.open(conversation_id, even_if_large=even_if_large)
        self._unsent.give_to(chat)
        return chat

    async def previous_copy(self, conversation_id: ConversationId) -> Chat:
        """Open the last good copy of a damaged conversation, to read it."""
        return await self._chats.open_previous_copy(conversation_id)

    def leave(self, conversation_id: ConversationId) -> None:
        """Close a chat that was opened for one act, unless it is shown or replies."""
        if conversation_id != self._states.shown:
            self._chats.let_go(conversation_id)

    def show(self, conversation_id: ConversationId | None) -> None:
        """Note which conversation is on the screen; it counts as read."""
        left, self._states.shown = self._states.shown, conversation_id
        if conversation_id in self._rows and conversation_id is not None:
            self._states.forget_failures((conversation_id,))
            self._filing.set((conversation_id,), Field.UNREAD, value=False)
            self._states.refresh((conversation_id,))
        if left is not None and left != conversation_id:
            self._chats.let_go(left)
            self._states.refresh((left,))
        self.changed.tell(None)

    def draft(self, conversation_id: ConversationId) -> Draft:
        """Return what is typed and not sent in a conversation."""
        return self._unsent.draft(conversation_id)

    def keep_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Keep what is typed; an empty draft is forgotten."""
        chat = self._chats.get(conversation_id)
        in_memory = chat is not None and chat.is_temporary
        if self._unsent.keep_draft(conversation_id, draft, in_memory=in_memory):
            self._states.refresh((conversation_id,))
            self.changed.tell(None)

    def pin(self, ids: Ids, on: bool) -> None:  # noqa: FBT001 - the verb's one word
        """Pin conversations, or take the pins away."""
        self._filing.set(ids, Field.PINNED, on)
        self.changed.tell(None)

    def move(self, ids: Ids, folder_id: FolderId) -> None:
        """Put conversations into a folder; ``NO_FOLDER`` is the top of the list."""
        self._filing.set(ids, Field.FOLDER, folder_id)
        self.changed.tell(None)

    def tag(self, ids: Ids, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Give conversations tags and take others from them."""
        self._filing.tag(ids, add, remove)
        self.changed.tell(None)

    def archive(self, ids: Ids, on: bool) -> None:  # noqa: FBT001 - the verb's one word
        """Put conversations into the archive, or take them out of it."""
        self._filing.set(ids, Field.ARCHIVED, on)
        self.changed.tell(None)

    def mark_unread(self, ids: Ids, on: bool) -> None:  # noqa: FBT001 - the verb's one word
        """Mark conversations as unread or as read."""
        chosen = tuple(ids)
        if not on:
            self._states.forget_failures(chosen)
            self._states.refresh(chosen)
        self._filing.set(chosen, Field.UNREAD, on)
        self.changed.tell(None)

    async def delete(self, ids: Ids) -> tuple[ConversationId, ...]:
        """Move conversations to the trash; replies that run in them are stopped.

        Return those that are there now, for ``restore``. Raises ``NotSaved`` where none could be
        moved.
        """
        return await self._delete(ids, datetime.now(UTC))

    async def restore(self, ids: Iterable[str]) -> None:
        """Bring back from the trash conversations, folders and the messages of ``TrashRow`` ids.

        Raises ``NotSaved`` where nothing could be brought back.
        """
        await self.look_again(await self._trash.restore(ids))

    def new_folder(self, name: str, parent_id: FolderId = NO_FOLDER) -> FolderId:
        """Make a folder."""
        folder_id = self._tree.new(name, parent_id)
        self.changed.tell(None)
        return folder_id

    def rename_folder(self, folder_id: FolderId, name: str) -> None:
        """Give a folder another name."""
        self._tree.rename(folder_id, name)
        self.changed.tell(None)

    def move_folder(self, folder_id: FolderId, parent_id: FolderId) -> bool:
        """Put a folder into another; tell whether it can lie there: never within itself."""
        is_moved = self._tree.move(folder_id, parent_id)
        self.changed.tell(None)
        return is_moved

    async def delete_folder(self, folder_id: FolderId) -> tuple[ConversationId, ...]:
        """Move a folder with all that is in it to the trash; ``restore`` undoes it.

        Return the conversations that are there now. Raises ``NotSaved`` where none could be
        moved; the folder then stays.
        """
        within = self._tree.within(folder_id)
        at = self._tree.moment_of_deletion(folder_id)
        gone = await self._delete([row.id for row in self._rows if row.folder in within], at)
        self._tree.delete(folder_id, at)
        self.changed.tell(None)
        return gone

    def take_in_folders(self, marks: FolderMarks, *, bring_back: bool) -> None:
        """Take in folders of a backup; ``bring_back`` those too that were deleted since."""
        self._tree.take_in(marks, bring_back=bring_back)
        self.changed.tell(None)

    async def trash(self) -> tuple[TrashRow, ...]:
        """Return what is in the trash, the last deleted first."""
        return await self._trash.rows()

    async def read_trashed(self, row: TrashRow) -> tuple[Message, ...]:
        """Return the messages that a row of the trash stands for. Raises ``WhinchatError``."""
        return await self._trash.read(row)

    async def empty_trash(self, ids: Iterable[str] | None = None) -> None:
        """Destroy these of the trash's rows, or all of them, for good. Raises ``NotSaved``."""
        await self._trash.empty(ids)
        self.changed.tell(None)

    async def tidy_trash(self) -> None:
        """Destroy what has been in the trash for thirty days; once a day as long as this runs."""
        await self._trash.tidy()

    def take_news(self, news: TakenIn) -> None:
        """Show what others wrote into a conversation that is open."""
        if (chat := self._chats.get(news.conversation.id)) is not None:
            chat.take_news(news)

    async def look_again(self, ids: Ids) -> None:
        """Read the rows of conversations anew: somebody else wrote, added or removed them."""
        await self._tree.open()
        await self._reading.look_again(ids)

    async def complete(self) -> None:
        """Read the rows of what is not in the list yet. Raises ``Damaged``."""
        await self._reading.complete()

    async def close(self) -> None:
        """Stop the replies that run and wait until what came of them is given to the disk."""
        await asyncio.gather(*(chat.stopped() for chat in self._chats))

    async def _delete(self, ids: Ids, at: datetime) -> tuple[ConversationId, ...]:
        moved = await self._trash.put(ids, at)
        for conversation_id in moved:
            self._rows.pop(conversation_id)
            self._states.forget(conversation_id)
            self._chats.forget(conversation_id)
        self.changed.tell(None)
        return moved

    def _show_read(self) -> None:
        self._states.refresh((*self._unsent, *(chat.id for chat in self._chats)))
        self.changed.tell(None)
