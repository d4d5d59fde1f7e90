"""The rows of the index: conversations, messages, and the pieces of their texts."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from whinchat.domain.letters import folded
from whinchat.storage.search_index.database import has_pieces
from whinchat.storage.search_index.entries import Entry
from whinchat.storage.search_index.keys import FreeKeys
from whinchat.storage.search_index.packing import Packer
from whinchat.storage.search_index.scrubbing import note_purge, scrub
from whinchat.storage.search_index.sources import Source
from whinchat.storage.search_index.tokens import others_of, words_of

_MOST_WORDS_KNOWN = 100_000


class KnownConversation(NamedTuple):
    """What the index knows of a conversation's files."""

    key: int
    stamp: str
    is_trashed: bool


class Put(NamedTuple):
    """A message that is new or different."""

    conversation: int
    digest: bytes
    entry: Entry


class IndexRows:
    """Changes rows within transactions of its caller's. Belongs to one thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._has_pieces = has_pieces(connection)
        self._keys = FreeKeys(connection)
        self._packer = Packer(connection)
        self._known_words: set[str] = set()

    def begin(self) -> None:
        """Begin a transaction, unless there is one."""
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make what was changed count."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._keys.settle()

    def abandon(self) -> None:
        """Undo what was changed since ``begin``."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
            self._known_words.clear()
            self._packer.refresh()
        self._keys.settle()

    def scrub(self) -> Iterator[None]:
        """Remove what dropped messages left behind, step by step."""
        if self._has_pieces:
            yield from scrub(self._connection)
            self._known_words.clear()

    def conversations(self) -> dict[str, KnownConversation]:
        """Return what is in the index, by the conversations' ids."""
        select = "SELECT id, key, stamp, is_trashed FROM conversation"
        return {
            str(row[0]): KnownConversation(int(row[1]), str(row[2]), bool(row[3]))
            for row in self._connection.execute(select)
        }

    def messages(self, conversation: int) -> dict[str, tuple[int, bytes]]:
        """Return the keys and digests of a conversation's messages, by their ids."""
        select = "SELECT id, key, digest FROM message WHERE conversation = ?"
        rows = self._connection.execute(select, (conversation,))
        return {str(row[0]): (int(row[1]), bytes(row[2])) for row in rows}

    def message(self, conversation: int, message_id: str) -> dict[str, tuple[int, bytes]]:
        """Return the same of one message, if it is there."""
        select = "SELECT key, digest FROM message WHERE conversation = ? AND id = ?"
        row = self._connection.execute(select, (conversation, message_id)).fetchone()
        return {} if row is None else {message_id: (int(row[0]), bytes(row[1]))}

    def add_conversation(self, source: Source) -> int:
        """Add a conversation without messages; return its key."""
        insert = "INSERT INTO conversation (id, is_trashed) VALUES (?, ?)"
        cursor = self._connection.execute(insert, (source.id, source.is_trashed))
        return int(cursor.lastrowid or 0)

    def set_columns(self, conversation: int, columns: Mapping[str, str | int]) -> None:
        """Change columns of a conversation."""
        names = ", ".join(f"{name} = ?" for name in columns)
        self._connection.execute(
            f"UPDATE conversation SET {names} WHERE key = ?",  # noqa: S608 - names of our own
            (*columns.values(), conversation),
        )

    def settle(self, conversation: int, source: Source) -> None:
        """Note that all of a conversation's files is in the index."""
        self._connection.execute(
            """UPDATE conversation SET stamp = ?, has_versions = EXISTS (
                SELECT 1 FROM message WHERE conversation = conversation.key
                GROUP BY parent HAVING count(*) > 1
            ) WHERE key = ?""",
            (str(source.stamp), conversation),
        )

    def put_all(self, puts: Sequence[Put]) -> Iterator[None]:
        """Add messages, or exchange those with their ids, one by one."""
        self._packer.learn((put.conversation, put.entry.text) for put in puts)
        placed: dict[int, tuple[Put, bool]] = {}
        for put in puts:
            known = self.message(put.conversation, put.entry.id).get(put.entry.id)
            key = known[0] if known else self._keys.take(put.entry.at_seconds)
            placed[key] = (put, known is not None)
        # FTS5 keeps what it is given in memory for as long as the keys only grow.
        for key in sorted(placed):
            put, is_known = placed[key]
            self._put(key, put, is_known=is_known)
            yield

    def drop(self, key: int) -> None:
        """Take a message out."""
        before = self._text(key)
        if before is not None:
            self._remove_pieces(key, before)
        note_purge(self._connection)
        self._connection.execute("DELETE FROM message WHERE key = ?", (key,))
        self._connection.execute("DELETE FROM body WHERE key = ?", (key,))

    def drop_conversation(self, conversation: int) -> None:
        """Take a conversation out with all of its messages."""
        for key, _ in self.messages(conversation).values():
            self.drop(key)
        note_purge(self._connection)
        self._connection.execute("DELETE FROM conversation WHERE key = ?", (conversation,))

    def _put(self, key: int, put: Put, *, is_known: bool) -> None:
        before = self._text(key) if is_known else None
        entry = put.entry
        self._connection.execute(
            "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                put.conversation,
                entry.id,
                entry.parent,
                put.digest,
                entry.is_user,
                entry.at_seconds,
                entry.model,
                entry.models,
                int(entry.traits),
            ),
        )
        if entry.text == before:
            return
        if before is not None:
            self._remove_pieces(key, before)
            if not entry.text.startswith(before.rstrip()):
                note_purge(self._connection)
        packed = self._packer.pack(entry.text)
        self._connection.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (key, packed))
        if self._has_pieces:
            flat = folded(entry.text)
            words = words_of(flat)
            self._learn(words)
            insert = "INSERT INTO token (rowid, flat) VALUES (?, ?)"
            self._connection.execute(insert, (key, " ".join(words | others_of(flat))))

    def _remove_pieces(self, key: int, text: str) -> None:
        if self._has_pieces:
            # A table that keeps no text has to be told what it is to forget.
            flat = folded(text)
            insert = "INSERT INTO token (token, rowid, flat) VALUES ('delete', ?, ?)"
            self._connection.execute(insert, (key, " ".join(words_of(flat) | others_of(flat))))

    def _learn(self, words: set[str]) -> None:
        """Add words to the list of all."""
        insert = "INSERT OR IGNORE INTO vocabulary (word) VALUES (?)"
        for word in words - self._known_words:
            cursor = self._connection.execute(insert, (word,))
            if cursor.rowcount > 0:
                insert_piece = "INSERT INTO piece (rowid, flat) VALUES (?, ?)"
                self._connection.execute(insert_piece, (cursor.lastrowid, word))
        if len(self._known_words) > _MOST_WORDS_KNOWN:
            self._known_words.clear()
        self._known_words |= words

    def _text(self, key: int) -> str | None:
        row = self._connection.execute("SELECT text FROM body WHERE key = ?", (key,)).fetchone()
        return None if row is None else self._packer.unpack(row[0])
