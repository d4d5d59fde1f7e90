"""Diagrams out of Mermaid's language: drawn by a child process, one after the other, and kept."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from whinchat.provider.diagram_process import (
    PATIENCE_SECONDS,
    DiagramOrder,
    DiagramProcess,
    can_draw_diagrams,
)
from whinchat.ui.transcript.pictures.image_cache import ImageCache

LONGEST_SOURCE = 20_000
"""Characters. A longer diagram stays code."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn diagram, or why there is none."""

    image: QImage
    trouble: str = ""


class Diagrams(QObject):
    """Gives drawings to whoever asks; the process that draws lives only while there is work."""

    _drawn = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.are_possible = can_draw_diagrams()
        """Whether the library is there."""
        self.patience_seconds = PATIENCE_SECONDS
        """How long one diagram may take, on a computer that is otherwise at leisure."""
        self._kept: ImageCache[DiagramOrder, Drawing] = ImageCache()
        self._asked: dict[DiagramOrder, list[Callable[[Drawing], None]]] = {}
        self._orders: SimpleQueue[DiagramOrder] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._drawn.connect(self._keep)

    @property
    def is_idle(self) -> bool:
        """Return whether every diagram that was asked for is drawn."""
        return not self._asked

    def find(self, order: DiagramOrder) -> Drawing | None:
        """Return a drawing that was shown not long ago; ``None`` for one to be asked for."""
        return self._kept.find(order)

    def ask(self, order: DiagramOrder, done: Callable[[Drawing], None]) -> None:
        """Call ``done`` with the drawing: now if it is there, or later."""
        if (kept := self.find(order)) is not None:
            done(kept)
        elif order in self._asked:
            self._asked[order].append(done)
        else:
            self._asked[order] = [done]
            self._orders.put(order)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="diagrams", daemon=True)
                self._thread.start()

    def _keep(self, order: DiagramOrder, drawing: Drawing) -> None:
        self._kept.keep(order, drawing)
        for done in self._asked.pop(order, []):
            done(drawing)

    def _work(self) -> None:
        while True:
            order = self._orders.get()
            process = DiagramProcess(seconds=self.patience_seconds)
            self._tell(order, process)
            # It takes 100 MB, but also half a second to begin.
            while not self._orders.empty() and not process.is_gone:
                self._tell(self._orders.get(), process)
            process.end()

    def _tell(self, order: DiagramOrder, process: DiagramProcess) -> None:
        answer = process.draw(order)
        image = QImage.fromData(answer.picture)
        image.setDevicePixelRatio(order.scale)
        trouble = answer.trouble or ("its picture is damaged" if image.isNull() else "")
        # The transcript may be gone by now.
        with suppress(RuntimeError):
            self._drawn.emit(order, Drawing(image, trouble))
