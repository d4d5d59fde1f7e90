"""Gather, then show: many marks, few announcements."""

import asyncio
from collections.abc import Callable

FRAME_SECONDS = 1 / 25
"""How often the screen is told of a reply that grows. Text reads as smoothly as at 60 a second,
for two thirds of the work (measured at 100 deltas a second)."""
_SHARE = 4
"""An announcement that took long is followed by this many times its length of quiet, so that
telling never takes more than a fifth of the thread, however dear the listener is."""


class Pulse:
    """Calls ``announce`` soon after a mark, at most once in ``interval_seconds``."""

    def __init__(
        self, announce: Callable[[], object], interval_seconds: float = FRAME_SECONDS
    ) -> None:
        self._announce = announce
        self._interval_seconds = interval_seconds
        self._timer: asyncio.TimerHandle | None = None
        self._next_time = float("-inf")

    def mark(self) -> None:
        """Note that there is news; after a quiet time it is told at once."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(self._next_time, loop.time()), self._beat)

    def close(self) -> None:
        """Announce no more. What was marked and not told is for the owner to tell."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = None
        start = loop.time()
        self._announce()
        end = loop.time()
        self._next_time = end + max(self._interval_seconds, _SHARE * (end - start))
