"""The search index: kept up to date on one thread, searched on another."""

import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from whinchat.domain.search_query import SearchQuery
from whinchat.paths import Paths
from whinchat.storage.disk import Disk
from whinchat.storage.search_index.database import Database, connect, is_full, is_locked
from whinchat.storage.search_index.hits import Page, PatternFinder
from whinchat.storage.search_index.narrowing import Folders
from whinchat.storage.search_index.searching import Searching
from whinchat.storage.search_index.updating import NO_PROGRESS, Progress, Updating

log = logging.getLogger(__name__)

_STEP_SECONDS = 0.05
_MOST_BEGINNINGS = 3
_CLOSE_SECONDS = 0.5
_PATIENCE_SECONDS = 0.02
_NICENESS = 10
_BEGINNING = Progress(0, 1)


class SearchIndex:
    """What can be found on the disk. Whatever happens to its file, no caller sees an error."""

    def __init__(self, paths: Paths, updates: Disk, searches: Disk) -> None:
        """Take two threads of its own: a search never waits behind an update."""
        self._paths = paths
        self._updates = updates
        self._searches = searches
        self._database = Database(paths.cache)
        self._writing: sqlite3.Connection | None = None
        self._steps: Iterator[Progress] | None = None
        self._written_inode = 0
        self._beginnings = 0
        self._is_closing = False
        self._is_suspect = False
        """Whether a search has met with damage."""
        self.has_no_room = False
        """Whether there is no folder that the index can be written into."""
        self._reading: sqlite3.Connection | None = None
        self._read_inode = 0

    async def update(self) -> Progress:
        """Do some more of what is to be done, at most for a moment. Ask until it is complete.

        What is complete begins anew with the next call: then the files are looked at again.
        """
        return await self._updates.run(self._update)

    async def begin_anew(self) -> None:
        """Forget everything; the next updates read all files again."""

        def forget() -> None:
            self._close_writing()
            self._database.discard()
            self._beginnings = 0

        await self._updates.run(forget)

    async def begin(
        self, query: SearchQuery, folders: Folders, find_pattern: PatternFinder
    ) -> Searching | None:
        """Begin a search; ``None`` where there is nothing to search yet."""
        return await self._searches.run(lambda: self._begin(query, folders, find_pattern))

    async def page(self, searching: Searching, wanted: int, seconds: float) -> Page:
        """Return more hits, or what was found in that time."""
        return await self._searches.run(lambda: self._page(searching, wanted, seconds))

    async def close(self) -> None:
        """Let go of the files; what is being written is given up, and done the next time."""
        self._is_closing = True
        self._updates.post(self._close_writing)
        self._searches.post(self._close_reading)
        end = time.monotonic() + _CLOSE_SECONDS
        # A statement that has not begun yet is not interrupted: it is tried until all is closed.
        while not self._close_disks() and time.monotonic() < end:
            self._interrupt()
        self._database.close()

    def _close_disks(self) -> bool:
        both = self._updates.close(_PATIENCE_SECONDS), self._searches.close(_PATIENCE_SECONDS)
        return all(both)

    def _interrupt(self) -> None:
        for connection in (self._writing, self._reading):
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.interrupt()

    def _update(self) -> Progress:
        if self._is_closing:
            return NO_PROGRESS
        try:
            return self._step()
        except sqlite3.Error as error:
            self._recover(error)
            return NO_PROGRESS if is_locked(error) else _BEGINNING

    def _step(self) -> Progress:
        if self._is_suspect:
            self._is_suspect = False
            raise sqlite3.DatabaseError("a search could not read it")
        if self._steps is None and _inode_of(self._database.path) != self._written_inode:
            self._close_writing()
        if self._writing is None:
            _be_modest()
            self._writing = self._open()
            self._written_inode = _inode_of(self._database.path)
        if self._writing is None:
            return NO_PROGRESS
        return self._go_on(self._writing)

    def _go_on(self, connection: sqlite3.Connection) -> Progress:
        """Do some more of the steps."""
        if self._steps is None:
            self._steps = Updating(connection, self._paths).steps()
        end = time.monotonic() + _STEP_SECONDS
        progress = NO_PROGRESS
        for progress in self._steps:
            if self._is_closing:
                break
            if time.monotonic() > end and not progress.is_complete:
                return progress
        self._steps = None
        return progress

    def _open(self) -> sqlite3.Connection | None:
        self._beginnings += 1
        connection = self._database.open() if self._beginnings <= _MOST_BEGINNINGS else None
        self.has_no_room = connection is None
        return connection

    def _recover(self, error: sqlite3.Error) -> None:
        self._close_writing()
        if self._is_closing:
            return
        log.warning("The search index could not be written: %s", error)
        if not is_locked(error):
            self._database.discard(is_full=is_full(error))

    def _begin(
        self, query: SearchQuery, folders: Folders, find_pattern: PatternFinder
    ) -> Searching | None:
        try:
            connection = self._connected()
            if connection is not None:
                return Searching(connection, query, folders, find_pattern)
        except sqlite3.Error as error:
            self._suspect(error)
        return None

    def _page(self, searching: Searching, wanted: int, seconds: float) -> Page:
        try:
            return searching.page(wanted, seconds)
        except sqlite3.Error as error:
            self._suspect(error)
        return Page()

    def _connected(self) -> sqlite3.Connection | None:
        """Return a connection to the file that is there now; it may be another than before."""
        path = self._database.path
        inode = _inode_of(path)
        if self._reading is not None and inode != self._read_inode:
            self._close_reading()
        if self._reading is None and inode:
            self._reading = connect(path)
            self._reading.execute("PRAGMA query_only = ON")
            self._read_inode = inode
        return self._reading

    def _suspect(self, error: sqlite3.Error) -> None:
        log.warning("The search index could not be read: %s", error)
        self._close_reading()
        self._is_suspect = not is_locked(error)

    def _close_writing(self) -> None:
        self._steps = None
        if self._writing is not None:
            with suppress(sqlite3.Error):
                self._writing.close()
        self._writing = None

    def _close_reading(self) -> None:
        if self._reading is not None:
            with suppress(sqlite3.Error):
                self._reading.close()
        self._reading = None


def _inode_of(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _be_modest() -> None:
    """Let every other thread of the computer go first, where a thread can ask for that."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
