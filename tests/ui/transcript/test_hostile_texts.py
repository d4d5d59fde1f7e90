"""Texts made to be slow: all of each is shown, and what it takes grows with its length."""

import re
import time

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user
from fakes.hostile_texts import FAMILIES, Family
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.stage import Stage

_WIDTH = 640
_SMALL = 3_000
_NO_WORDS = re.compile(r"(?m)^(```.*|\[[^^\]]+\]:.*)$")
_NAMES = sorted(FAMILIES)


@pytest.fixture
def stage(theme: Theme, qtbot: QtBot) -> Stage:
    holder = QWidget()
    qtbot.addWidget(holder)
    return Stage(
        theme, holder, lambda: None, lambda _message, _action: None, lambda _name, _text: None
    )


@pytest.mark.parametrize("name", _NAMES)
def test_every_letter_of_a_hostile_text_is_in_a_row(stage: Stage, name: str) -> None:
    text = FAMILIES[name](_SMALL)
    # Where links lead and what a fence says are no words of the text; copying brings them.
    words = _NO_WORDS.sub("", text)

    for entry in (reply(text), user(text)):
        held = "".join(_sources(_filled(stage, entry)))
        assert _letters(words) <= _letters(held), "kinds of letters are missing"
        assert _count(held) >= _count(words), "letters are missing"


@pytest.mark.parametrize("name", _NAMES)
def test_what_a_hostile_text_takes_grows_with_its_length(stage: Stage, name: str) -> None:
    family = FAMILIES[name]
    _seconds(stage, family, 8_000)
    for _ in range(3):
        small, large = _seconds(stage, family, 20_000), _seconds(stage, family, 80_000)
        # A machine that is busy with something else is given two more goes.
        if large <= max(4 * 3.5 * small, 0.25):
            return
    pytest.fail(f"20,000 characters took {small:.3f} s, 80,000 took {large:.3f} s")


def _filled(stage: Stage, entry: Entry) -> MessageView:
    """Return a message all of which is in blocks, its first rows laid out."""
    view = MessageView(stage, entry)
    view.build(_WIDTH)
    while view.is_filling:
        view.fill()
    for index in range(min(6, len(view.rows))):
        view.measure(index, _WIDTH)
    return view


def _sources(view: MessageView) -> list[str]:
    return [row.source for row in view.rows if isinstance(row, DocumentRow)]


def _seconds(stage: Stage, family: Family, size: int) -> float:
    text = family(size)
    start = time.process_time()
    view = _filled(stage, reply(text))
    seconds = time.process_time() - start
    view.discard()
    return seconds


def _letters(text: str) -> set[str]:
    return {letter for letter in text if letter.isalnum()}


def _count(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
