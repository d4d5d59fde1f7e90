"""The process that looks for regular expressions: texts in, places out."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

from whinchat.provider import pattern_child
from whinchat.provider.local import needed_environment

_PATIENCE_SECONDS = 3.0

Spans = list[tuple[int, int]]


class PatternProcess:
    """Started with the first question. Questions come from one thread, ``end`` from any.

    A pattern that takes long in this process would hold up every thread of it: Python's engine
    cannot be interrupted, and holds the interpreter's lock while it works.
    """

    def __init__(
        self, command: tuple[str, ...] | None = None, seconds: float = _PATIENCE_SECONDS
    ) -> None:
        self._command = command or _child_command()
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def find(self, pattern: str, texts: Sequence[str]) -> list[Spans | None]:
        """Return where a pattern is in each text, in any case; ``None`` where it took too long."""
        if not texts:
            return []
        process = self._process or self._start()
        if process is None:
            return [None] * len(texts)
        limit = threading.Timer(self._seconds, process.kill)
        limit.daemon = True
        limit.start()
        try:
            return _ask(process, pattern, texts)
        except (OSError, ValueError):
            self.end()
            return [None] * len(texts)
        finally:
            limit.cancel()

    def end(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process, suppress(OSError):
                process.wait()

    def _start(self) -> "subprocess.Popen[bytes] | None":
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603  # no shell, and no word from outside
                self._command,
                env=needed_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process


def _ask(
    process: "subprocess.Popen[bytes]", pattern: str, texts: Sequence[str]
) -> list[Spans | None]:
    if process.stdin is None or process.stdout is None:
        raise BrokenPipeError
    process.stdin.write(json.dumps({"pattern": pattern, "texts": texts}).encode() + b"\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if not isinstance(answer, list) or len(answer) != len(texts):
        raise ValueError
    return [None if spans is None else [(a, b) for a, b in spans] for spans in answer]


def _child_command() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return sys.executable, pattern_child.FLAG
    return sys.executable, "-E", "-P", pattern_child.__file__
