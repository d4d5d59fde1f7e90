"""Finding: counts the hits in a conversation, and goes from one to the next."""

import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from whinchat.domain.conversation import Message
from whinchat.domain.parts import Part
from whinchat.domain.values import MessageId
from whinchat.ui.transcript.hits import Hits
from whinchat.ui.transcript.query import Query, make_query

_SLICE_SECONDS = 0.008
"""So long may be searched at a time: half of what a frame takes."""
_RECOUNT_MS = 200
"""How often at most a growing reply is searched again."""
_MESSAGES_AT_A_TIME = 16


class Finding(QObject):
    """Searches the messages of a branch, in slices, for as long as there is something to find.

    What was counted is kept while the parts of a message are the same, so that looking again
    costs what has changed.
    """

    changed = Signal()
    """The numbers may be others now."""
    arrived = Signal()
    """The reader was taken to a hit, or everything was searched and there is none."""

    def __init__(
        self, branch: Callable[[], Iterable[Message]], hits: Hits, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._branch = branch
        self._hits = hits
        self._query: Query | None = None
        self._counted: dict[MessageId, tuple[tuple[Part, ...], int]] = {}
        self._counts: dict[MessageId, int] = {}
        """Of the messages with hits, in the order of the branch."""
        self._current: tuple[MessageId, int] | None = None
        self._origin: MessageId | None = None
        self._is_arriving = False
        self._work: Iterator[None] = iter(())
        self._slice_timer = self._make_timer(0, self._search_slice)
        self._recount_timer = self._make_timer(_RECOUNT_MS, self._start)

    @property
    def is_searching(self) -> bool:
        """Return whether there is something to find."""
        return self._query is not None

    @property
    def total(self) -> int:
        """Return how many hits are known."""
        return sum(self._counts.values())

    @property
    def position(self) -> int:
        """Return which hit the reader is at, counted from 1; 0 for none."""
        if self._current is None or self._current[0] not in self._counts:
            return 0
        message_id, number = self._current
        before = 0
        for counted, count in self._counts.items():
            if counted == message_id:
                break
            before += count
        return before + number + 1

    def search(self, words: str, origin: MessageId | None = None) -> None:
        """Find other words, beginning with the hit at or after a message, or what is in sight."""
        self._query = make_query(words)
        here = self._current[0] if self._current else self._hits.message_in_sight
        self._origin = origin or here
        self._counted.clear()
        self._counts.clear()
        self._current = None
        self._is_arriving = self._query is not None
        self._hits.show(self._query)
        self._start()
        self.changed.emit()

    def look_again(self) -> None:
        """Take up, before long, that messages have come, grown or gone."""
        if self.is_searching and not self._recount_timer.isActive():
            self._recount_timer.start()

    def step(self, by: int) -> None:
        """Go to another hit, round again from the last to the first."""
        total = self.total
        if not total:
            self.arrived.emit()
        elif self.position:
            self._go_to((self.position - 1 + by) % total)
        else:
            self._go_to(0 if by > 0 else total - 1)

    def _go_to(self, index: int) -> None:
        for message_id, count in self._counts.items():
            if index < count:
                self._arrive(message_id, index)
                return
            index -= count

    def _arrive(self, message_id: MessageId, number: int) -> None:
        self._is_arriving = False
        self._current = (message_id, number)
        self._hits.go_to(message_id, number)
        self.changed.emit()
        self.arrived.emit()

    def _start(self) -> None:
        self._work = self._search()
        self._search_slice()

    def _search_slice(self) -> None:
        end = time.perf_counter() + _SLICE_SECONDS
        for _ in self._work:
            if time.perf_counter() > end:
                self._slice_timer.start()
                return

    def _search(self) -> Iterator[None]:
        """Search a few messages at each step; what was known stays shown until the end."""
        query = self._query
        if query is None:
            return
        counts: dict[MessageId, int] = {}
        after_origin: MessageId | None = None
        is_after = False
        for place, message in enumerate(self._branch()):
            is_after = is_after or message.id == self._origin
            if count := self._count(message, query):
                counts[message.id] = count
                if is_after and after_origin is None:
                    after_origin = message.id
            if place % _MESSAGES_AT_A_TIME == 0:
                yield
        self._counts = counts
        self._finish(after_origin)

    def _finish(self, after_origin: MessageId | None) -> None:
        if self._is_arriving and self._counts:
            self._arrive(after_origin or next(iter(self._counts)), 0)
            return
        self.changed.emit()
        if self._is_arriving:
            self._is_arriving = False
            self.arrived.emit()

    def _count(self, message: Message, query: Query) -> int:
        known = self._counted.get(message.id)
        if known is not None and known[0] is message.parts:
            return known[1]
        count = query.count(message.parts)
        self._counted[message.id] = (message.parts, count)
        return count

    def _make_timer(self, interval_ms: int, beat: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(beat)
        return timer
