"""The trash: what is in it, how it comes back, and how it goes."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from whinchat.domain.conversation import MarkName, Message
from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat
from whinchat.services.folders import Folders
from whinchat.services.listeners import Listeners
from whinchat.services.open_chats import OpenChats
from whinchat.storage.failures import Damaged
from whinchat.storage.listing import Listing, Trashed

_MESSAGES = "/messages"
"""Ends the id of a row of deleted messages: no conversation's name has a slash."""
_SAME = timedelta(seconds=2.5)
"""Times of files are as coarse as two seconds on some disks."""


_REST_SECONDS = 20.0
"""The start of the program has other things to do."""
_DAY_SECONDS = 24 * 60 * 60.0

log = logging.getLogger(__name__)


class TrashKind(StrEnum):
    """What a row of the trash stands for."""

    CONVERSATION = "conversation"
    MESSAGES = "messages"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class TrashRow:
    """Something in the trash."""

    id: str
    """What ``Shelf.restore`` and ``Shelf.empty_trash`` take."""
    kind: TrashKind
    title: str
    """Of the conversation, or the folder's name."""
    deleted_at: datetime
    goes_at: datetime
    """When it is destroyed by itself, as far as can be said now."""
    count: int = 1
    """How many messages, or how many conversations went with the folder."""
    conversation_id: ConversationId | None = None
    """The conversation that messages are of."""


@dataclass(frozen=True, slots=True)
class _Deletions:
    """The deleted messages of one conversation."""

    title: str
    count: int
    at: datetime


class Trash:
    """Knows what is in the trash. Conversations lie in it as files, all else as marks."""

    def __init__(
        self,
        listing: Listing,
        tree: Folders,
        chats: OpenChats,
        leave: Callable[[ConversationId], None],
    ) -> None:
        """Join the parts; ``leave`` closes a chat that was opened for one act."""
        self.destroyed: Listeners[ConversationId] = Listeners()
        """Told of each conversation that is gone for good."""
        self._listing = listing
        self._tree = tree
        self._chats = chats
        self._leave = leave

    async def rows(self) -> tuple[TrashRow, ...]:
        """Return what is in the trash, the last deleted first."""
        clock, now = await self._listing.trash_clock(), datetime.now(UTC)
        trashed = await self._listing.trashed()
        rows = [
            _row(one.summary.id, TrashKind.CONVERSATION, one.summary.title, one.deleted_at)
            for one in trashed
        ]
        for folder, at in self._tree.deleted():
            count = len(self._gone_with(folder.id, trashed))
            rows.append(_row(folder.id, TrashKind.FOLDER, folder.name, at, count))
        for conversation_id, one in (await self._deletions()).items():
            row = _row(
                f"{conversation_id}{_MESSAGES}", TrashKind.MESSAGES, one.title, one.at, one.count
            )
            rows.append(replace(row, conversation_id=conversation_id))
        dated = (replace(row, goes_at=clock.goes_at(row.deleted_at, now)) for row in rows)
        return tuple(sorted(dated, key=lambda row: row.deleted_at, reverse=True))

    async def read(self, row: TrashRow) -> tuple[Message, ...]:
        """Return what a row stands for, to be read: a branch, or the messages that were deleted.

        Raises ``Damaged``, and ``TooLarge`` for what is too large to be looked into.
        """
        if row.kind is TrashKind.CONVERSATION:
            return (await self._listing.read_trashed(ConversationId(row.id))).branch()
        if row.conversation_id is None:
            return ()
        messages = (await self._chats.open(row.conversation_id)).conversation.messages
        found = tuple(map(messages.__getitem__, messages.deleted))
        self._leave(row.conversation_id)
        return tuple(message for message in found if message.parts)

    async def put(self, ids: Iterable[ConversationId], at: datetime) -> tuple[ConversationId, ...]:
        """Move conversations here; replies that run in them are stopped. Return those moved.

        Raises ``NotSaved`` where none could be moved.
        """
        wanted = tuple(ids)
        # What came of them goes to the disk before they do.
        open_chats = filter(None, map(self._chats.get, wanted))
        await asyncio.gather(*(chat.come_to_rest() for chat in open_chats))
        return await self._listing.move_to_trash(wanted, at)

    async def restore(self, ids: Iterable[str]) -> tuple[ConversationId, ...]:
        """Bring back what these rows stand for; return the conversations that are back.

        Raises ``NotSaved`` where none of several conversations could be brought back, and
        ``Damaged`` where messages cannot.
        """
        wanted: list[ConversationId] = []
        trashed: tuple[Trashed, ...] | None = None
        for one in ids:
            if one.endswith(_MESSAGES):
                await self._restore_messages(ConversationId(one.removesuffix(_MESSAGES)))
            elif self._tree.deleted_at(FolderId(one)) is not None:
                trashed = trashed or await self._listing.trashed()
                wanted += self._gone_with(FolderId(one), trashed)
                self._tree.restore(FolderId(one))
            else:
                wanted.append(ConversationId(one))
        return await self._listing.restore(wanted)

    async def empty(self, ids: Iterable[str] | None) -> None:
        """Destroy what these rows stand for, or everything. Raises ``NotSaved``."""
        trashed = await self._listing.trashed()
        chosen = [row.id for row in await self.rows()] if ids is None else list(ids)
        folders = [one for one in map(FolderId, chosen) if self._tree.deleted_at(one)]
        # Each once: it may be chosen itself and lie in a folder that is.
        gone = dict.fromkeys(one for each in folders for one in self._gone_with(each, trashed))
        known = {one.summary.id for one in trashed}
        gone |= dict.fromkeys(ConversationId(one) for one in chosen if one in known)
        await self._listing.destroy(gone)
        for conversation_id in gone:
            self.destroyed.tell(conversation_id)
        self._tree.forget({one for each in folders for one in self._tree.deleted_with(each)})
        for one in chosen:
            if one.endswith(_MESSAGES):
                await self._listing.purge_messages(ConversationId(one.removesuffix(_MESSAGES)))

    async def purge(self) -> None:
        """Destroy what has been here for thirty days. Raises ``NotSaved``."""
        now = datetime.now(UTC)
        await self._listing.look_at_trash(now)
        due = [row.id for row in await self.rows() if row.goes_at <= now]
        if due:
            await self.empty(due)

    async def tidy(self) -> None:
        """Purge once a day for as long as this runs."""
        await asyncio.sleep(_REST_SECONDS)
        while True:
            try:
                await self.purge()
            except (NotSaved, Damaged) as trouble:
                log.warning("What is due stays in the trash: %s", trouble)
            await asyncio.sleep(_DAY_SECONDS)

    async def _restore_messages(self, conversation_id: ConversationId) -> None:
        chat = await self._chats.open(conversation_id, even_if_large=True)
        chat.restore(chat.conversation.messages.deleted)
        self._leave(conversation_id)

    async def _deletions(self) -> dict[ConversationId, _Deletions]:
        found = {
            one.id: _Deletions(one.title, one.deleted_count, one.deleted_at or one.updated_at)
            for one in await self._listing.summaries()
            if one.deleted_count
        }
        for chat in self._chats:
            # What was deleted while it is open is in no head yet.
            found.pop(chat.id, None)
            if (deletions := _deletions_of(chat)) is not None and not chat.is_temporary:
                found[chat.id] = deletions
        return found

    def _gone_with(self, folder_id: FolderId, trashed: Iterable[Trashed]) -> list[ConversationId]:
        """Return the conversations that were deleted with a folder: in it, at that moment."""
        at = self._tree.deleted_at(folder_id)
        within = self._tree.deleted_with(folder_id)
        return [
            one.summary.id
            for one in trashed
            if at is not None and one.summary.folder in within and abs(one.deleted_at - at) < _SAME
        ]


def _deletions_of(chat: Chat) -> _Deletions | None:
    messages = map(chat.conversation.messages.__getitem__, chat.conversation.messages.deleted)
    times = [message.marks[MarkName.DELETED].at for message in messages if message.parts]
    return _Deletions(chat.conversation.title, len(times), max(times)) if times else None


def _row(row_id: str, kind: TrashKind, title: str, at: datetime, count: int = 1) -> TrashRow:
    return TrashRow(row_id, kind, title, at, at, count)
