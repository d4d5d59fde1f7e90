"""Every system call of a story, failing in every way: the library is old or new, never torn."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whinchat.domain.errors import WhinchatError

WAYS = ("signal=KILL", *(f"error={name}" for name in ("EIO", "ENOSPC", "EDQUOT", "EACCES")))
WAYS += ("error=EROFS", "error=EMFILE")

_ROOT = Path(__file__).parents[2]
_UNFAILING = ("lseek", "ioctl")
"""They ask no disk anything."""
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Fault:
    """One call of the story, and how it goes wrong."""

    call: str
    number: int
    """The first is 1."""
    way: str


@dataclass(frozen=True, slots=True)
class Story:
    """A program that does much with files, and what must be there whatever becomes of it."""

    program: str
    make_beginning: Callable[[Path], Coroutine[Any, Any, None]]
    names_in: Callable[[Path], Iterable[Path]]
    """Everything that it may touch: strace must know the names beforehand."""
    facts_in: Callable[[Path], Coroutine[Any, Any, set[str]]]
    """Raises ``WhinchatError`` and ``AssertionError`` for what must never be found."""
    always: AbstractSet[str]
    """The facts that must be found in any case."""
    promises: Mapping[str, AbstractSet[str]]
    """Those that must be found once the program has said so."""


class Stage:
    """A folder where a story is told again and again from the same beginning."""

    def __init__(self, folder: Path, story: Story) -> None:
        self._story = story
        self._beginning, self._folder = folder / "beginning", folder / "library"
        self._log = folder / "calls.log"

    def prepare(self) -> None:
        """Make the library that each story begins with."""
        # Where it lies is a part of what backups say of it.
        asyncio.run(self._story.make_beginning(self._folder))
        self._folder.rename(self._beginning)

    def faults(self) -> Iterator[Fault]:
        """Tell the story once, undisturbed, and return each of its calls going wrong."""
        ended = self._tell("-o", str(self._log))
        assert "ended" in ended.stdout.splitlines(), ended.stderr
        counts: Counter[str] = Counter()
        for line in self._log.read_text().splitlines():
            match = _CALL.match(line)
            if match and match[1] not in _UNFAILING:
                counts[match[1]] += 1
                yield from (Fault(match[1], counts[match[1]], way) for way in WAYS)

    def violation(self, fault: Fault) -> str:
        """Tell the story with a fault; return what it broke, or nothing."""
        inject = f"inject={fault.call}:{fault.way}:when={fault.number}"
        ended = self._tell("-o", "/dev/null", "-e", f"trace={fault.call}", "-e", inject)
        is_killed = ended.returncode in (137, -9)
        if ended.returncode and not (is_killed and fault.way == "signal=KILL"):
            return f"{fault}: it ended with {ended.returncode}: {ended.stderr[-600:]}"
        broken = asyncio.run(self._broken_promises(ended.stdout.splitlines()))
        return f"{fault}: {broken}" if broken else ""

    def _tell(self, *options: str) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._beginning, self._folder)
        names = map(str, self._story.names_in(self._folder))
        watched = [argument for name in names for argument in ("-P", name)]
        program = Path(__file__).with_name(self._story.program)
        story = [sys.executable, str(program), str(self._folder)]
        path = os.pathsep.join((str(_ROOT / "app"), str(_ROOT / "tests")))
        return subprocess.run(
            ["strace", "-f", "-qq", *options, *watched, *story],
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    async def _broken_promises(self, told: list[str]) -> str:
        try:
            facts = await self._story.facts_in(self._folder)
        except (WhinchatError, AssertionError) as trouble:
            return repr(trouble)
        promised = {fact for words in told for fact in self._story.promises.get(words, ())}
        missed = (promised | self._story.always) - facts
        return "; ".join(f"not found: {fact}" for fact in sorted(missed))
