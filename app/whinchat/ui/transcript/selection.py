"""The selection: from one place in the transcript to another, across rows and messages."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from whinchat.ui.transcript.excerpt import Excerpt, whole
from whinchat.ui.transcript.message_views import MessageViews
from whinchat.ui.transcript.rows.plain_row import PlainRow
from whinchat.ui.transcript.rows.row import Row, RowKey

FURTHEST = 1 << 30
"""A position after the last of any row."""
_START = RowKey(-2, 0)
_END = RowKey(FURTHEST << 8, 0)


class Place(NamedTuple):
    """A position in the text of a row. Places compare in reading order."""

    message: int
    key: RowKey
    position: int


class Selection:
    """What is selected. It names places, not layouts, so it outlives both text and scrolling."""

    def __init__(self) -> None:
        self._fixed: Place | None = None
        self._moving: Place | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is selected."""
        return self._fixed is None or self._fixed == self._moving

    @property
    def moving(self) -> Place | None:
        """Return the end that moves: where the next extension begins."""
        return self._moving

    @property
    def last_message(self) -> int:
        """Return the last message that the selection touches, or -1."""
        places = [place.message for place in (self._fixed, self._moving) if place is not None]
        return max(places, default=-1)

    def begin(self, place: Place) -> None:
        """Select nothing yet, from here on."""
        self._fixed = self._moving = place

    def extend(self, place: Place) -> None:
        """Select up to here."""
        if self._fixed is None:
            self._fixed = place
        self._moving = place

    def adjust(self, moved: Callable[[Place], Place]) -> None:
        """Take up where both ends are now."""
        if self._fixed is not None and self._moving is not None:
            self._fixed, self._moving = moved(self._fixed), moved(self._moving)

    def clear(self) -> None:
        """Select nothing."""
        self._fixed = self._moving = None

    def select_messages(self, first: int, last: int) -> None:
        """Select whole messages."""
        self._fixed = Place(first, _START, 0)
        self._moving = Place(last, _END, FURTHEST)

    def within(self, message: int, key: RowKey) -> tuple[int, int] | None:
        """Return what is selected of a row, from and to which position; ``None`` for nothing."""
        if self._fixed is None or self._moving is None or self.is_empty:
            return None
        first, last = sorted((self._fixed, self._moving))
        row = (message, key)
        if not first[:2] <= row <= last[:2]:
            return None
        start = first.position if row == first[:2] else 0
        end = last.position if row == last[:2] else FURTHEST
        return (start, end) if start < end else None

    @property
    def span(self) -> int:
        """Return how many messages the selection touches."""
        if self._fixed is None or self._moving is None or self.is_empty:
            return 0
        return abs(self._fixed.message - self._moving.message) + 1

    def excerpts(self, views: MessageViews, width: int) -> list[Excerpt]:
        """Return what is selected: the source of whole messages, the words of parts of them."""
        if self._fixed is None or self._moving is None or self.is_empty:
            return []
        first, last = sorted((self._fixed, self._moving))
        found: list[Excerpt] = []
        for message in range(first.message, min(last.message, len(views) - 1) + 1):
            if self._is_whole(message, first, last):
                found.append(whole(views.entry(message).message))
                continue
            view = views[message]
            view.build(width)
            found += self._parts(message, view.rows)
        return [excerpt for excerpt in found if excerpt.text]

    def _is_whole(self, message: int, first: Place, last: Place) -> bool:
        begins = first.message < message or first.key == _START
        return begins and (last.message > message or last.key == _END)

    def _parts(self, message: int, rows: Sequence[Row]) -> list[Excerpt]:
        parts: list[Excerpt] = []
        for row in rows:
            selected = self.within(message, row.key)
            part = row.excerpt(*selected) if selected is not None else None
            if part is None:
                continue
            if parts and isinstance(row, PlainRow) and row.joins:
                text = parts.pop().text + part.text
                part = Excerpt(part.kind, text, text)
            parts.append(part)
        return parts
