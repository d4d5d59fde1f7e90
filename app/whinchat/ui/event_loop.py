"""The loop that Qt and asyncio share. The only place that knows qasync."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from contextvars import Context

import qasync
from PySide6.QtCore import QCoreApplication, QTimer


class EventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """Runs all that is ready in one turn; qasync alone gives each callback a timer of Qt's.

    What becomes ready in a turn waits for the next, so that input and painting come between.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._ready: deque[asyncio.Handle] = deque()
        self._turn = QTimer()
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._run_ready)
        super().__init__(app)

    def call_soon(
        self, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        """Have a callback called in the next turn."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._ready.append(handle)
        if not self._turn.isActive():
            self._turn.start(0)
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: object,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """Have a callback called after so many seconds, never sooner.

        Qt's timers may be early by a twentieth, which is too soon for a server that said when.
        """
        handle = asyncio.Handle(callback, args, self, context=context)
        self._wait(handle, self.time() + delay)
        return handle

    def close(self) -> None:
        """Forget what was never called."""
        self._turn.stop()
        self._ready.clear()
        super().close()

    def _wait(self, handle: asyncio.Handle, when: float) -> None:
        milliseconds = math.ceil((when - self.time()) * 1000)
        super().call_later(milliseconds / 1000, self._run_due, handle, when)

    def _run_due(self, handle: asyncio.Handle, when: float) -> None:
        if handle.cancelled():
            return
        if self.time() < when:
            self._wait(handle, when)
        else:
            handle._run()  # noqa: SLF001  # as every loop of asyncio does

    def _run_ready(self) -> None:
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()  # noqa: SLF001  # as every loop of asyncio does
        if self._ready:
            self._turn.start(0)
