"""How long a model has been thinking, and how that is said."""

import time
from collections.abc import Callable

_MINUTE = 60


class Stopwatch:
    """How long a model has been thinking, as told by it or as seen from here."""

    def __init__(self) -> None:
        self.seconds: float | None = None
        """What the message says of it."""
        self.is_live = True
        self.clock: Callable[[], float] = time.monotonic
        """Tells the seconds since some moment."""
        self._start = self.clock()

    def words(self) -> str:
        """Return the line over the reasoning."""
        if self.is_live:
            return f"Thinking… {_time_words(self.clock() - self._start)}"
        if self.seconds is None:
            return "Thoughts"
        return f"Thought for {_time_words(self.seconds)}"


def _time_words(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    return f"{whole // _MINUTE} min {whole % _MINUTE} s"
