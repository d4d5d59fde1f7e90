"""Says that another day has begun."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

_LONGEST_WAIT = timedelta(minutes=10)
"""A timer stands still while the computer sleeps, and clocks are set."""


def local_now() -> datetime:
    """Return the time by the user's own calendar."""
    return datetime.now(UTC).astimezone()


class DayTurn(QObject):
    """Looks at the calendar at midnight, and now and then before."""

    turned = Signal()

    def __init__(self, parent: QObject, now: Callable[[], datetime] = local_now) -> None:
        super().__init__(parent)
        self._now = now
        self._day = now().date()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._wait()

    @property
    def remaining_milliseconds(self) -> int:
        """Return how long it is to the next look."""
        return self._timer.remainingTime()

    def look(self) -> None:
        """Look whether it is another day."""
        before, self._day = self._day, self._now().date()
        self._wait()
        if self._day != before:
            self.turned.emit()

    def _wait(self) -> None:
        now = self._now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        wait = min(midnight - now, _LONGEST_WAIT)
        # A little later: nobody sees it, and a timer that is early would look twice.
        self._timer.start(int(wait.total_seconds() * 1_000) + 500)
