"""The application: made, run on the loop that it shares with asyncio, told to end."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from PySide6.QtWidgets import QApplication

from whinchat.ui.collecting import Collector
from whinchat.ui.event_loop import EventLoop


def make_application(arguments: list[str]) -> QApplication:
    """Return the application; it never ends by itself when a window closes."""
    # Before the application is made: X11 takes the name of its own windows from then.
    QApplication.setApplicationName("whinchat")
    QApplication.setApplicationDisplayName("Whinchat")
    QApplication.setDesktopFileName("whinchat")
    app = QApplication(arguments)
    # Ending the loop from within leaves coroutines unfinished: the main one returns instead.
    app.setQuitOnLastWindowClosed(False)
    Collector(app)
    return app


def on_termination(leave: Callable[[], None]) -> None:
    """Have the system's wish that the program end taken as the user's."""
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Windows knows fewer signals, and no loop there can watch them.
        if number is not None:
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, leave)


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run ``main`` on Qt's loop until it returns the process's exit code."""
    with asyncio.Runner(loop_factory=lambda: EventLoop(app)) as runner:
        return runner.run(main())
