"""A screen reader reads everything all the time; nothing it does may end the program."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from fakes.desktop import Desktop

_ROOT = Path(__file__).parents[2]
_SECONDS = 120
_FEWEST = 5000
"""So many objects are read at least on the way."""


def test_whatever_one_does_while_it_is_read_does_not_crash(tmp_path: Path) -> None:
    take_tour(tmp_path, os.environ, pause=0.02)


@pytest.mark.desktop
def test_whatever_one_does_while_a_screen_reader_reads_does_not_crash(
    tmp_path: Path, desktop: Desktop
) -> None:
    has_ended = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not has_ended.is_set():
            seen.append(len(desktop.reader.everything()))

    reading = threading.Thread(target=read)
    reading.start()
    try:
        variables = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        take_tour(tmp_path, {**desktop.environment, **variables}, pause=0.1)
    finally:
        has_ended.set()
        reading.join(_SECONDS)
    assert any(seen)


def take_tour(folder: Path, environment: Mapping[str, str], pause: float) -> None:
    """Walk through everything in a process of its own, and say where it ended if it did."""
    paths = os.pathsep.join(str(_ROOT / name) for name in ("app", "tests"))
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "fakes.whole_tour", str(folder), str(pause)],
        env={**environment, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    said = done.stdout.split("step: ")[-1].strip()
    assert done.returncode == 0, f"ended with {done.returncode} in {said}:\n{done.stderr[-3000:]}"
    assert "A task failed" not in done.stderr, done.stderr
    assert int(done.stdout.rpartition("read: ")[2]) > _FEWEST
