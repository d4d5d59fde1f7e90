"""The list's side of the library: heads, the marks of several conversations, the trash."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from whinchat.domain.conversation import Conversation, Mark
from whinchat.domain.errors import NotSaved
from whinchat.domain.trash_clock import TrashClock
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.closed_conversation import append_field
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged, not_saved, unreadable
from whinchat.storage.fields import LONG_AGO
from whinchat.storage.files import give_second_name, is_there
from whinchat.storage.list_index import Changes, ListIndex
from whinchat.storage.open_conversation import read_conversation
from whinchat.storage.reading import path_of
from whinchat.storage.summaries import Summary, read_one
from whinchat.storage.trash_clock import read_clock, write_clock
from whinchat.storage.two_places import TwoPlaces
from whinchat.storage.writer import Writer

_ENDINGS = (".json", ".journal")
_HEADS = 64
_MARKS = 4
_SLICE = 16
"""So many are done at once: what the user saves meanwhile waits for no more."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A conversation in the trash."""

    summary: Summary
    deleted_at: datetime


class Listing:
    """What the list does to conversations. Their messages are the library's."""

    def __init__(self, paths: Paths, disk: Disk, writer: Writer, two_places: TwoPlaces) -> None:
        self._two_places = two_places
        self._paths = paths
        self._disk = disk
        self._writer = writer
        self._index = self._new_index()
        self._last_look: datetime | None = None
        """What the computer's clock said then, once that is known."""

    async def known(self) -> tuple[Summary, ...]:
        """Return what the list showed when the program ended, as far as that is known."""
        return await self._disk.run(self._index.load)

    async def compare(self) -> Changes:
        """Return how the folder differs from what is known. Never raises."""
        return await self._disk.run(self._index.compare)

    async def changed(self, changes: Changes) -> AsyncIterator[Sequence[Summary]]:
        """Read what differs, a few at a time: what is saved meanwhile goes between.

        Then what is known is kept for the next start.
        """
        for start in range(0, len(changes.stems), _HEADS):
            some = changes.stems[start : start + _HEADS]
            yield await self._disk.run(partial(self._index.read, some))
        await self._disk.run(self._index.save)

    async def remember(self) -> None:
        """Keep what the list shows now for the next start; before the program ends."""
        index = self._new_index()
        await self._read_all(index)
        await self._disk.run(index.save)

    async def summaries(self) -> tuple[Summary, ...]:
        """Return what the list shows, newest first; damaged files are in it, untouched."""
        found = await self._read_all(self._new_index())
        return tuple(sorted(found, key=lambda summary: summary.updated_at, reverse=True))

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

    async def ids(self) -> tuple[ConversationId, ...]:
        """Return what lies in the folder. Raises ``Damaged`` where that cannot be said."""
        folder = self._paths.conversations
        try:
            files = await self._disk.run(lambda: [*folder.iterdir()])
        except OSError as error:
            raise unreadable(error, folder) from error
        stems = {path.stem for path in files if path.suffix in _ENDINGS}
        return tuple(map(ConversationId, sorted(stems)))

    async def trashed(self) -> tuple[Trashed, ...]:
        """Return what is in the trash, the last deleted first."""
        folder = self._paths.trash
        found = await self._read_all(ListIndex(folder))

        def dated() -> list[Trashed]:
            return [Trashed(one, _time_of(path_of(folder, one.id))) for one in found]

        trashed = await self._disk.run(dated)
        return tuple(sorted(trashed, key=lambda one: one.deleted_at, reverse=True))

    async def read_trashed(self, conversation_id: ConversationId) -> Conversation:
        """Return a conversation as it lies in the trash. Raises ``Damaged``; changes nothing."""

        def read() -> Conversation:
            found = read_conversation(path_of(self._paths.trash, conversation_id))
            return found.conversation(conversation_id)

        return await self._disk.run(read)

    async def look_at_trash(self, now: datetime) -> TrashClock:
        """Return the trash's clock after one look more. A cache that takes nothing is none."""

        def look() -> TrashClock:
            clock = read_clock(self._paths.cache).after_a_look(now)
            write_clock(self._paths.cache, clock)
            self._last_look = now
            return clock

        return await self._disk.run(look)

    def note_deletion(self, at: datetime) -> None:
        """Let the trash's clock know of a deletion; on the disk's thread."""
        if self._last_look is None or at < self._last_look:
            clock = read_clock(self._paths.cache)
            after = clock.after_a_deletion(at)
            if after is not clock:
                write_clock(self._paths.cache, after)
            self._last_look = after.looks[-1].at if after.looks else None

    async def trash_clock(self) -> TrashClock:
        """Return the trash's clock as it was at the last look."""
        return await self._disk.run(lambda: read_clock(self._paths.cache))

    async def purge_messages(self, conversation_id: ConversationId) -> None:
        """Destroy what the deleted messages of a conversation say. Raises ``NotSaved``."""
        path = path_of(self._paths.conversations, conversation_id)

        def purge() -> None:
            self._writer.save(conversation_id, lambda found: found.purge(), sync=True)
            self._writer.fold(conversation_id)
            try:
                # The previous copy says it all as well.
                give_second_name(path, path.with_suffix(".bak"))
            except OSError as error:
                raise not_saved(error, path) from error

        await self._disk.run(purge)

    def save_fields(self, marks: Mapping[ConversationId, Mapping[str, Mark]]) -> None:
        """Queue changed fields of conversations, in the list or in the trash.

        One that is not open is not read for it. What could not be saved is tried again.
        """
        waiting = list(marks.items())

        def save_some() -> None:
            for conversation_id, fields in waiting[:_MARKS]:
                for name, mark in fields.items():
                    with suppress(NotSaved, Damaged):
                        self._save_field(conversation_id, name, mark)
            del waiting[:_MARKS]
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
            self._writer.stamps.note_all(conversation_id)

        await self._disk.run(lambda: self.note_deletion(moment))
        return await self._each(ids, remove)

    async def restore(self, ids: Iterable[ConversationId]) -> tuple[ConversationId, ...]:
        """Move conversations back from the trash; return those that are back.

        One that is in the list again takes in what the trash has of it. Raises ``NotSaved``
        where none could be moved.
        """
        source, target = self._paths.trash, self._paths.conversations

        def restore(conversation_id: ConversationId) -> None:
            path_of(source, conversation_id)
            if self._two_places.restore(conversation_id):
                return
            self._writer.close(conversation_id)
            trash.require_nothing_at(conversation_id, target)
            if not trash.move(conversation_id, source, target):
                raise NotSaved("It is not in the trash any more.")
            self._writer.stamps.note_all(conversation_id)

        return await self._each(ids, restore)

    async def destroy(self, ids: Iterable[ConversationId]) -> None:
        """Remove conversations from the trash for good. Raises ``NotSaved``."""
        folder = self._paths.trash

        def destroy(some: list[ConversationId]) -> None:
            for conversation_id in some:
                path_of(folder, conversation_id)
                trash.destroy(conversation_id, folder)
                self._writer.stamps.note_all(conversation_id)

        waiting = list(ids)
        for start in range(0, len(waiting), _SLICE):
            await self._disk.run(partial(destroy, waiting[start : start + _SLICE]))

    def _new_index(self) -> ListIndex:
        return ListIndex(self._paths.conversations, self._paths.cache / "list.json")

    async def _read_all(self, index: ListIndex) -> list[Summary]:
        """Return all heads, reading a few at a time what is not known."""
        found = {summary.id: summary for summary in await self._disk.run(index.load)}
        changes = await self._disk.run(index.compare)
        for stem in (*changes.gone, *changes.stems):
            found.pop(ConversationId(stem), None)
        for start in range(0, len(changes.stems), _HEADS):
            some = changes.stems[start : start + _HEADS]
            read = await self._disk.run(partial(index.read, some))
            found.update({summary.id: summary for summary in read})
        return [*found.values()]

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

        for start in range(0, len(waiting), _SLICE):
            some = waiting[start : start + _SLICE]
            await self._disk.run(partial(move_some, some))
        if trouble is not None and not moved:
            raise trouble
        if moved:
            folders = self._paths.conversations, self._paths.trash
            await self._disk.run(lambda: trash.sync_moves(*folders))
        return tuple(moved)

    def _save_field(self, conversation_id: ConversationId, name: str, mark: Mark) -> None:
        if self._writer.find(conversation_id) is None:
            path = path_of(self._paths.conversations, conversation_id)
            if not any(map(is_there, (path, path.with_suffix(".journal")))):
                path = path_of(self._paths.trash, conversation_id)
            with suppress(OSError):
                append_field(path, name, mark)
                self._writer.stamps.note_all(conversation_id)
                return
        # Open, or the disk takes nothing now: the writer keeps it and tries again.
        self._writer.save(conversation_id, lambda found: found.set_field(name, mark), sync=False)


def _time_of(path: Path) -> datetime:
    for file in (path, path.with_suffix(".journal")):
        with suppress(OSError, OverflowError, ValueError):
            return datetime.fromtimestamp(file.lstat().st_mtime, UTC)
    return LONG_AGO
