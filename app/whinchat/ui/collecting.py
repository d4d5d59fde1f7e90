"""Garbage collection on the main thread alone."""

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 500
_YOUNG, _MIDDLE, _OLD = range(3)


class Collector(QObject):
    """Collects garbage between events, as often as Python itself would.

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

    def collect(self) -> None:
        """Collect the oldest generation whose threshold is passed."""
        for generation in (_OLD, _MIDDLE, _YOUNG):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
