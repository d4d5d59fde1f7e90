"""Pixels: what is moved and painted in part is what painting everything would give."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import ANSWER, RICH
from fakes.screens import on_screen, settled
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript


class _Paints(QObject):
    """Counts the lines of pixels that are painted."""

    def __init__(self, surface: QWidget) -> None:
        super().__init__(surface)
        self.lines = 0
        self.top = surface.height()
        """The uppermost line that was painted."""
        surface.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if isinstance(event, QPaintEvent):
            self.lines += event.rect().height()
            self.top = min(self.top, event.rect().top())
        return False


def test_what_moves_is_not_painted_though_the_sidebars_edge_lies_over_it(
    transcript: Transcript, qtbot: QtBot
) -> None:
    edge = QWidget(transcript)
    edge.setGeometry(0, 0, 4, transcript.height())
    edge.show()
    transcript.show_entries([reply("Words.\n\n" * 90), user("More.")])
    transcript.put(growing("One line\n\n"))
    settled(qtbot)
    paints = _Paints(transcript.viewport())

    transcript.put(growing("One line\n\nAnother line\n\n"))
    qtbot.waitUntil(lambda: transcript.is_settled and paints.lines > 0)
    settled(qtbot)

    assert paints.lines < transcript.viewport().height() / 2


def test_words_that_come_leave_alone_who_says_them_and_when(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([growing("One line")])
    settled(qtbot)
    paints = _Paints(transcript.viewport())

    transcript.put(growing("One line and more"))
    qtbot.waitUntil(lambda: transcript.is_settled and paints.lines > 0)
    settled(qtbot)

    assert paints.top >= transcript._board.flow.placed[1].top


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
