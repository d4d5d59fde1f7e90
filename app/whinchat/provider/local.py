"""Processes that work for us: the model on this computer, and pip. Nothing else is ever started."""

import asyncio
import importlib.util
import json
import os
import secrets
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import Failure, ProviderFailed
from whinchat.domain.provider import LOCAL, ProviderKind
from whinchat.domain.redaction import redact
from whinchat.domain.secret import Secret
from whinchat.provider import local_child
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.local_failures import (
    could_not_begin,
    ended_by_itself,
    refused_to_start,
    took_too_long,
)

NAME = "This computer"

_START_MINUTES = 10
_CLOSE_SECONDS = 2.0
_KEPT_LINES = 40
_LONGEST_LINE = 500

_NEEDED_NAMES = (
    "PATH HOME LANG LC_ALL LD_LIBRARY_PATH TMPDIR TMP TEMP SYSTEMROOT WINDIR APPDATA "
    "LOCALAPPDATA USERPROFILE"
)
"""All that a child gets of the environment: keys may lie in any other variable."""


def has_runtime() -> bool:
    """Tell whether the engine is installed, without loading it."""
    return importlib.util.find_spec("xllamacpp") is not None


def needed_environment(*more: str) -> dict[str, str]:
    """Return the variables that a process needs to run, and those of ``more``, where set."""
    wanted = {*_NEEDED_NAMES.split(), *more}
    return {name: value for name, value in os.environ.items() if name.upper() in wanted}


class Child:
    """A process with pipes, read by threads of its own so that any event loop will do.

    ``told`` gets each line of its stdout, ``ended`` its exit code after the last line; both are
    called on the loop that ran when it was made. Raises ``OSError`` where it cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        told: Callable[[str], None],
        ended: Callable[[int], None],
    ) -> None:
        self._told = told
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._log: deque[str] = deque(maxlen=_KEPT_LINES)
        self._process = subprocess.Popen(  # noqa: S603 - no shell, and no word from outside
            [*command],
            env={**environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._log_reader = threading.Thread(target=self._read_log, daemon=True)
        self._log_reader.start()
        threading.Thread(target=self._read_lines, daemon=True).start()

    @property
    def pid(self) -> int:
        """Return the process's number."""
        return self._process.pid

    @property
    def log(self) -> str:
        """Return the last lines of its stderr."""
        return "\n".join(self._log)

    def write(self, line: str) -> None:
        """Write one line to its stdin; that it has ended already is told elsewhere."""
        if self._process.stdin is not None:
            # Closed already where the thread that waits for its end was faster: a ``ValueError``.
            with suppress(OSError, ValueError):
                self._process.stdin.write(line.encode() + b"\n")
                self._process.stdin.flush()

    def end_input(self) -> None:
        """Close its stdin."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def kill(self) -> None:
        """End it at once; one that has ended already is left alone."""
        self._process.kill()
        self.end_input()

    def _read_log(self) -> None:
        if self._process.stderr is not None:
            with self._process.stderr as lines:
                for line in lines:
                    self._log.append(line.decode(errors="replace").rstrip()[:_LONGEST_LINE])

    def _read_lines(self) -> None:
        if self._process.stdout is not None:
            with self._process.stdout as lines:
                for line in lines:
                    self._call(partial(self._told, line.decode(errors="replace").rstrip()))
        exit_code = self._process.wait()
        self.end_input()
        # A grandchild may hold stderr open for ever; the news of the end does not wait for it.
        self._log_reader.join(1.0)
        self._call(partial(self._ended, exit_code))

    def _call(self, tell: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # The loop is closed: nobody is left to hear it.
            self._loop.call_soon_threadsafe(tell)


async def run_to_end(
    command: Sequence[str], environment: Mapping[str, str], told: Callable[[str], None]
) -> tuple[int, str]:
    """Run a process without input; return its exit code and the last lines of its stderr.

    Raises ``OSError`` where it cannot be started. Cancelling ends it.
    """
    exit_code: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def end(code: int) -> None:
        if not exit_code.done():
            exit_code.set_result(code)

    child = Child(command, environment, told, end)
    child.end_input()
    try:
        return await exit_code, child.log
    except asyncio.CancelledError:
        child.kill()
        raise


class LocalServer:
    """One run of the child that serves one file of weights, from its start to its end."""

    def __init__(self, weights: Path, model_id: str, command: Sequence[str] | None = None) -> None:
        self._weights = weights
        self._model_id = model_id
        self._command = command or _child_command()
        self._key = Secret(secrets.token_urlsafe(32))
        self._child: Child | None = None
        self._report: asyncio.Future[str] | None = None
        self._exit: asyncio.Future[int] | None = None

    async def start(self) -> Endpoint:
        """Load the weights and return where to send requests; may take minutes.

        Raises ``ProviderFailed``. Cancelling ends the child.
        """
        loop = asyncio.get_running_loop()
        self._report, self._exit = loop.create_future(), loop.create_future()
        try:
            child = self._child = Child(
                self._command, needed_environment(), self._take_line, self._take_exit
            )
        except OSError as error:
            raise ProviderFailed(could_not_begin(error.strerror or str(error))) from error
        order = {"weights": str(self._weights), "model": self._model_id}
        child.write(json.dumps({**order, "key": self._key.reveal()}))
        try:
            return await self._until_ready(self._report, self._exit)
        except BaseException:
            child.kill()
            raise

    async def wait_until_ended(self) -> Failure:
        """Return, once the child has ended, why it did."""
        if self._exit is None:
            message = "The server was never started"
            raise RuntimeError(message)
        return ended_by_itself(await asyncio.shield(self._exit), self.log)

    @property
    def is_running(self) -> bool:
        """Tell whether the child is there."""
        return self._child is not None and self._exit is not None and not self._exit.done()

    @property
    def pid(self) -> int | None:
        """Return the child's number."""
        return self._child.pid if self._child else None

    @property
    def log(self) -> str:
        """Return the engine's last lines, without the key."""
        return redact(self._child.log, self._key) if self._child else ""

    async def close(self) -> None:
        """End the child and wait until it is gone. May be called twice."""
        if self._child is None or self._exit is None or self._exit.done():
            return
        self._child.end_input()
        try:
            await asyncio.wait({self._exit}, timeout=_CLOSE_SECONDS)
        finally:
            if not self._exit.done():
                self._child.kill()
        await asyncio.wait({self._exit}, timeout=_CLOSE_SECONDS)

    async def _until_ready(
        self, report: asyncio.Future[str], ended: asyncio.Future[int]
    ) -> Endpoint:
        either: set[asyncio.Future[Any]] = {report, ended}
        seconds = _START_MINUTES * 60
        await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if not report.done() and not ended.done():
            raise ProviderFailed(took_too_long(_START_MINUTES, self.log))
        answer = _parse_report(report.result() if report.done() else "")
        if "address" in answer:
            base_url = parse_base_url(f"{answer['address']}/v1")
            return Endpoint(LOCAL, NAME, ProviderKind.LOCAL, base_url, self._key)
        # It ends by itself now; what it wrote on the way is complete only then.
        await asyncio.wait({ended}, timeout=_CLOSE_SECONDS)
        if (reason := answer.get("failed")) or not ended.done():
            raise ProviderFailed(refused_to_start(str(reason), self._weights.name, self.log))
        raise ProviderFailed(ended_by_itself(ended.result(), self.log))

    def _take_line(self, line: str) -> None:
        if self._report is not None and not self._report.done():
            self._report.set_result(line)

    def _take_exit(self, exit_code: int) -> None:
        if self._exit is not None and not self._exit.done():
            self._exit.set_result(exit_code)


def _parse_report(line: str) -> Mapping[str, Any]:
    """Return the child's one line as an object; an empty one stands for anything else."""
    try:
        report = json.loads(line)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _child_command() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return sys.executable, local_child.FLAG
    # Neither PYTHON* variables nor the child's own folder may change what it imports.
    return sys.executable, "-E", "-P", local_child.__file__
