"""Forgetting for good: what was purged leaves no trace in the bytes of the index's file.

SQLite and FTS5 keep what was deleted until its room is written again. So when something was purged
each table of tokens is merged into one piece, which drops what was deleted; words that no message
has any more go from the list of all; and the file is written anew.
"""

import sqlite3
from collections.abc import Iterator

from whinchat.domain.letters import folded
from whinchat.storage.search_index.packing import Packer
from whinchat.storage.search_index.tokens import words_of

_PAGES_AT_ONCE = 100
_WORDS_AT_ONCE = 500


def note_purge(connection: sqlite3.Connection) -> None:
    """Remember, within the transaction that drops something, that it leaves traces."""
    connection.execute("INSERT OR IGNORE INTO traces VALUES (1)")


def scrub(connection: sqlite3.Connection) -> Iterator[None]:
    """Remove all traces, if there are any, step by step; what is given up begins anew.

    Raises ``sqlite3.DatabaseError`` where the index has to be made anew for it.
    """
    if connection.execute("SELECT 1 FROM traces").fetchone() is None:
        return
    yield from _merge(connection, "token")
    yield from _drop_words(connection)
    yield from _merge(connection, "piece")
    listed = words_of(folded(Packer(connection).words))
    select = "SELECT 1 FROM vocabulary WHERE word = ?"
    if not all(connection.execute(select, (word,)).fetchone() for word in listed):
        raise sqlite3.DatabaseError("a word to be forgotten is among those that texts share")
    connection.execute("VACUUM")
    is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if not is_busy:
        connection.execute("DELETE FROM traces")


def _merge(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    insert = f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)"  # noqa: S608 - our own
    pages = -_PAGES_AT_ONCE
    changes = 2
    # FTS5 says by a second change that there was something to merge.
    while changes > 1:
        before = connection.total_changes
        connection.execute(insert, (pages,))
        changes = connection.total_changes - before
        pages = _PAGES_AT_ONCE
        yield


def _drop_words(connection: sqlite3.Connection) -> Iterator[None]:
    """Take out the words that no message has."""
    select = """SELECT key, word, EXISTS (SELECT 1 FROM token_term WHERE term = word)
        FROM vocabulary WHERE key > ? ORDER BY key LIMIT ?"""
    place = 0
    while rows := connection.execute(select, (place, _WORDS_AT_ONCE)).fetchall():
        place = rows[-1][0]
        connection.execute("BEGIN IMMEDIATE")
        for key, word, is_used in rows:
            if not is_used:
                forget = "INSERT INTO piece (piece, rowid, flat) VALUES ('delete', ?, ?)"
                connection.execute(forget, (key, word))
                connection.execute("DELETE FROM vocabulary WHERE key = ?", (key,))
        connection.execute("COMMIT")
        yield
