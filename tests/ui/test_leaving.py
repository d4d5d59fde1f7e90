"""Leaving waits for the user's words, asks once, and does not ask the system."""

import asyncio

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.asking import answer, questions
from fakes.waiting import until
from whinchat.domain.errors import NotSaved
from whinchat.services.tasks import Tasks
from whinchat.ui.leaving import Leaving
from whinchat.ui.theme.theme import Theme


class Disk:
    """Says what is unsaved, as long as it is full."""

    def __init__(self) -> None:
        self.is_full = True

    async def what_is_unsaved(self) -> NotSaved | None:
        return NotSaved("The disk is full.") if self.is_full else None


async def test_nothing_unsaved_leaves_without_a_question(qtbot: QtBot, theme: Theme) -> None:
    window, disk, tasks = QWidget(), Disk(), Tasks()
    qtbot.addWidget(window)
    disk.is_full = False
    leaving = Leaving(theme, window, disk.what_is_unsaved, tasks)

    leaving.ask()

    await until(leaving.left.done)
    await tasks.close()


async def test_unsaved_words_hold_the_window_until_they_are_saved(
    qtbot: QtBot, theme: Theme
) -> None:
    window, disk, tasks = QWidget(), Disk(), Tasks()
    qtbot.addWidget(window)
    window.show()
    leaving = Leaving(theme, window, disk.what_is_unsaved, tasks)

    leaving.ask()
    leaving.ask()
    await until(lambda: questions(window))
    assert len(questions(window)) == 1
    answer(window, "Try again")
    await until(lambda: questions(window))
    assert not leaving.left.done()
    disk.is_full = False
    answer(window, "Try again")

    await until(leaving.left.done)
    await tasks.close()


async def test_the_user_may_stay_or_give_the_words_up(qtbot: QtBot, theme: Theme) -> None:
    window, disk, tasks = QWidget(), Disk(), Tasks()
    qtbot.addWidget(window)
    window.show()
    leaving = Leaving(theme, window, disk.what_is_unsaved, tasks)

    leaving.ask()
    await until(lambda: questions(window))
    answer(window, "Stay")
    await until(lambda: not questions(window))
    assert not leaving.left.done()

    await asyncio.sleep(0)
    leaving.ask()
    await until(lambda: questions(window))
    answer(window, "Quit anyway")
    await until(leaving.left.done)
    await tasks.close()


async def test_the_system_is_not_asked(qtbot: QtBot, theme: Theme) -> None:
    window, disk, tasks = QWidget(), Disk(), Tasks()
    qtbot.addWidget(window)
    leaving = Leaving(theme, window, disk.what_is_unsaved, tasks)

    leaving.leave()

    assert leaving.left.done()
    await tasks.close()
