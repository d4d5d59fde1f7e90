"""Hears what the program says to screen readers by itself."""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SYSTEM_PYTHON = "/usr/bin/python3"
_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Heard:
    """One event: ``announcement`` or ``property-change``."""

    event: str
    words: str
    role: str


class Hearing:
    """Everything that was heard so far."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def everything(self) -> list[Heard]:
        """Return all events, in order."""
        lines = self._file.read_text("utf-8").splitlines(keepends=True)
        return [Heard(**json.loads(line)) for line in lines if line.endswith("\n")]

    @property
    def announcements(self) -> list[str]:
        """Return the words that were announced."""
        return [heard.words for heard in self.everything if heard.event == "announcement"]

    @property
    def renamed_messages(self) -> int:
        """Return how often a message was said to be called otherwise."""
        found = [heard for heard in self.everything if heard.event == "property-change"]
        return sum(heard.role == "list item" for heard in found)


@contextmanager
def hearing(environment: Mapping[str, str], file: Path) -> Iterator[Hearing]:
    """Listen on a desktop."""
    with file.open("wb") as written:
        process = subprocess.Popen(
            [_SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_listener.py"))],
            stdout=written,
            env=environment,
        )
    heard = Hearing(file)
    try:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not heard.everything:
            assert time.monotonic() < deadline, "nobody listens"
            time.sleep(0.05)
        yield heard
    finally:
        process.kill()
        process.wait()
