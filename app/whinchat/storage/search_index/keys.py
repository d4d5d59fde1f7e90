"""Keys of messages in the index: numbers that grow with time, so that order needs no sorting."""

import sqlite3
from datetime import UTC, datetime

_BEGINNING = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
_BUCKET_SECONDS = 60
_MOST_REMEMBERED = 50_000


class FreeKeys:
    """Gives each message the minute it was begun in, or the next number that is free.

    FTS5 returns rows in the order of their keys at no cost, newest first too. Minutes, and not
    seconds, keep the keys close together, which makes the index a quarter smaller.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._taken: set[int] = set()
        self._next: dict[int, int] = {}

    def take(self, at_seconds: int) -> int:
        """Return a key that no message has; it is taken until ``settle``."""
        bucket = max(1, (at_seconds - _BEGINNING) // _BUCKET_SECONDS)
        key = self._next.get(bucket, bucket)
        while key in self._taken or self._is_used(key):
            key += 1
        self._next[bucket] = key + 1
        self._taken.add(key)
        return key

    def settle(self) -> None:
        """Forget what was taken: it is in the index now, or never will be."""
        self._taken.clear()
        if len(self._next) > _MOST_REMEMBERED:
            self._next.clear()

    def _is_used(self, key: int) -> bool:
        found = self._connection.execute("SELECT 1 FROM message WHERE key = ?", (key,))
        return found.fetchone() is not None
