"""The process that draws diagrams, where its library is installed: orders in, pictures out."""

import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from whinchat.paths import resource_root
from whinchat.provider import diagram_child
from whinchat.provider.local import needed_environment

PATIENCE_SECONDS = 10.0
_LARGEST_ANSWER = 64 * 2**20


@dataclass(frozen=True, slots=True)
class DiagramOrder:
    """What is to be drawn, and how it is to look."""

    source: str
    config: str
    """Mermaid's own settings, as JSON."""
    scale: float
    """Device pixels to a logical one."""


@dataclass(frozen=True, slots=True)
class DiagramAnswer:
    """A picture as PNG, or why there is none."""

    picture: bytes = b""
    trouble: str = ""


def can_draw_diagrams() -> bool:
    """Tell whether the library is installed, without loading it."""
    return importlib.util.find_spec("mermaidx") is not None


class DiagramProcess:
    """One run of the child; belongs to the one thread that waits for its answers."""

    def __init__(
        self, command: tuple[str, ...] | None = None, seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603  # no shell, and no word from outside
                command or _child_command(),
                env=needed_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            _write(self._process, _fonts())

    @property
    def is_gone(self) -> bool:
        """Return whether it has ended, or never began."""
        return self._process is None or self._process.poll() is not None

    def draw(self, order: DiagramOrder) -> DiagramAnswer:
        """Wait until a diagram is drawn. A child that takes too long is ended."""
        if self._process is None:
            return DiagramAnswer(trouble="what draws diagrams could not be started")
        limit = threading.Timer(self._seconds, self._process.kill)
        limit.daemon = True
        limit.start()
        try:
            return _ask(self._process, order)
        except (OSError, ValueError):
            self.end()
            return DiagramAnswer(trouble="it takes too much time or memory")
        finally:
            limit.cancel()

    def end(self) -> None:
        """End it, and wait until it has."""
        if self._process is not None:
            self._process.kill()
            with self._process, suppress(OSError):
                self._process.wait()


def _ask(process: "subprocess.Popen[bytes]", order: DiagramOrder) -> DiagramAnswer:
    if process.stdout is None:
        raise BrokenPipeError
    wanted = {"source": order.source, "config": json.loads(order.config), "scale": order.scale}
    _write(process, wanted)
    head: Mapping[str, object] = json.loads(process.stdout.readline())
    size = head.get("size")
    if not isinstance(size, int):
        return DiagramAnswer(trouble=str(head.get("trouble", "")))
    if size > _LARGEST_ANSWER:
        raise ValueError
    picture = process.stdout.read(size)
    if len(picture) < size:
        raise BrokenPipeError
    return DiagramAnswer(picture)


def _write(process: "subprocess.Popen[bytes]", line: Mapping[str, object]) -> None:
    if process.stdin is None:
        raise BrokenPipeError
    process.stdin.write(json.dumps(line).encode() + b"\n")
    process.stdin.flush()


def _fonts() -> dict[str, str]:
    folder = resource_root() / "fonts"
    return {"regular": str(folder / "Inter-Regular.ttf"), "bold": str(folder / "Inter-Bold.ttf")}


def _child_command() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return sys.executable, diagram_child.FLAG
    return sys.executable, "-E", "-P", diagram_child.__file__
