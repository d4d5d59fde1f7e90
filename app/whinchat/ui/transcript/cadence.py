"""Cadence: how often to work when the work is asked for more often than it is worth."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

_REST = 4
"""Times as long as the work took that it then rests: it takes a fifth of a core at most."""


class Cadence(QObject):
    """Does work when asked: at once while it is cheap, at longer intervals the dearer it gets."""

    def __init__(self, work: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._rests_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.run)

    def ask(self) -> None:
        """Have the work done soon."""
        if self._timer.isActive():
            return
        wait = self._rests_until - time.perf_counter()
        if wait <= 0:
            self.run()
        else:
            self._timer.start(math.ceil(wait * 1_000))

    def run(self) -> None:
        """Do the work now."""
        self._timer.stop()
        start = time.perf_counter()
        self._work()
        self.add_cost(time.perf_counter() - start)

    def add_cost(self, seconds: float) -> None:
        """Take into account what had to be done because of the work: painting."""
        now = time.perf_counter()
        self._rests_until = max(self._rests_until, now) + seconds * _REST
