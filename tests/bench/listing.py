"""A list of 10,000 conversations: from the window's first paint to the list's."""

import asyncio
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from bench.figures import Figures, Watch, share_of
from bench.heartbeat import Heartbeat
from fakes.conversations import NOW, a_conversation, a_message
from whinchat.paths import portable_paths
from whinchat.storage.conversation_file import document_of
from whinchat.storage.list_index import ListIndex

_FULL = 10_000
_WORDS = ("where", "do", "the", "storks", "go", "in", "winter", "and", "how", "do", "they", "know")


def known(deltas: int, folder: Path) -> Figures:
    """Start with the list as it was when the program ended last."""
    return _measure(share_of(_FULL, deltas), folder, is_known=True)


def unknown(deltas: int, folder: Path) -> Figures:
    """Start without the cache: every head is read."""
    return _measure(share_of(_FULL, deltas), folder, is_known=False)


def floor(deltas: int, folder: Path) -> Figures:
    """Ask the system for the names and stamps alone."""
    _write_elsewhere(share_of(_FULL, deltas), folder, is_known=False)
    watch = Watch()
    with os.scandir(portable_paths(folder).conversations) as entries:
        found = [entry.stat() for entry in entries]
    assert found
    return watch.read()


def write(folder: Path, count: int, *, is_known: bool) -> None:
    """Put conversations of two messages into a folder, and what is known of them beside."""
    paths = portable_paths(folder)
    paths.conversations.mkdir(parents=True)
    for number in range(count):
        at = NOW - timedelta(minutes=37 * number)
        start = number % len(_WORDS)
        question = a_message(" ".join([str(number), *_WORDS[start:]]), created_at=at)
        reply = a_message("Because. " * 100, question, created_at=at)
        conversation = a_conversation(question, reply, title="Storks" if number % 3 else "")
        path = paths.conversations / f"{conversation.id}.json"
        path.write_bytes(b"".join(document_of(conversation).pieces()))
    if is_known:
        index = ListIndex(paths.conversations, paths.cache / "list.json")
        index.read(index.compare().stems)
        index.save()


def _measure(count: int, folder: Path, *, is_known: bool) -> Figures:
    from bench.program import run_program  # noqa: PLC0415  # the child that writes needs no window
    from whinchat.assembly.program import Program  # noqa: PLC0415  # likewise

    _write_elsewhere(count, folder, is_known=is_known)

    async def work(program: Program) -> Figures:
        watch, heartbeat = Watch(), Heartbeat()
        shelf, rows = program.services.shelf, program.window.views.sidebar.list
        read = asyncio.Event()
        shelf.changed.add(lambda _: read.set() if len(shelf.rows) == count else None)
        if len(shelf.rows) < count:
            await read.wait()
        await asyncio.sleep(0)
        rows.viewport().repaint()
        return watch.read(gap_ms=heartbeat.longest_gap_ms, work_ms=heartbeat.longest_work_ms)

    return run_program(folder, dict(os.environ), work)


def _write_elsewhere(count: int, folder: Path, *, is_known: bool) -> None:
    """Write in another process: what this one holds is measured."""
    command = [sys.executable, "-m", "bench.listing", str(folder), str(count), str(int(is_known))]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), is_known=sys.argv[3] == "1")
