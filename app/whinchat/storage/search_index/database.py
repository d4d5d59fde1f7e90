"""The index's file: its tables, and where it lies when the cache cannot be written."""

import logging
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from whinchat.storage.files import make_folder

log = logging.getLogger(__name__)

SCHEMA = 3
"""Raised whenever a table, or what is put into it, is another."""
NAME = "search.db"
_BUSY_SECONDS = 2.0
_PAGE_BYTES = 8192
"""Twice what SQLite takes by itself: less room is lost beside packed texts."""
_LONGEST_LOG_BYTES = 4 * 2**20
_TABLES = """
CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    is_trashed INTEGER NOT NULL DEFAULT 0,
    stamp TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    flat_title TEXT NOT NULL DEFAULT '',
    updated_seconds INTEGER NOT NULL DEFAULT 0,
    folder TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    is_pinned INTEGER NOT NULL DEFAULT 0,
    is_archived INTEGER NOT NULL DEFAULT 0,
    leaf TEXT NOT NULL DEFAULT '',
    has_versions INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX newest_first ON conversation (updated_seconds);
CREATE TABLE message (
    key INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    id TEXT NOT NULL,
    parent TEXT NOT NULL,
    digest BLOB NOT NULL,
    is_user INTEGER NOT NULL,
    at_seconds INTEGER NOT NULL,
    model TEXT NOT NULL,
    models TEXT NOT NULL,
    traits INTEGER NOT NULL,
    UNIQUE (conversation, id)
);
CREATE TABLE body (key INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE dictionary (words BLOB NOT NULL);
CREATE TABLE traces (is_left INTEGER PRIMARY KEY);
CREATE TABLE vocabulary (key INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
"""
# Which messages have a word, or a sign; not where in the text. The places would take five times as
# much, and whoever looks at a candidate closely sees them anyway. What is inside of words is looked
# for in the list of all words, which is small.
_PIECES = """
CREATE VIRTUAL TABLE token USING fts5(
    flat, tokenize='ascii', prefix='2', content='', detail=none, columnsize=0
);
CREATE VIRTUAL TABLE piece USING fts5(
    flat, tokenize='trigram case_sensitive 1', content='', detail=none, columnsize=0
);
CREATE VIRTUAL TABLE token_term USING fts5vocab(token, row);
"""


class Database:
    """Where the index lies now. Opened by the thread that writes it; others ask for ``path``.

    A file that is damaged, or that another version wrote, is deleted and made anew. Where the
    cache cannot be written the index lies in a temporary folder for as long as the program runs.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._folder = cache

    @property
    def path(self) -> Path:
        """Return the file."""
        return self._folder / NAME

    def open(self) -> sqlite3.Connection | None:
        """Return a connection for writing; ``None`` where there is no room anywhere."""
        for place in self._places():
            with suppress(OSError, sqlite3.Error):
                make_folder(place())
                return _open(self.path) or _begin(self.path)
        return None

    def discard(self, *, is_full: bool = False) -> None:
        """Delete the file: it is damaged, or nothing more fits in there."""
        _delete(self.path)
        if is_full and self._temporary is None:
            self._move_away()

    def close(self) -> None:
        """Delete what is temporary."""
        if self._temporary is not None:
            with suppress(OSError):
                self._temporary.cleanup()

    def _places(self) -> Iterator[Callable[[], Path]]:
        yield lambda: self._folder
        yield self._move_away

    def _move_away(self) -> Path:
        if self._temporary is None:
            log.warning("The search index cannot lie in the cache: it is a temporary one")
            self._temporary = tempfile.TemporaryDirectory(
                prefix="whinchat-search-", ignore_cleanup_errors=True
            )
            self._folder = Path(self._temporary.name)
        return self._folder


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that is there. Raises ``sqlite3.Error``."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def has_pieces(connection: sqlite3.Connection) -> bool:
    """Tell whether words are indexed: an SQLite without FTS5 or trigrams keeps the texts only."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'token_term'")
    return found.fetchone() is not None


def is_full(error: sqlite3.Error) -> bool:
    """Tell whether the disk has no room, or must not be written."""
    words = str(error)
    return any(sign in words for sign in ("full", "readonly", "disk I/O", "unable to open"))


def is_locked(error: sqlite3.Error) -> bool:
    """Tell whether somebody else is writing: it is tried again later."""
    return "locked" in str(error)


def _open(path: Path) -> sqlite3.Connection | None:
    """Return a connection to an index of ours; ``None`` where there is none, or no sound one."""
    if not path.exists():
        return None
    connection = connect(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT key FROM conversation LIMIT 1").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")
        if version == SCHEMA:
            return _tuned(connection)
    except sqlite3.DatabaseError as error:
        if is_locked(error) or is_full(error):
            connection.close()
            raise
    connection.close()
    return None


def _begin(path: Path) -> sqlite3.Connection:
    _delete(path)
    path.touch(mode=0o600)
    connection = connect(path)
    connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(_TABLES)
    with suppress(sqlite3.OperationalError):
        # One without the other is of no use: the second comes last.
        connection.executescript(_PIECES)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    return _tuned(connection)


def _tuned(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA journal_size_limit = {_LONGEST_LOG_BYTES}")
    return connection


def _delete(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()
