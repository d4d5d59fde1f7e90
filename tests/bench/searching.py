"""Searching 100,000 messages: making the index, first results, the panel, and doing nothing."""

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.figures import Figures, Watch, share_of
from fakes.search_indexes import opened_index, updated
from whinchat.domain.letters import folded
from whinchat.domain.search_parsing import parse_query
from whinchat.paths import Paths, portable_paths
from whinchat.provider.pattern_process import PatternProcess
from whinchat.storage.search_index.database import NAME
from whinchat.storage.search_index.searching import Searching

_FULL = 10_000
_TIMES = 5
_TOLD = 5
"""Of the slowest questions."""
_FIRST_SECONDS, _SLICE_SECONDS = 0.008, 0.03
_PAGE = 40
_REST_SECONDS = 10
_PATIENCE_SECONDS = 600
MIX = (
    *("vani", "vanir ton", "qz", "th", "e", "ka", "中文", "丁", "vogelsang", "zzzzzz", "c++"),
    *("range print", '"for x in"', "has:code vanir", "role:user", "role:user kon", "fulirana*"),
    *("model:alpha has:link", "after:2025-06 pan", "before:2025 tir", "-vani konur", "(9"),
    *(r"/\d{3}/", r"/x in range\(9\d+\)/", "/pr[aeiou]nt/"),
    # What is rare, or missing, although every message has a part of it.
    *("q", "e*", "-a", "has:code -print", "ka -konur q"),
)
_TYPED = ("vani", "role:user kon", "print range")
_SAMPLE = 200


def ours(deltas: int, folder: Path) -> Figures:
    """Ask each question of the mix for its first results."""
    paths = _written(deltas, folder, with_index=True)
    connection = sqlite3.connect(paths.cache / NAME)
    patterns = PatternProcess()
    patterns.find("a", ["a"])
    watch = Watch()
    steps = [_milliseconds(partial(_first, connection, typed, patterns)) for typed in MIX * _TIMES]
    patterns.end()
    figures = watch.read(steps=steps)
    slowest = sorted(zip(steps, MIX * _TIMES, strict=True), reverse=True)[:_TOLD]
    for milliseconds, typed in slowest:
        print(f"{milliseconds:.0f} ms for {typed}", file=sys.stderr)  # noqa: T201  # for a person
    return figures


def naive(deltas: int, folder: Path) -> Figures:
    """Read every file for each question, as far as the first page (one question in six)."""
    paths = _written(deltas, folder, with_index=False)
    watch = Watch()
    steps = [_milliseconds(partial(_scan, paths, folded(typed))) for typed in MIX[::6]]
    return watch.read(scale=6.0 * _TIMES, steps=steps)


def floor(deltas: int, folder: Path) -> Figures:
    """Take forty texts by their keys for each question."""
    paths = _written(deltas, folder, with_index=True)
    connection = sqlite3.connect(paths.cache / NAME)
    keys = [row[0] for row in connection.execute("SELECT key FROM body ORDER BY key DESC LIMIT 40")]
    select = "SELECT text FROM body WHERE key = ?"

    def take() -> None:
        for key in keys:
            connection.execute(select, (key,)).fetchone()

    watch = Watch()
    return watch.read(steps=[_milliseconds(take) for _ in MIX * _TIMES])


def build(deltas: int, folder: Path) -> Figures:
    """Make the index of all conversations."""
    paths = _written(deltas, folder, with_index=False)
    watch = Watch()
    asyncio.run(_build(paths))
    size = (paths.cache / NAME).stat().st_size / 1e6
    texts = sum(path.stat().st_size for path in paths.conversations.iterdir()) / 1e6
    print(f"{size:.0f} MB for {texts:.0f} MB", file=sys.stderr)  # noqa: T201  # for a person
    return watch.read()


def parse(deltas: int, folder: Path) -> Figures:
    """Read and parse all files alone."""
    paths = _written(deltas, folder, with_index=False)
    watch = Watch()
    for path in paths.conversations.iterdir():
        json.loads(path.read_bytes())
    return watch.read()


def panel(deltas: int, folder: Path) -> Figures:
    """Open the panel in the program and type into it, a frame for each key."""
    from bench.frames import Frames  # noqa: PLC0415  # children that write need no window
    from bench.heartbeat import Heartbeat  # noqa: PLC0415  # likewise
    from bench.program import run_program  # noqa: PLC0415  # likewise
    from whinchat.assembly.program import Program  # noqa: PLC0415  # likewise

    _written(deltas, folder, with_index=True)

    async def work(program: Program) -> Figures:
        await _up_to_date(program)
        searching = program.searching
        watch, heartbeat = Watch(), Heartbeat()
        searching.open_panel()
        frames = Frames(searching.panel)
        for words in _TYPED:
            for end in (*range(1, len(words) + 1), 0):
                with frames.timed():
                    searching.field.setText(words[:end])
                    searching.panel.repaint()
                await asyncio.sleep(0.1)
        gap, busy = heartbeat.longest_gap_ms, heartbeat.longest_work_ms
        return watch.read(gap_ms=gap, work_ms=busy, frames=frames)

    return run_program(folder, dict(os.environ), work)


def rest(deltas: int, folder: Path) -> Figures:
    """Let the program rest for ten seconds once its index is up to date."""
    from bench.program import run_program  # noqa: PLC0415  # likewise
    from whinchat.assembly.program import Program  # noqa: PLC0415  # likewise

    _written(deltas, folder, with_index=True)

    async def work(program: Program) -> Figures:
        await _up_to_date(program)
        await asyncio.sleep(2)
        watch = Watch()
        await asyncio.sleep(_REST_SECONDS * share_of(_FULL, deltas) / _FULL)
        return watch.read()

    return run_program(folder, dict(os.environ), work)


async def _up_to_date(program: object) -> None:
    search = program.services.search  # type: ignore[attr-defined]  # known where it is made
    end = time.monotonic() + _PATIENCE_SECONDS
    while not (search.progress.total and search.progress.is_complete):
        if time.monotonic() > end:
            raise TimeoutError
        await asyncio.sleep(0.1)


def _first(connection: sqlite3.Connection, typed: str, patterns: PatternProcess) -> None:
    query = parse_query(typed, datetime.now(UTC).date())
    searching = Searching(connection, query, {}, patterns.find)
    page = searching.page(_PAGE, _FIRST_SECONDS)
    while not page.hits and not page.is_last:
        page = searching.page(_PAGE, _SLICE_SECONDS)


def _scan(paths: Paths, flat: str) -> None:
    pattern, found = re.compile(re.escape(flat)), 0
    for path in sorted(paths.conversations.iterdir(), reverse=True):
        for message in json.loads(path.read_bytes())["messages"]:
            found += pattern.search(folded(json.dumps(message, ensure_ascii=False))) is not None
        if found >= _PAGE:
            return


def _milliseconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


async def _build(paths: Paths) -> None:
    async with opened_index(paths) as index:
        await updated(index)


def _written(deltas: int, folder: Path, *, with_index: bool) -> Paths:
    """Write in another process: what this one holds is measured."""
    count = share_of(_FULL, deltas)
    for module in ("search_corpus", *(["searching"] if with_index else [])):
        command = [sys.executable, "-m", f"bench.{module}", str(folder), str(count)]
        subprocess.run(command, check=True)
    return portable_paths(folder)


if __name__ == "__main__":
    asyncio.run(_build(portable_paths(Path(sys.argv[1]))))
