"""The start page: beginnings to choose from, as many as fit, and who will answer."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from whinchat.ui.chat.hero import Beginnings
from whinchat.ui.theme.theme import Theme


@pytest.fixture
def beginnings(theme: Theme, qtbot: QtBot) -> Beginnings:
    beginnings = Beginnings(theme)
    qtbot.addWidget(beginnings)
    beginnings.resize(760, 90)
    with qtbot.waitExposed(beginnings):
        beginnings.show()
    return beginnings


def shown(beginnings: Beginnings) -> list[QAbstractButton]:
    buttons = beginnings.findChildren(QAbstractButton)
    return [button for button in buttons if button.isVisible()]


def test_a_suggestion_gives_the_beginning_of_a_message(
    beginnings: Beginnings, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(beginnings.suggested) as suggested:
        shown(beginnings)[0].click()

    assert suggested.args is not None
    assert suggested.args[0].endswith(" ")


@pytest.mark.parametrize(("width", "count"), [(760, 4), (430, 3), (200, 1), (40, 0)])
def test_only_suggestions_that_fit_are_shown_and_none_is_cut(
    beginnings: Beginnings, width: int, count: int
) -> None:
    beginnings.resize(width, 90)

    assert len(shown(beginnings)) == count
    for button in shown(beginnings):
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() <= width


def test_who_answers_is_said_where_there_is_something_to_say(beginnings: Beginnings) -> None:
    assert len(shown(beginnings)) == 4

    beginnings.show_answerer("Runs on this computer.", offers_key=True)
    assert shown(beginnings)[-1].text() == "Add an API key"

    beginnings.show_answerer("", offers_key=False)
    assert len(shown(beginnings)) == 4
