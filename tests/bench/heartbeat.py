"""How long the window's thread is busy with one thing."""

import time

from PySide6.QtCore import Qt, QTimer


class Heartbeat:
    """Beats every 5 ms as long as nothing holds the thread up.

    The longest gap also holds what other programs took of the machine; the longest work does not.
    """

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._worked = time.thread_time()
        self.longest_gap_ms = 0.0
        self.longest_work_ms = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest_gap_ms = max(self.longest_gap_ms, (now - self._last) * 1_000)
        self.longest_work_ms = max(self.longest_work_ms, (worked - self._worked) * 1_000)
        self._last, self._worked = now, worked
