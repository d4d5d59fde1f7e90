"""A screen reader for tests: finds, reads and presses what a desktop's accessibility bus shows."""

import json
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

_SYSTEM_PYTHON = "/usr/bin/python3"
_SECONDS = 60.0
"""How long something may take to show on a loaded machine."""

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """An object as it was when it was looked at."""

    name: str
    role: str
    description: str
    text: str
    states: frozenset[str]


class ScreenReader:
    """Knows everything by role and accessible name, and sees only what is showing."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [_SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_reader.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def find(self, name: str, role: str = "") -> Seen | None:
        """Return what is showing under that name."""
        found = self._ask("find", name=name, role=role)
        return found and _seen(found)

    def everything(self) -> list[Seen]:
        """Return every object of every window, showing or not."""
        return [_seen(found) for found in self._ask("all")]

    def messages(self) -> list[str]:
        """Return the names of the transcript's messages, which are all their words."""
        if self.find("Transcript", "list") is None:
            return []
        children = self._ask("children", name="Transcript", role="list")
        return [child["name"] for child in children if child["role"] == "list item"]

    def wait(self, name: str, role: str = "") -> Seen:
        """Return what shows under that name as soon as it does."""
        return self.until(lambda: self.find(name, role), f"{role or 'something'} named {name!r}")

    def wait_for_focus(self, name: str) -> None:
        """Wait until the keyboard is there."""
        everything = self.everything
        self.until(
            lambda: any(seen.name == name and "focused" in seen.states for seen in everything()),
            f"the keyboard at {name!r}",
        )

    def wait_for_words(self, words: str) -> Seen:
        """Return the first object that shows and has these words in name, text or description."""

        def found() -> Seen | None:
            return next((seen for seen in self.everything() if _says(seen, words)), None)

        return self.until(found, f"the words {words!r}")

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """Look again and again until there is something to return."""
        deadline = time.monotonic() + _SECONDS
        while not (found := look()):
            shown = [seen.name for seen in self.everything() if "showing" in seen.states]
            assert time.monotonic() < deadline, f"no sign of {what}; there is {shown}"
            time.sleep(0.05)
        return found

    def press(self, name: str, role: str = "push button") -> None:
        """Do what a press does, once there is something to press."""
        self.wait(name, role)
        self._ask("press", name=name, role=role)

    def place_of(self, name: str, role: str = "") -> tuple[int, int, int, int]:
        """Return left, top, width and height on the screen, once it is there."""
        self.wait(name, role)
        left, top, width, height = self._ask("place", name=name, role=role)
        return left, top, width, height

    def write(self, name: str, text: str) -> None:
        """Put text into an editable object in place of what it has."""
        self.wait(name)
        self._ask("write", name=name, text=text)

    def focus(self, name: str) -> None:
        """Put the keyboard there."""
        self.wait(name)
        self._ask("focus", name=name)

    def _ask(self, verb: str, **about: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"verb": verb, **about}) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        if "error" in said:
            raise LookupError(said["error"])
        return said["answer"]


def _seen(found: dict[str, Any]) -> Seen:
    return Seen(**{**found, "states": frozenset(found["states"])})


def _says(seen: Seen, words: str) -> bool:
    said = (seen.name, seen.text, seen.description)
    return "showing" in seen.states and any(words in place for place in said)
