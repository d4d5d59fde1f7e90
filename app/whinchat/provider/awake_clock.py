"""Seconds that pass while the computer is awake."""

import time
from collections.abc import Callable

_JUMP = 5.0
"""Seconds. Whoever waits looks at the clock at least once a second; a longer step is a jump."""


class AwakeClock:
    """Counts waiting. After a suspend, a stopped process or a clock set anew it begins again.

    Data that came meanwhile is waiting to be read then, so nobody may be given up on.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._monotonic = monotonic
        self._wall = wall
        self.restart()

    def restart(self) -> None:
        """Begin to count from nought."""
        self._start = self._last = self._monotonic()
        self._last_wall = self._wall()

    def seconds(self) -> float:
        """Return how long it has been since the start, or since the clock jumped."""
        now, wall = self._monotonic(), self._wall()
        # Linux stops the monotonic clock in a suspend, Windows and the wall do not.
        if max(now - self._last, abs(wall - self._last_wall)) > _JUMP:
            self._start = now
        self._last, self._last_wall = now, wall
        return now - self._start
