"""The real program, driven from inside its own loop."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject

from bench.figures import Figures
from whinchat.assembly.program import Program
from whinchat.assembly.services import Services
from whinchat.paths import portable_paths
from whinchat.ui.application import make_application, run

Work = Callable[[Program], Awaitable[Figures]]


class _PaintWatch(QObject):
    """Notes the first paint of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = asyncio.Event()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted.set()
        return False


def run_program(folder: Path, environ: MutableMapping[str, str], work: Work) -> Figures:
    """Start the program, do the work once it has painted, close it and return the figures."""
    app = make_application(["bench"])
    found: list[Figures] = []

    async def main() -> int:
        program = Program(app, Services(portable_paths(folder), environ))
        watch = _PaintWatch()
        program.window.installEventFilter(watch)
        running = asyncio.ensure_future(program.run())
        await watch.painted.wait()
        program.window.removeEventFilter(watch)
        found.append(await work(program))
        program.window.close()
        return await running

    run(app, main)
    return found[0]
