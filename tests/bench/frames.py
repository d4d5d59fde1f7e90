"""What single frames take: of the window's thread, and by the clock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_SLOW_SHARE = 99
"""Of a hundred frames, this many are quicker than the figure that is told."""
_LONGEST_WAIT = 30.0


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False

    def wait(self) -> None:
        """Return when the widget was painted once more."""
        wanted, end = self.count + 1, time.monotonic() + _LONGEST_WAIT
        while self.count < wanted:
            if time.monotonic() > end:
                raise TimeoutError("Nothing was painted.")
            QApplication.processEvents()


class Frames:
    """The times of frames, each of which has to paint a widget."""

    def __init__(self, widget: QWidget) -> None:
        self._paints = Paints(widget)
        self._cpu: list[float] = []
        self._wall: list[float] = []

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Measure one frame; a frame that paints nothing would tell nothing, so it is an error."""
        painted, wall, cpu = self._paints.count, time.perf_counter(), time.thread_time()
        yield
        self._cpu.append(time.thread_time() - cpu)
        self._wall.append(time.perf_counter() - wall)
        if self._paints.count == painted:
            raise RuntimeError("A frame painted nothing.")

    @property
    def cpu_ms(self) -> float:
        """Return what one frame in a hundred takes of the thread's CPU time or more."""
        return _slow(self._cpu)

    @property
    def wall_ms(self) -> float:
        """Return the same by the clock."""
        return _slow(self._wall)


def _slow(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * _SLOW_SHARE // 100] * 1_000 if seconds else 0.0
