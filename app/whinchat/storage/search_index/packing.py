"""Texts packed small: with a list of common words, which each of them would need to spell out."""

import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable

from whinchat.domain.search_matching import has_unspaced

_LEVEL = 6
_WORD = re.compile(r"[^\W_]{3,40}")
_DICTIONARY_BYTES = 32_768
"""More than that zlib does not look back."""
_FEWEST_WORDS = 500
_FEWEST_CONVERSATIONS = 3
"""A word that others do not use is none of the list's: it may have to be forgotten one day."""


class Packer:
    """Packs and unpacks. What was packed before there was a list is unpacked without it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.refresh()

    def refresh(self) -> None:
        """Take the list that the database has now."""
        row = self._connection.execute("SELECT words FROM dictionary").fetchone()
        self._words = words = b"" if row is None else bytes(row[0])
        # Copies of these cost less than new ones.
        self._packing = zlib.compressobj(_LEVEL, zdict=words) if words else zlib.compressobj(_LEVEL)
        self._unpacking = zlib.decompressobj(zdict=words)

    @property
    def words(self) -> str:
        """Return the list."""
        return self._words.decode()

    def learn(self, texts: Iterable[tuple[int, str]]) -> None:
        """Make the list, unless there is one, from texts and the conversations they are of."""
        if self._words:
            return
        users: dict[str, set[int]] = {}
        uses: Counter[str] = Counter()
        for conversation, text in texts:
            found = {word for word in _WORD.findall(text) if not has_unspaced(word)}
            uses.update(found)
            for word in found:
                users.setdefault(word, set()).add(conversation)
        common = [w for w, _ in uses.most_common() if len(users[w]) >= _FEWEST_CONVERSATIONS]
        if len(common) < _FEWEST_WORDS:
            return
        # The nearer the end, the cheaper: the most common come last.
        words = " ".join(reversed(common)).encode()[-_DICTIONARY_BYTES:]
        words = words[words.index(b" ") + 1 :]
        self._connection.execute("INSERT INTO dictionary (words) VALUES (?)", (words,))
        self.refresh()

    def pack(self, text: str) -> bytes:
        """Return a text packed."""
        packing = self._packing.copy()
        return packing.compress(text.encode()) + packing.flush()

    def unpack(self, packed: bytes) -> str:
        """Return a text that was packed."""
        unpacking = self._unpacking.copy()
        return unpacking.decompress(packed).decode()
