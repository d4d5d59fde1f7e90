"""The list's side of the library: heads, the marks of several conversations, the trash."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from whinchat.domain.conversation import Mark
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.closed_conversation import append_field
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import LONG_AGO
from whinchat.storage.files import is_there
from whinchat.storage.open_conversation import path_of
from whinchat.storage.summaries import Summary, read_one, read_summaries
from whinchat.storage.writer import Writer

_SLICE = 16
"""So many conversations are done at once: what the user saves meanwhile waits for no more."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A conversation in the trash."""

    summary: Summary
    deleted_at: datetime


class Listing:
    """What the list does to conversations. Their messages are the library's."""

    def __init__(self, paths: Paths, disk: Disk, writer: Writer) -> None:
        self._paths = paths
        self._disk = disk
        self._writer = writer

    async def summaries(self) -> tuple[Summary, ...]:
        """Return what the list shows, newest first; damaged files are in it, untouched."""
        return await self._disk.run(lambda: read_summaries(self._paths.conversations))

    async def summaries_of(self, ids: Iterable[ConversationId]) -> tuple[Summary, ...]:
        """Return what the list shows of these, without those that are not there."""
        wanted = tuple(ids)

        def read(some: tuple[ConversationId, ...]) -> list[Summary]:
            found = (read_one(path_of(self._paths.conversations, one)) for one in some)
            return [summary for summary in found if summary is not None]

        found: list[Summary] = []
        for start in range(0, len(wanted), _SLICE):
            found += await self._disk.run(partial(read, wanted[start : start + _SLICE]))
        return tuple(found)

    async def trashed(self) -> tuple[Trashed, ...]:
        """Return what is in the trash, the last deleted first."""

        def read() -> tuple[Trashed, ...]:
            found = (
                Trashed(summary, _time_of(summary)) for summary in read_summaries(self._paths.trash)
            )
            return tuple(sorted(found, key=lambda one: one.deleted_at, reverse=True))

        return await self._disk.run(read)

    def save_fields(self, marks: Mapping[ConversationId, Mapping[str, Mark]]) -> None:
        """Queue changed fields of conversations, in the list or in the trash.

        One that is not open is not read for it. What could not be saved is tried again.
        """
        waiting = list(marks.items())

        def save_some() -> None:
            for conversation_id, fields in waiting[:_SLICE]:
                for name, mark in fields.items():
                    with suppress(NotSaved, Damaged):
                        self._save_field(conversation_id, name, mark)
            del waiting[:_SLICE]
            if waiting:
                self._disk.post(save_some)

        self._disk.post(save_some)

    async def move_to_trash(
        self, ids: Iterable[ConversationId], at: datetime | None = None
    ) -> tuple[ConversationId, ...]:
        """Move conversations to the trash; return those that are there now.

        ``at`` is when they were deleted, by default now. Raises ``NotSaved`` where none could be
        moved.
        """
        source, target = self._paths.conversations, self._paths.trash
        moment = at or datetime.now(UTC)

        def remove(conversation_id: ConversationId) -> None:
            path_of(source, conversation_id)
            self._writer.close(conversation_id)
            trash.move(conversation_id, source, target, moment)

        return await self._each(ids, remove)

    async def restore(self, ids: Iterable[ConversationId]) -> tuple[ConversationId, ...]:
        """Move conversations back from the trash; return those that are back.

        Raises ``NotSaved`` where none could be moved.
        """
        source, target = self._paths.trash, self._paths.conversations

        def restore(conversation_id: ConversationId) -> None:
            path_of(source, conversation_id)
            self._writer.close(conversation_id)
            trash.require_nothing_at(conversation_id, target)
            if not trash.move(conversation_id, source, target):
                raise NotSaved("It is not in the trash any more.")

        return await self._each(ids, restore)

    async def destroy(self, ids: Iterable[ConversationId]) -> None:
        """Remove conversations from the trash for good. Raises ``NotSaved``."""
        folder = self._paths.trash

        def destroy(some: list[ConversationId]) -> None:
            for conversation_id in some:
                path_of(folder, conversation_id)
                trash.destroy(conversation_id, folder)

        waiting = list(ids)
        for start in range(0, len(waiting), _SLICE):
            await self._disk.run(partial(destroy, waiting[start : start + _SLICE]))

    async def _each(
        self, ids: Iterable[ConversationId], move: Callable[[ConversationId], None]
    ) -> tuple[ConversationId, ...]:
        waiting = list(dict.fromkeys(ids))
        moved: list[ConversationId] = []
        trouble: NotSaved | Damaged | None = None

        def move_some(some: list[ConversationId]) -> None:
            nonlocal trouble
            for conversation_id in some:
                try:
                    move(conversation_id)
                except (NotSaved, Damaged) as error:
                    trouble = trouble or error
                else:
                    moved.append(conversation_id)
            trash.sync_moves(self._paths.conversations, self._paths.trash)

        for start in range(0, len(waiting), _SLICE):
            some = waiting[start : start + _SLICE]
            await self._disk.run(partial(move_some, some))
        if trouble is not None and not moved:
            raise trouble
        return tuple(moved)

    def _save_field(self, conversation_id: ConversationId, name: str, mark: Mark) -> None:
        if self._writer.find(conversation_id) is None:
            path = path_of(self._paths.conversations, conversation_id)
            if not any(map(is_there, (path, path.with_suffix(".journal")))):
                path = path_of(self._paths.trash, conversation_id)
            with suppress(OSError):
                append_field(path, name, mark)
                return
        # Open, or the disk takes nothing now: the writer keeps it and tries again.
        self._writer.save(conversation_id, lambda found: found.set_field(name, mark), sync=False)


def _time_of(summary: Summary) -> datetime:
    with suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(summary.path.stat().st_mtime, UTC)
    return LONG_AGO
