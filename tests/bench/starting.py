"""From nothing to the first paint. What is not measured is imported late."""

import asyncio
import gc
import os
from pathlib import Path

from bench.figures import Figures, since_start


def ours(_deltas: int, folder: Path) -> Figures:
    """Start the program in a new folder; read the figures when it has painted."""
    return _start(folder, settle_seconds=0.0)


def settled(deltas: int, folder: Path) -> Figures:
    """The same, when everything that waits for the first paint is loaded."""
    return _start(folder, settle_seconds=3.0 if deltas >= 1_000 else 0.2)


def bare(_deltas: int, _folder: Path) -> Figures:
    """Show an empty window."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415  # part of what is measured
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415  # likewise

    app = QApplication([])
    window = QMainWindow()
    window.resize(1100, 760)
    found: list[Figures] = []

    def read() -> None:
        found.append(since_start())
        app.quit()

    window.show()
    # The paint is in the queue already; what is put behind it runs after it.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, read))
    app.exec()
    return found[0]


def _start(folder: Path, settle_seconds: float) -> Figures:
    # As the command does.
    gc.disable()
    from bench.program import run_program  # noqa: PLC0415  # part of what is measured

    async def look(_program: object) -> Figures:
        await asyncio.sleep(settle_seconds)
        return since_start()

    return run_program(folder, dict(os.environ), look)
