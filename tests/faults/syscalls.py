"""Every system call of the story, failing in every way: the library is old or new, never torn."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faults.facts import ALWAYS, PROMISES, facts_in, make_beginning
from faults.story import ARRIVED, BEFORE, NEW, PICTURE
from whinchat.domain.errors import WhinchatError

WAYS = ("signal=KILL", *(f"error={name}" for name in ("EIO", "ENOSPC", "EDQUOT", "EACCES")))
WAYS += ("error=EROFS", "error=EMFILE")

_ROOT = Path(__file__).parents[2]
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Fault:
    """One call of the story, and how it goes wrong."""

    call: str
    number: int
    """The first is 1."""
    way: str


class Stage:
    """A folder where the story is told again and again from the same beginning."""

    def __init__(self, folder: Path) -> None:
        self._beginning, self._folder = folder / "beginning", folder / "library"
        self._log = folder / "calls.log"

    def prepare(self) -> None:
        """Make the library that each story begins with."""
        asyncio.run(make_beginning(self._beginning))

    def faults(self) -> Iterator[Fault]:
        """Tell the story once, undisturbed, and return each of its calls going wrong."""
        ended = self._tell("-o", str(self._log))
        assert "ended" in ended.stdout.splitlines(), ended.stderr
        counts: Counter[str] = Counter()
        for line in self._log.read_text().splitlines():
            if match := _CALL.match(line):
                counts[match[1]] += 1
                yield from (Fault(match[1], counts[match[1]], way) for way in WAYS)

    def violation(self, fault: Fault) -> str:
        """Tell the story with a fault; return what it broke, or nothing."""
        inject = f"inject={fault.call}:{fault.way}:when={fault.number}"
        ended = self._tell("-o", "/dev/null", "-e", f"trace={fault.call}", "-e", inject)
        is_killed = ended.returncode in (137, -9)
        if ended.returncode and not (is_killed and fault.way == "signal=KILL"):
            return f"{fault}: it ended with {ended.returncode}: {ended.stderr[-600:]}"
        broken = asyncio.run(_broken_promises(self._folder, ended.stdout.splitlines()))
        return f"{fault}: {broken}" if broken else ""

    def _tell(self, *options: str) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._beginning, self._folder)
        watched = [argument for path in self._paths() for argument in ("-P", str(path))]
        story = [sys.executable, str(_ROOT / "tests" / "faults" / "story.py"), str(self._folder)]
        path = os.pathsep.join((str(_ROOT / "app"), str(_ROOT / "tests")))
        return subprocess.run(
            ["strace", "-f", "-qq", *options, *watched, *story],
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def _paths(self) -> Iterator[Path]:
        """Return everything that the story may touch: strace must know the names beforehand."""
        endings = ("json", "json.tmp", "journal", "journal.tmp", "bak", "bak.tmp")
        yield self._folder
        yield self._folder / "attachments"
        yield self._folder / "cache"
        for ending in ("png", "png.tmp"):
            yield self._folder / "attachments" / f"{PICTURE.sha256}.{ending}"
        for name in ("folders", "drafts", "settings", "cache/list", "cache/trash"):
            yield from (self._folder / f"{name}.{ending}" for ending in endings)
        for folder in (self._folder / "conversations", self._folder / "trash"):
            yield folder
            names = (*BEFORE, NEW, ARRIVED)
            yield from (folder / f"{name}.{ending}" for name in names for ending in endings)
        copy = "copied.sync-conflict-20261122-101112-ABCDEFG.json"
        yield self._folder / "conversations" / copy
        yield self._folder / "trash" / "merged"
        yield self._folder / "trash" / "merged" / copy


async def _broken_promises(folder: Path, told: list[str]) -> str:
    try:
        facts = await facts_in(folder)
    except (WhinchatError, AssertionError) as trouble:
        return repr(trouble)
    promised = ALWAYS.union(*(PROMISES.get(words, ()) for words in told))
    return "; ".join(f"not found: {fact}" for fact in sorted(promised - facts))
