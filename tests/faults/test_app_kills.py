"""The whole program is killed while it streams; when it comes back everything is there."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fakes.desktop_user import DesktopUser
from fakes.server import ScriptedServer
from fakes.waiting import until
from faults.promises import Promises
from whinchat.domain.conversation import Status

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
KILLS = 50 if IS_LONG else 5

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe is handed on by number")


def kill_while_it_streams(folder: Path, seed: int, seconds: float) -> tuple[int, float]:
    """Start the program, kill it so long after the first words; return its reports and when."""
    reader, writer = os.pipe()
    path = os.pathsep.join((str(ROOT / "app"), str(ROOT / "tests")))
    typist = subprocess.Popen(
        [sys.executable, str(FOLDER / "typist.py"), str(folder), str(writer), str(seed)],
        env={**os.environ, "PYTHONPATH": path},
        pass_fds=(writer,),
        stdout=subprocess.PIPE,
    )
    os.close(writer)
    with typist:
        assert typist.stdout is not None
        assert typist.stdout.readline() == b"shown\n"
        time.sleep(seconds)
        typist.kill()
        return reader, time.monotonic()


async def is_continuable(user: DesktopUser) -> bool:
    """Open the newest conversation; tell whether it ends in a reply that one can go on with."""
    await user.start()
    await until(lambda: user.program.services.shelf.rows)
    newest = user.program.services.shelf.rows[0].id
    user.program.navigation.open(newest)
    await until(lambda: user.page.chat is not None and user.page.chat.id == newest)
    end = user.messages[-1]
    assert end.status is not Status.STREAMING
    is_partial = end.status is Status.INTERRUPTED and bool(end.text)
    if is_partial:
        await until(lambda: user.find("Continue"))
    await user.quit()
    return is_partial


@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
async def test_a_killed_program_comes_back_with_everything_and_offers_to_continue(
    tmp_path: Path, qtbot: QtBot
) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    promises, partial_replies = Promises(), 0
    with ScriptedServer() as server:
        user = DesktopUser(tmp_path, server)
        for number in range(KILLS):
            pipe, killed_at = kill_while_it_streams(tmp_path, number, chance.uniform(0.1, 2))
            promises.read(pipe)
            await promises.check(tmp_path, killed_at)
            try:
                partial_replies += await is_continuable(user)
            finally:
                await user.leave()

    figures = {"kills": KILLS, "partial replies": partial_replies, **promises.figures()}
    print("whole program", figures)  # noqa: T201 - what a long run is for
    assert (promises.unreadable, promises.lost, promises.wrong) == (0, 0, 0)
    assert promises.most_behind_seconds <= 1.0
    assert promises.acknowledged >= KILLS
    assert partial_replies >= KILLS // 3
