"""Conversations of other programs arriving: looked at, chosen, taken in, and undone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from whinchat.domain.conversation import Field, Mark
from whinchat.domain.errors import NotSaved, WhinchatError
from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.domain.parts import Attachment
from whinchat.domain.source import Source
from whinchat.domain.values import ConversationId
from whinchat.services.import_preview import (
    Candidate,
    Preview,
    Progress,
    Standing,
    known_by_source,
    look_through,
    take,
)
from whinchat.services.import_updates import Update, bring_up_to_date, news_for, planned, take_back
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.disk import Disk
from whinchat.storage.exchange.importing.imported import Imported, Unread
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged
from whinchat.storage.library import Library

_BATCH = 20
"""So many conversations are looked at before the screen is told."""
_SHOWN_AT_ONCE = 100
"""So many arrive before the list shows them: showing each would take longer than the import."""
_READ_AHEAD_BYTES = 24 * 1024 * 1024
"""Pictures up to this much are read before the library's disk has to wait for them."""

Item = TypeVar("Item")
Contents = list[tuple[Attachment, bytes]] | Iterator[tuple[Attachment, bytes]]


class IfHere(StrEnum):
    """What becomes of a conversation that is here already."""

    SKIP = "skip"
    UPDATE = "update"
    """What is new in it is added to the one that is here."""
    AGAIN = "again"
    """It becomes a second conversation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user wants of a preview."""

    candidates: tuple[Candidate, ...]
    folder: FolderId = NO_FOLDER
    if_here: IfHere = IfHere.UPDATE

    @property
    def wanted(self) -> tuple[Candidate, ...]:
        """Return what is to be done, without what is skipped."""
        if self.if_here is IfHere.SKIP:
            return tuple(one for one in self.candidates if one.standing is Standing.NEW)
        return self.candidates


@dataclass(slots=True)
class Import:
    """One import, as far as it has come. Whatever has arrived stays, until it is undone."""

    paths: tuple[Path, ...]
    choice: Choice
    added: list[ConversationId] = field(default_factory=list)
    updated: list[Update] = field(default_factory=list)
    failed: list[Unread] = field(default_factory=list)

    @property
    def touched(self) -> tuple[ConversationId, ...]:
        """Return what is new or longer now."""
        return (*(update.conversation_id for update in self.updated), *self.added)

    @property
    def arrived(self) -> int:
        """Return how many conversations are new or longer now."""
        return len(self.touched)


class Imports:
    """Reads on a thread of its own; the library's disk gets one conversation at a time."""

    def __init__(self, shelf: Shelf, library: Library, tasks: Tasks) -> None:
        self._shelf = shelf
        self._library = library
        self._tasks = tasks
        self._disk: Disk | None = None

    def close(self, timeout_seconds: float) -> None:
        """End the thread; what it still reads is wanted by nobody."""
        if self._disk is not None:
            self._disk.close(timeout_seconds)

    async def look(
        self, paths: tuple[Path, ...], progress: Progress = lambda _count: None
    ) -> Preview:
        """Return what is in files and folders. A cancel ends it at the next conversation."""
        try:
            await self._shelf.complete()
        except Damaged as error:
            # Whoever does not know what is here would bring it twice.
            return Preview(paths, (), (Unread("The list of conversations", str(error)),))
        known = known_by_source((*self._shelf.rows, *self._shelf.archived))
        found = look_through(paths, known)
        candidates: list[Candidate] = []
        unread: list[Unread] = []
        try:
            while batch := await self._reading.run(lambda: _next_some(found)):
                candidates += [one for one in batch if isinstance(one, Candidate)]
                unread += [one for one in batch if isinstance(one, Unread)]
                progress(len(candidates))
        finally:
            self._reading.post(_closer(found))
        return Preview(paths, tuple(candidates), tuple(unread))

    async def run(self, arriving: Import, progress: Progress = lambda _count: None) -> None:
        """Import what was chosen. A cancel ends it after the conversation that is on its way.

        Raises ``NotSaved``; ``arriving`` then has what came before.
        """
        try:
            done = 0
            for number, path in enumerate(arriving.paths):
                wanted = {
                    one.place[1]: one for one in arriving.choice.wanted if one.place[0] == number
                }
                done = await self._take_file(arriving, path, wanted, done, progress)
        except BaseException:
            # Not awaited: whoever cancels does not wait for the list.
            self._tasks.start(self._shelf.look_again(arriving.touched))
            raise
        await self._shelf.look_again(arriving.touched)

    async def undo(self, arriving: Import) -> None:
        """Move what came to the trash, and what got longer back to where it was.

        Raises ``NotSaved``.
        """
        left: list[Update] = []
        trouble: Damaged | None = None
        done: list[ConversationId] = []
        while arriving.updated:
            # The last first: one conversation may have come several times.
            update = arriving.updated[-1]
            try:
                await self._take_back(update)
            except Damaged as error:
                if self._is_here(update.conversation_id):
                    left, trouble = [update, *left], error
            done.append(arriving.updated.pop().conversation_id)
        arriving.updated += left
        await self._shelf.look_again(done)
        if arriving.added:
            await self._shelf.delete(arriving.added)
            arriving.added.clear()
        if trouble is not None:
            raise NotSaved(f"Not all of it is undone: {trouble} Try again.") from trouble

    def _is_here(self, conversation_id: ConversationId) -> bool:
        """Tell whether a conversation is in the list, and not in the trash by now, or gone."""
        rows = (*self._shelf.rows, *self._shelf.archived)
        return any(row.id == conversation_id for row in rows)

    @property
    def _reading(self) -> Disk:
        if self._disk is None:
            self._disk = Disk()
        return self._disk

    async def _take_file(
        self,
        arriving: Import,
        path: Path,
        wanted: Mapping[int, Candidate],
        done: int,
        progress: Progress,
    ) -> int:
        if not wanted:
            return done
        found = take(path, wanted)
        try:
            while taken := await self._reading.run(lambda: _next_whole(found)):
                await self._take_in(arriving, *taken)
                done += 1
                progress(done)
                if done % _SHOWN_AT_ONCE == 0:
                    await self._shelf.look_again(arriving.touched[-_SHOWN_AT_ONCE:])
        except Refused as error:
            arriving.failed.append(Unread(path.name, str(error)))
        finally:
            self._reading.post(_closer(found))
        return done

    async def _take_in(
        self, arriving: Import, candidate: Candidate, imported: Imported, contents: Contents
    ) -> None:
        here = candidate.here if arriving.choice.if_here is IfHere.UPDATE else None
        try:
            if here is None:
                await self._add(arriving, imported, contents)
            else:
                await self._update(arriving, here, candidate.source, imported, contents)
        except NotSaved:
            raise
        except WhinchatError as error:
            arriving.failed.append(Unread(candidate.title, str(error)))

    async def _add(self, arriving: Import, imported: Imported, contents: Contents) -> None:
        conversation = imported.conversation
        if arriving.choice.folder != NO_FOLDER:
            mark = Mark(arriving.choice.folder, conversation.created_at, self._library.writer_id)
            conversation.marks[Field.FOLDER] = mark
        await self._library.add(conversation, contents)
        arriving.added.append(conversation.id)

    async def _update(
        self,
        arriving: Import,
        here: ConversationId,
        source: Source,
        imported: Imported,
        contents: Contents,
    ) -> None:
        chat = await self._shelf.chat(here, even_if_large=True)
        try:
            now = chat.conversation
            copy = replace(now, messages=now.messages.copy(), marks=now.marks.copy())
            # Beside this thread: every message is read for it.
            news = await self._reading.run(lambda: news_for(copy, imported.conversation))
            if news:
                for attachment, data in contents:
                    chat.keep_attachment(attachment, data)
                update = planned(now, news)
                arriving.updated.append(update)
                await bring_up_to_date(chat, news, update, source)
        finally:
            self._shelf.leave(here)

    async def _take_back(self, update: Update) -> None:
        chat = await self._shelf.chat(update.conversation_id, even_if_large=True)
        try:
            await take_back(chat, update)
        finally:
            self._shelf.leave(update.conversation_id)


def _next_some(found: Iterator[Item]) -> list[Item]:
    return [one for _, one in zip(range(_BATCH), found, strict=False)]


def _next_whole(
    found: Iterator[tuple[Candidate, Imported]],
) -> tuple[Candidate, Imported, Contents] | None:
    taken = next(found, None)
    if taken is None:
        return None
    candidate, imported = taken
    size = sum(attachment.size_bytes for attachment, _ in imported.contents)
    contents = imported.attachments()
    return candidate, imported, [*contents] if size <= _READ_AHEAD_BYTES else contents


def _closer(found: Iterator[object]) -> Callable[[], None]:
    """Return what closes the files that a generator holds open."""
    return getattr(found, "close", lambda: None)
