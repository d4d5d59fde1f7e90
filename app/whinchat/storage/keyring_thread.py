"""One daemon thread for calls that may never return, and what waits for them with a deadline."""

import asyncio
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

Answer = TypeVar("Answer")

_GRACE_SECONDS = 0.2
"""In which a call that was cut comes back."""


class NotResponding(Exception):
    """The call took too long, or an earlier one still has not come back."""


def _nothing() -> None:
    pass


class KeyringThread:
    """Makes one call at a time. A call that nobody waits for any more has no effect here.

    A pool thread would be joined when the process ends, so one stuck call would keep it alive.
    """

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        weakref.finalize(self, self._calls.put, None)
        self._turn = asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()

    async def run(
        self,
        call: Callable[[], Answer],
        seconds: float | None,
        cut: Callable[[], None] = _nothing,
    ) -> Answer:
        """Return what ``call`` returns, or raise what it raises.

        Raises ``NotResponding`` after ``seconds`` (``None``: no deadline). Then, and when it is
        cancelled, ``cut`` is called, which may make the call return; until it does, further
        calls fail at once.
        """
        async with self._turn:
            await self._require_idle()
            answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
            self._start(call, answer)
            try:
                async with asyncio.timeout(seconds):
                    return await answer
            except TimeoutError as error:
                if not answer.cancelled():
                    raise  # The call's own.
                raise NotResponding from error
            finally:
                if answer.cancelled():
                    cut()

    async def wait_until_idle(self) -> None:
        """Return once no call is under way."""
        await self._idle.wait()

    async def _require_idle(self) -> None:
        try:
            async with asyncio.timeout(_GRACE_SECONDS):
                await self._idle.wait()
        except TimeoutError as error:
            raise NotResponding from error

    def _start(self, call: Callable[[], Answer], answer: "asyncio.Future[Answer]") -> None:
        loop = asyncio.get_running_loop()
        self._idle.clear()

        def finish(result: Answer | None, error: BaseException | None) -> None:
            self._idle.set()
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(result)  # type: ignore[arg-type]  # no error: an Answer

        def work() -> None:
            result, error = None, None
            try:
                result = call()
            except Exception as raised:  # noqa: BLE001 - goes to the one who waits
                error = raised
            # The loop may be gone when a stuck call comes back.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(finish, result, error)

        if self._thread is None:
            work_off = partial(_serve, self._calls)
            self._thread = threading.Thread(target=work_off, name="keyring", daemon=True)
            self._thread.start()
        self._calls.put(work)


def _serve(calls: "SimpleQueue[Callable[[], None] | None]") -> None:
    while True:
        call = calls.get()
        if call is None:
            return
        call()
        del call  # It holds the owner, who would never end.
