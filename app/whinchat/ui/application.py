"""Qt and asyncio on one loop. The only place that knows qasync."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import qasync
from PySide6.QtWidgets import QApplication


def make_application(arguments: list[str]) -> QApplication:
    """Return the application; it never ends by itself when a window closes."""
    app = QApplication(arguments)
    app.setApplicationName("whinchat")
    app.setApplicationDisplayName("Whinchat")
    app.setDesktopFileName("whinchat")
    # Ending the loop from within leaves coroutines unfinished: the main one returns instead.
    app.setQuitOnLastWindowClosed(False)
    return app


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run ``main`` on Qt's loop until it returns the process's exit code."""
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(main())
