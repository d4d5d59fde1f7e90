"""Garbage collection on the main thread alone."""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 500
_START_MS = 5_000
_YOUNG, _MIDDLE, _OLD = range(3)


class Collector(QObject):
    """Collects garbage between events, no more often than Python itself would.

    A collection that happens to run on another thread destroys Qt's objects there, which Qt does
    not survive (seen with the keyring's thread: timers stopped from another thread).
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        # What the start made stays to the end. To look through it takes 45 ms, which can be seen.
        QTimer.singleShot(_START_MS, self, gc.freeze)

    def collect(self) -> None:
        """Collect the oldest generation whose threshold is passed."""
        for generation in (_OLD, _MIDDLE, _YOUNG):
            # A threshold of nought means never, as for the oldest since Python 3.14.
            if 0 < gc.get_threshold()[generation] < gc.get_count()[generation]:
                gc.collect(generation)
                return
