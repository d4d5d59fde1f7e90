"""A question takes nothing away by Enter or Escape alone."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.asking import questions
from fakes.waiting import until
from whinchat.ui.question import Answer, Question, ask
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import ButtonKind

KEEP, DESTROY = Answer("Keep"), Answer("Destroy", ButtonKind.DANGER)
AGAIN = Answer("Again", ButtonKind.PRIMARY)
WITHOUT_PRIMARY = Question("Destroy it?", "It is gone then.", (KEEP, DESTROY))
WITH_PRIMARY = Question("It failed", "Why, nobody knows.", (KEEP, DESTROY, AGAIN))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window that questions are asked in."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


async def asked(question: Question, theme: Theme, window: QWidget) -> asyncio.Future[Answer]:
    """Ask, and return the answer to come once the question is there."""
    asking = asyncio.ensure_future(ask(theme, question, window))
    await until(lambda: questions(window))
    return asking


@pytest.mark.parametrize(
    ("question", "key", "expected"),
    [
        (WITHOUT_PRIMARY, Qt.Key.Key_Escape, KEEP),
        (WITHOUT_PRIMARY, Qt.Key.Key_Return, KEEP),
        (WITH_PRIMARY, Qt.Key.Key_Escape, KEEP),
        (WITH_PRIMARY, Qt.Key.Key_Return, AGAIN),
    ],
)
async def test_keys_choose_what_takes_nothing_away(
    question: Question, key: Qt.Key, expected: Answer, theme: Theme, window: QWidget
) -> None:
    asking = await asked(question, theme, window)
    (dialog,) = questions(window)

    QTest.keyClick(dialog.focusWidget(), key)

    assert await asking is expected


async def test_a_question_that_is_cancelled_goes_away(theme: Theme, window: QWidget) -> None:
    asking = await asked(WITHOUT_PRIMARY, theme, window)

    asking.cancel()

    await until(lambda: not questions(window))
    assert asking.cancelled()


async def test_a_question_is_told_to_whoever_listens(theme: Theme, window: QWidget) -> None:
    asking = await asked(WITHOUT_PRIMARY, theme, window)
    (dialog,) = questions(window)

    assert (dialog.accessibleName(), dialog.accessibleDescription()) == (
        "Destroy it?",
        "It is gone then.",
    )
    dialog.buttons[1].click()

    assert await asking is DESTROY
