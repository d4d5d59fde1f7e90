"""A process that streams and saves is killed at random moments; nothing acknowledged is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faults import power_loop

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
KILLS = {"library": 7000, "chat": 3000} if IS_LONG else {"library": 700, "chat": 300}
PARTS = 40 if IS_LONG else 4
"""Each in a folder of its own, which stays small: all of it is read after each kill."""
POWER_CUTS = 200 if IS_LONG else 20

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing in a loop needs fork()")


def figures_of(program: str, *arguments: object) -> dict[str, Any]:
    """Run one of the loops as a program of its own: it forks, which threads and Qt forbid."""
    path = os.pathsep.join((str(ROOT / "app"), str(ROOT / "tests")))
    ended = subprocess.run(
        [sys.executable, str(FOLDER / program), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    figures: dict[str, Any] = json.loads(ended.stdout)
    print(program, figures)  # noqa: T201 - what a long run is for
    return figures


def assert_kept(figures: dict[str, Any]) -> None:
    broken = {name: figures[name] for name in ("unreadable", "lost", "wrong")}
    assert broken == {"unreadable": 0, "lost": 0, "wrong": 0}


@needs_fork
@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("program", ["library", "chat"])
def test_a_kill_loses_nothing_acknowledged_and_at_most_a_second(
    program: str, part: int, tmp_path: Path
) -> None:
    kills = KILLS[program] // PARTS
    figures = figures_of("kill_loop.py", kills, tmp_path, part * kills, program)
    assert_kept(figures)
    assert figures["acknowledged"] > kills
    assert figures["behind_seconds"] <= 1.0


@pytest.fixture
def power(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    kind = str(request.param)
    if missing := power_loop.what_is_missing(tmp_path_factory.mktemp("power"), kind):
        pytest.skip(missing)
    return kind


@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
@pytest.mark.parametrize("power", ["ext4", "xfs"], indirect=True)
def test_a_power_cut_loses_nothing_acknowledged_and_little_of_a_reply(
    power: str, tmp_path: Path
) -> None:
    figures = figures_of("power_loop.py", POWER_CUTS, tmp_path, 1, power)
    assert_kept(figures)
    assert figures["acknowledged"] > POWER_CUTS
    # Two seconds, and what a loaded machine takes to sync.
    assert figures["behind_seconds"] <= 3.0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("power", ["ext4", "xfs"], indirect=True)
def test_the_power_cuts_find_a_library_that_does_not_sync(power: str, tmp_path: Path) -> None:
    figures = figures_of("power_loop.py", 8, tmp_path, 1, power, "careless")
    assert figures["unreadable"] + figures["lost"] > 0
