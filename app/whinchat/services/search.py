"""Searching all conversations: the latest question, what was found, and how far the index is."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from whinchat.domain.folders import Folder, folders_within
from whinchat.domain.search_parsing import parse_query
from whinchat.domain.search_query import SearchQuery
from whinchat.services.listeners import Listeners
from whinchat.services.tasks import Tasks
from whinchat.storage.search_index.heads import flat_name
from whinchat.storage.search_index.hits import Hit, PatternFinder
from whinchat.storage.search_index.index import SearchIndex
from whinchat.storage.search_index.narrowing import Folders
from whinchat.storage.search_index.searching import Searching
from whinchat.storage.search_index.updating import NO_PROGRESS, Progress

_PAGE = 40
_FIRST_SECONDS, _SLICE_SECONDS = 0.008, 0.03
"""A search that takes longer shows what it has by then: at first very soon."""
_REST_SECONDS = 2.0
"""Changes are gathered for so long before the files are looked at."""
_TOLD_EVERY_SECONDS = 0.25


class Patterns(Protocol):
    """Looks for regular expressions, and can be stopped."""

    def find(self, pattern: str, texts: Sequence[str]) -> list[list[tuple[int, int]] | None]:
        """Return where the pattern is in each text; ``None`` where it took too long."""

    def end(self) -> None:
        """Stop what is under way."""


_NOTHING_ASKED = SearchQuery()


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of the latest question."""

    query: SearchQuery = _NOTHING_ASKED
    hits: tuple[Hit, ...] = ()
    """Grouped by conversation, page by page."""
    is_searching: bool = False
    is_all: bool = True
    """Whether there is no more to find."""
    looked_at: float = 1.0
    """The share of messages that were looked at."""
    skipped: int = 0
    """Messages in which looking for a regular expression took too long."""
    has_room: bool = True
    """Whether there is a folder in which the index can be."""


class Search:
    """Asks the index, one question at a time; a new one ends the one before."""

    def __init__(
        self,
        index: SearchIndex,
        patterns: Patterns,
        folders: Callable[[], Iterable[Folder]],
        tasks: Tasks,
    ) -> None:
        self.changed: Listeners[None] = Listeners()
        """Told when more was found, or the index got further."""
        self.found = Found()
        self.progress = NO_PROGRESS
        self._index = index
        self._patterns = patterns
        self._folders = folders
        self._tasks = tasks
        self._searching: Searching | None = None
        self._asking: asyncio.Task[None] | None = None
        self._updating: asyncio.Task[None] | None = None
        self._has_changed = False
        self._is_resting = False

    def ask(self, typed: str) -> None:
        """Search for what is typed. What the question before found stays until there is more."""
        query = parse_query(typed, datetime.now().astimezone().date())
        is_same = query.terms == self.found.query.terms and self._asking is not None
        if is_same:
            self.found = replace(self.found, query=query)
            self.changed.tell(None)
            return
        self._stop()
        if query.is_empty or query.trouble is not None:
            self.found = Found(query)
            self.changed.tell(None)
        else:
            self._asking = self._tasks.start(self._ask(query))

    def ask_for_more(self) -> None:
        """Find another page, unless there is none or it is on its way."""
        if self._searching is not None and not self.found.is_searching and not self.found.is_all:
            self._asking = self._tasks.start(self._fill(self._searching))

    def forget(self) -> None:
        """End the question; nothing is found any more."""
        self._stop()
        self._patterns.end()
        self.found = Found()

    def note_change(self) -> None:
        """Bring the index up to date before long: something is new on the disk."""
        self._has_changed = True
        if self._updating is None or self._updating.done():
            self._updating = self._tasks.start(self._update(_REST_SECONDS))

    def look_now(self) -> None:
        """Bring the index up to date at once: somebody is about to search."""
        self._has_changed = True
        if self._updating is not None and self._is_resting:
            self._updating.cancel()
            self._updating = None
        if self._updating is None or self._updating.done():
            self._updating = self._tasks.start(self._update(0.0))

    async def rebuild(self) -> None:
        """Make the index anew from the conversations."""
        await self._index.begin_anew()
        self.look_now()

    async def close(self) -> None:
        """Let go of the index."""
        self._stop()
        self._patterns.end()
        await self._index.close()

    async def _ask(self, query: SearchQuery) -> None:
        self._searching = None
        find: PatternFinder = self._patterns.find
        searching = await self._index.begin(query, _by_name(self._folders()), find)
        self._searching = searching
        if searching is None:
            self.found = Found(query, has_room=not self._index.has_no_room)
            self.changed.tell(None)
            return
        await self._fill(searching, Found(query))

    async def _fill(self, searching: Searching, found: Found | None = None) -> None:
        """Find another page; what has come after a moment is shown."""
        found = found or self.found
        wanted = _PAGE
        page_hits: list[Hit] = []
        is_last = False
        seconds = _FIRST_SECONDS
        while len(page_hits) < wanted and not is_last:
            page = await self._index.page(searching, wanted - len(page_hits), seconds)
            seconds = _SLICE_SECONDS
            page_hits += page.hits
            is_last = page.is_last
            self.found = replace(
                found,
                hits=(*found.hits, *_grouped(page_hits)),
                is_searching=len(page_hits) < wanted and not is_last,
                is_all=is_last,
                looked_at=page.looked_at,
                skipped=page.skipped,
            )
            self.changed.tell(None)

    async def _update(self, rest_seconds: float) -> None:
        while self._has_changed:
            self._is_resting = True
            await asyncio.sleep(rest_seconds)
            self._is_resting = self._has_changed = False
            rest_seconds = _REST_SECONDS
            is_first_page = len(self.found.hits) <= _PAGE
            if await self._read_files() and not self.found.query.is_empty and is_first_page:
                # There may be more to find now than when it was asked.
                self._stop()
                self._asking = self._tasks.start(self._ask(self.found.query))

    async def _read_files(self) -> bool:
        """Do all that is to be done; tell whether that was anything."""
        loop = asyncio.get_running_loop()
        told = loop.time()
        is_complete = has_changed = False
        while not is_complete:
            progress = await self._index.update()
            is_complete = progress.is_complete
            has_changed = has_changed or not is_complete or progress.has_changed
            is_due = loop.time() - told > _TOLD_EVERY_SECONDS
            if progress != self.progress and (is_due or is_complete):
                told = loop.time()
                self.progress = progress
                self.changed.tell(None)
        return has_changed

    def _stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._asking = None
        self._searching = None


def progress_words(progress: Progress) -> str:
    """Return what is to be said while not everything can be found yet; else nothing."""
    if progress.is_complete:
        return ""
    return f"Searching {progress.done:,} of {progress.total:,} conversations"


def _grouped(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return hits with those of a conversation together, in the order of the first of each."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.conversation_id, []).append(hit)
    return tuple(hit for group in groups.values() for hit in group)


def _by_name(folders: Iterable[Folder]) -> Folders:
    """Return the ids of the folders of a name and of all that lie in them."""
    shown = tuple(folders)
    ids: dict[str, set[str]] = {}
    for folder in shown:
        ids.setdefault(flat_name(folder.name), set()).update(folders_within(folder.id, shown))
    return {name: frozenset(several) for name, several in ids.items()}
