"""The disk: one thread that does the work in order, and writes that are whole or not at all."""

import asyncio
import heapq
import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from whinchat.storage.failures import not_saved
from whinchat.storage.files import give_second_name, make_folder, sync_folder, write_new

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Work = Callable[[], None]


class Disk:
    """The one thread that touches the library's files; work runs in the order it was given."""

    def __init__(self, failed: Callable[[Exception], None] | None = None) -> None:
        """Start the thread. ``failed`` is told, on it, of errors in work nobody waits for."""
        self._failed = failed
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._due: list[tuple[float, int, Work]] = []
        self._count = itertools.count()
        self._closing = threading.Event()
        # A daemon, so that a disk that hangs does not keep the process from ending.
        self._thread = threading.Thread(target=self._work, name="disk", daemon=True)
        self._thread.start()

    def run(self, work: Callable[[], Result]) -> asyncio.Future[Result]:
        """Queue work and return what to await on the running loop.

        The work is done even if nobody waits any more; its error then counts as one of ``post``.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def settle(result: Callable[[], Result]) -> None:
            if future.cancelled():
                self._try(result)
                return
            try:
                future.set_result(result())
            except Exception as error:  # noqa: BLE001 - it is raised where the work is awaited
                future.set_exception(error)

        def do() -> None:
            outcome = _outcome(work)
            try:
                loop.call_soon_threadsafe(settle, outcome)
            except RuntimeError:  # The loop is closed: the program ends.
                self._try(outcome)

        self._put(do)
        return future

    def post(self, work: Work) -> None:
        """Queue work without waiting for it, from any thread. Its errors go to ``failed``."""
        self._put(work)

    def later(self, delay_seconds: float, work: Work) -> None:
        """Queue work for later, from any thread; ``close`` does not wait for the time."""
        due = time.monotonic() + delay_seconds
        self._put(lambda: heapq.heappush(self._due, (due, next(self._count), work)))

    @property
    def is_closing(self) -> bool:
        """Tell whether no more work is taken."""
        return self._closing.is_set()

    def close(self, timeout_seconds: float) -> bool:
        """Do what is queued, then end; tell whether that was done in time."""
        if not self._closing.is_set():
            self._closing.set()
            self._queue.put(None)
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _put(self, work: Work) -> None:
        if self._closing.is_set() and threading.current_thread() is not self._thread:
            log.error("Work for the disk came after its end")
            return
        self._queue.put(work)

    def _work(self) -> None:
        while True:
            work = self._next()
            if work is None:
                break
            self._try(work)
        self._finish()

    def _next(self) -> Work | None:
        while True:
            delay = self._due[0][0] - time.monotonic() if self._due else None
            if delay is not None and delay <= 0:
                return heapq.heappop(self._due)[2]
            try:
                return self._queue.get(timeout=delay)
            except queue.Empty:
                continue

    def _finish(self) -> None:
        """Do once what was put off; what it puts off again is dropped."""
        with suppress(queue.Empty):
            while (work := self._queue.get_nowait()) is not None:
                self._try(work)
        for _, _, work in sorted(self._due):
            self._try(work)

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:
            log.exception("Work on the disk failed")
            if self._failed is not None:
                self._failed(error)


def write_atomically(
    path: Path, data: bytes | Iterable[bytes], *, keep_previous: bool = False
) -> None:
    """Replace a file's content, whole or not at all; on the disk itself when this returns.

    The folder is made if need be; ``keep_previous`` keeps what was there as ``.bak``. Raises
    ``NotSaved``, and the file is then as it was.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        make_folder(path.parent)
        write_new(temporary, (data,) if isinstance(data, bytes) else data)
        put_in_place(temporary, path, keep_previous=keep_previous)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise not_saved(error, path) from error
        raise


def put_in_place(temporary: Path, path: Path, *, keep_previous: bool) -> None:
    """Let a file that is whole on the disk take the place of another. Raises ``OSError``."""
    exchange(temporary, path, keep_previous=keep_previous)
    sync_folder(path.parent)


def exchange(temporary: Path, path: Path, *, keep_previous: bool) -> None:
    """Do the same, but it lasts only once the folder is synced. Raises ``OSError``."""
    if keep_previous:
        give_second_name(path, path.with_suffix(".bak"))
    temporary.replace(path)


def _outcome(work: Callable[[], Result]) -> Callable[[], Result]:
    """Do the work and return a function that gives its result or raises its error."""
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - it is raised where the work is awaited
        failure = error

        def fail() -> Result:
            raise failure

        return fail
    return lambda: result
