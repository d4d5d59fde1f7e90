"""Gather, then show: many marks, few announcements."""

import asyncio
from collections.abc import Callable

_SHORTEST_SECONDS = 1 / 60
_SHARE = 4
"""An announcement that took long is followed by this many times its length of quiet, so that
telling never takes more than a fifth of the thread, however dear the listener is."""


class Pulse:
    """Calls ``announce`` soon after a mark, at most 60 times a second."""

    def __init__(self, announce: Callable[[], None]) -> None:
        self._announce = announce
        self._timer: asyncio.TimerHandle | None = None
        self._wait_seconds = 0.0
        """Until the next announcement; the first mark after a quiet time is told at once."""
        self._last = float("-inf")

    def mark(self) -> None:
        """Note that there is news."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(self._last + self._wait_seconds, self._beat)

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
        self._last = loop.time()
        self._wait_seconds = max(_SHORTEST_SECONDS, _SHARE * (self._last - start))
