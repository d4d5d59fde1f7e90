"""Work that is asked for often is done as often as it is worth."""

import time

from pytestqt.qtbot import QtBot

from whinchat.ui.transcript.cadence import Cadence


def test_cheap_work_is_done_at_once(qtbot: QtBot) -> None:
    done: list[int] = []
    cadence = Cadence(lambda: done.append(1))

    cadence.ask()

    assert done == [1]


def test_dear_work_rests_and_is_then_done_once(qtbot: QtBot) -> None:
    done: list[float] = []

    def work() -> None:
        time.sleep(0.02)
        done.append(time.perf_counter())

    cadence = Cadence(work)
    for _ in range(5):
        cadence.ask()
    assert len(done) == 1

    qtbot.waitUntil(lambda: len(done) == 2)

    assert done[1] - done[0] >= 4 * 0.02
    qtbot.wait(150)
    assert len(done) == 2


def test_painting_counts_as_work(qtbot: QtBot) -> None:
    done: list[int] = []
    cadence = Cadence(lambda: done.append(1))
    cadence.ask()
    cadence.add_cost(0.05)

    cadence.ask()

    assert done == [1]
    qtbot.waitUntil(lambda: done == [1, 1])
