"""Messages into a conversation of 100,000: what each waits for, also while the file is folded."""

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bench.figures import Figures, Watch, share_of
from bench.saving import long_talk, plain
from fakes.conversations import a_message
from fakes.libraries import opened_library
from whinchat.domain.conversation import Conversation
from whinchat.storage.folding import SWITCH_SECONDS
from whinchat.storage.journal import LONG_JOURNAL_BYTES
from whinchat.storage.library import Library

_MESSAGES = 100_000
_SENT = 100
_AFTERWARDS = 5
_TEXT = "x " * 300
_BEAT_SECONDS = 0.005


class _Sender:
    """Sends one message after the other and notes how long each took, and the loop's gaps."""

    def __init__(self, library: Library, talk: Conversation) -> None:
        self.steps: list[float] = []
        self.longest_gap_ms = 0.0
        self.talk = talk
        self.library = library
        self._last = talk.branch()[-1]

    async def send(self, text: str = _TEXT) -> None:
        """Send a message."""
        self._last = a_message(text, self._last)
        started = time.perf_counter()
        await self.library.save_message(self.talk.id, self._last)
        self.steps.append((time.perf_counter() - started) * 1000)

    async def beat(self) -> None:
        """Note the longest time between two turns of the loop."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            now = time.perf_counter()
            self.longest_gap_ms = max(self.longest_gap_ms, (now - last - _BEAT_SECONDS) * 1000)
            last = now


def ours(deltas: int, folder: Path) -> Figures:
    """Send into it while nothing else happens."""

    async def send(sender: _Sender) -> None:
        for _ in range(share_of(_SENT, deltas)):
            await sender.send()

    return _measure(deltas, folder, send)


def in_a_fold(deltas: int, folder: Path) -> Figures:
    """Send into it every 10 ms while its file is written anew, which a long message begins."""

    async def send(sender: _Sender) -> None:
        file = folder / "conversations" / f"{sender.talk.id}.json"
        before = file.stat().st_ino
        await sender.send("x " * LONG_JOURNAL_BYTES)
        sender.steps.clear()
        while file.stat().st_ino == before:
            await asyncio.sleep(0.01)
            await sender.send()
        for _ in range(_AFTERWARDS):
            await sender.send()

    return _measure(deltas, folder, send)


def leaving(deltas: int, folder: Path) -> Figures:
    """Leave it with messages that its file does not have; what the window waits for."""

    async def leave(sender: _Sender) -> None:
        for _ in range(_AFTERWARDS):
            await sender.send()
        sender.steps.clear()
        started = time.perf_counter()
        await sender.library.close_conversation(sender.talk.id)
        sender.steps.append((time.perf_counter() - started) * 1000)

    return _measure(deltas, folder, leave)


def naive(deltas: int, folder: Path) -> Figures:
    """Write the whole conversation for each message."""
    messages = long_talk(share_of(_MESSAGES, deltas)).branch()
    document: list[dict[str, Any]] = [plain(message) for message in messages]
    path = folder / "talk.json"
    steps = []
    watch = Watch()
    for _ in range(2):
        started = time.perf_counter()
        document.append(plain(a_message(_TEXT)))
        with path.open("w", encoding="utf-8") as file:
            json.dump({"messages": document}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        steps.append((time.perf_counter() - started) * 1000)
    return watch.read(steps=steps)


def floor(deltas: int, folder: Path) -> Figures:
    """Write each message as a line at the end of a file, synced."""
    steps = []
    watch = Watch()
    with (folder / "lines").open("ab", buffering=0) as file:
        for _ in range(share_of(_SENT, deltas)):
            started = time.perf_counter()
            file.write(_TEXT.encode() + b"\n")
            os.fdatasync(file.fileno())
            steps.append((time.perf_counter() - started) * 1000)
    return watch.read(steps=steps)


def _measure(
    deltas: int, folder: Path, work: Callable[[_Sender], Coroutine[Any, Any, None]]
) -> Figures:
    """Do some work with a conversation that was read from its file, and return what it took."""
    sys.setswitchinterval(SWITCH_SECONDS)
    talk = long_talk(share_of(_MESSAGES, deltas))

    async def measure() -> Figures:
        async with opened_library(folder) as library:
            await library.add(talk)
            sender = _Sender(library, await library.load(talk.id, even_if_large=True))
            # As the program does it: what is there for good is not looked through again and again.
            gc.collect()
            gc.freeze()
            watch = Watch()
            beating = asyncio.create_task(sender.beat())
            await work(sender)
            beating.cancel()
            return watch.read(gap_ms=sender.longest_gap_ms, steps=sender.steps)

    return asyncio.run(measure())
