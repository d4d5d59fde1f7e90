"""What is searched for in a transcript, and which of the hits the reader is at."""

from whinchat.ui.transcript.query import Query, RowHits
from whinchat.ui.transcript.rows.row import RowKey


class HitMarks:
    """The query whose hits are marked, and the hit that the reader is at."""

    def __init__(self) -> None:
        self.query: Query | None = None
        self._current: tuple[int, RowKey, int] | None = None

    def show(self, query: Query | None) -> None:
        """Mark the hits of another query."""
        self.query = query
        self._current = None

    def set_current(self, message: int, key: RowKey, number: int) -> None:
        """Mark one hit of a row more strongly."""
        self._current = (message, key, number)

    def clear_current(self) -> None:
        """Mark all hits alike."""
        self._current = None

    def within(self, message: int, key: RowKey) -> RowHits | None:
        """Return what is to be marked in a row."""
        if self.query is None:
            return None
        is_here = self._current is not None and self._current[:2] == (message, key)
        return RowHits(self.query, self._current[2] if is_here and self._current else None)
