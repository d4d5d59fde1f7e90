"""Pixels: what is moved and painted in part is what painting everything would give."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import ANSWER, RICH
from fakes.screens import on_screen, settled
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_WORDS = "# One head\n\nWords, `code` and Ándré at the end of a line, " + "more of them, " * 8
_LIST = "\n\n- an item with `chips` and many words that go on to the next line of it\n- [ ] box"


@pytest.mark.parametrize("text", [_WORDS, _WORDS + _LIST, "> a quote " + _WORDS[12:]])
def test_a_few_letters_at_a_time_show_what_a_full_repaint_shows(
    transcript: Transcript, qtbot: QtBot, text: str
) -> None:
    transcript.show_entries([user("Tell me. " * 90), reply("Words. " * 90), user("More.")])
    for end in range(1, len(text), 5):
        transcript.put(growing(text[:end]))
        assert_painted_right(transcript, qtbot)


def test_following_a_reply_shows_what_a_full_repaint_shows(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me."), reply(ANSWER), user("And more.")])
    text = RICH + ANSWER
    for end in range(200, len(text), 331):
        transcript.put(growing(text[:end]))
        assert_painted_right(transcript, qtbot)
    transcript.put(reply(text, message_id="reply"))
    assert_painted_right(transcript, qtbot)


def test_scrolling_shows_what_a_full_repaint_shows(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH), user("Again."), reply(ANSWER)])
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(transcript, key)
        assert_painted_right(transcript, qtbot)


def test_selecting_shows_what_a_full_repaint_shows(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH)])
    settled(qtbot)
    surface = transcript.viewport()
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=surface.rect().center())
    for step in range(5):
        qtbot.mouseMove(surface, surface.rect().center() / (1.1 + step))
        assert_painted_right(transcript, qtbot)


@pytest.mark.parametrize("change", ["dark", "zoom", "width"])
def test_a_change_of_looks_shows_what_a_full_repaint_shows(
    transcript: Transcript, theme: Theme, qtbot: QtBot, change: str
) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH)])
    settled(qtbot)

    if change == "width":
        transcript.resize(520, 600)
    else:
        theme.apply("dark" if change == "dark" else "light", zoom=1.3 if change == "zoom" else 1)

    assert_painted_right(transcript, qtbot)


def assert_painted_right(transcript: Transcript, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)
    shown = on_screen(transcript)
    transcript.viewport().update()
    settled(qtbot)
    assert on_screen(transcript) == shown
