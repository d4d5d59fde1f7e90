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

from fakes.conversations import NOW
from fakes.libraries import opened_library
from faults.story import LATER, NEW, OLD, PICTURE, QUESTION, REPLY
from whinchat.domain.conversation import Conversation
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.failures import Damaged

WAYS = ("signal=KILL", *(f"error={name}" for name in ("EIO", "ENOSPC", "EDQUOT", "EACCES")))
WAYS += ("error=EROFS", "error=EMFILE")

_ROOT = Path(__file__).parents[2]
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
_PROMISES = {
    "saved new question": (NEW, QUESTION.id, QUESTION.text),
    "saved new reply": (NEW, REPLY.id, REPLY.text),
    "saved old later": (OLD, LATER.id, LATER.text),
}


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
        """Make the library that each story begins with: one old conversation."""
        asyncio.run(_save_old(self._beginning))

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
        for ending in ("png", "png.tmp"):
            yield self._folder / "attachments" / f"{PICTURE.sha256}.{ending}"
        for folder in (self._folder / "conversations", self._folder / "trash"):
            yield folder
            yield from (folder / f"{name}.{ending}" for name in (OLD, NEW) for ending in endings)


async def _save_old(folder: Path) -> None:
    async with opened_library(folder) as library:
        library.begin(Conversation(id=OLD, created_at=NOW))
        await library.save_message(OLD, QUESTION)
        await library.fold(OLD)
        await library.save_message(OLD, REPLY)
        await library.close_conversation(OLD)


async def _broken_promises(folder: Path, told: list[str]) -> str:
    texts: dict[tuple[ConversationId, MessageId], str] = {}
    async with opened_library(folder) as library:
        for path in sorted((folder / "trash").glob("*.json")):
            await library.listing.restore([ConversationId(path.stem)])
        for summary in await library.listing.summaries():
            try:
                conversation = await library.load(summary.id)
            except Damaged as damage:
                return str(damage)
            for message in conversation.messages.values():
                texts[summary.id, message.id] = message.text
    promised = {_PROMISES[words] for words in told if words in _PROMISES}
    promised |= {(OLD, QUESTION.id, QUESTION.text), (OLD, REPLY.id, REPLY.text)}
    return "; ".join(
        f"{conversation_id}/{message_id} is lost"
        for conversation_id, message_id, text in sorted(promised)
        if texts.get((conversation_id, message_id)) != text
    )
