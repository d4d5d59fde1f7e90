"""The trash: what is in it, how it comes back, and how it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.folder_tree import FolderTree
from whinchat.services.open_chats import OpenChats
from whinchat.storage.listing import Listing, Trashed

KEPT = timedelta(days=30)
_MESSAGES = "/messages"
"""Ends the id of a row of deleted messages: no conversation's name has a slash."""
_SAME = timedelta(seconds=2.5)
"""Times of files are as coarse as two seconds on some disks."""


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


class Trash:
    """Knows what is in the trash. Conversations lie in it as files, all else as marks."""

    def __init__(self, listing: Listing, tree: FolderTree, chats: OpenChats) -> None:
        self._listing = listing
        self._tree = tree
        self._chats = chats

    async def rows(self) -> tuple[TrashRow, ...]:
        """Return what is in the trash, the last deleted first."""
        trashed = await self._listing.trashed()
        rows = [*map(_row_of, trashed)]
        for folder, at in self._tree.deleted():
            count = len(self._gone_with(folder.id, trashed))
            rows.append(TrashRow(folder.id, TrashKind.FOLDER, folder.name, at, at + KEPT, count))
        return tuple(sorted(rows, key=lambda row: row.deleted_at, reverse=True))

    async def restore(self, ids: Iterable[str]) -> tuple[ConversationId, ...]:
        """Bring back what these rows stand for; return the conversations that are back.

        Raises ``NotSaved`` where none of several conversations could be brought back.
        """
        wanted: list[ConversationId] = []
        trashed = await self._listing.trashed()
        for one in ids:
            if self._tree.deleted_at(FolderId(one)) is not None:
                wanted += self._gone_with(FolderId(one), trashed)
                self._tree.restore(FolderId(one))
            else:
                wanted.append(ConversationId(one))
        return await self._listing.restore(wanted)

    async def empty(self, ids: Iterable[str] | None) -> None:
        """Destroy what these rows stand for, or everything. Raises ``NotSaved``."""
        trashed = await self._listing.trashed()
        chosen = [row.id for row in await self.rows()] if ids is None else list(ids)
        folders = [FolderId(one) for one in chosen if self._tree.deleted_at(FolderId(one))]
        gone = [one for folder_id in folders for one in self._gone_with(folder_id, trashed)]
        known = {one.summary.id for one in trashed}
        gone += [ConversationId(one) for one in chosen if one in known]
        await self._listing.destroy(gone)
        self._tree.forget({one for each in folders for one in self._tree.deleted_with(each)})

    def _gone_with(self, folder_id: FolderId, trashed: Iterable[Trashed]) -> list[ConversationId]:
        """Return the conversations that were deleted with a folder: in it, at that moment."""
        at = self._tree.deleted_at(folder_id)
        within = self._tree.deleted_with(folder_id)
        return [
            one.summary.id
            for one in trashed
            if at is not None and one.summary.folder in within and abs(one.deleted_at - at) < _SAME
        ]


def _row_of(trashed: Trashed) -> TrashRow:
    return TrashRow(
        trashed.summary.id,
        TrashKind.CONVERSATION,
        trashed.summary.title,
        trashed.deleted_at,
        trashed.deleted_at + KEPT,
    )
