"""Selecting and copying, across rows and messages, while text comes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import ANSWER, RICH
from fakes.pointing import drag
from fakes.screens import settled
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.transcript import Transcript


def test_everything_is_copied_as_it_was_written(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("a *b*\n  c"), reply(RICH), user("std::vector<int>")])
    qtbot.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert copied() == f"a *b*\n  c\n\n{RICH}\n\nstd::vector<int>"


def test_a_drag_selects_over_messages(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Question?"), reply("First words.\n\n- one\n- two"), user("Yes")])
    drag(transcript, qtbot, QPoint(5, 30), QPoint(690, 300))

    copy(transcript, qtbot)

    assert "First words.\n\n- one\n- two" in copied()
    assert copied().startswith("Question?")


def test_a_selection_survives_the_words_that_come_and_the_end(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Question?")])
    transcript.put(growing("The first paragraph.\n\nThe second"))
    settled(qtbot)
    drag(transcript, qtbot, QPoint(5, 30), QPoint(690, 130))
    copy(transcript, qtbot)
    before = copied()
    assert "The first" in before

    for end in range(100, len(ANSWER), 100):
        transcript.put(growing("The first paragraph.\n\nThe second " + ANSWER[:end]))
    transcript.put(reply("The first paragraph.\n\nThe second " + ANSWER, message_id="reply"))
    qtbot.keyClick(transcript, Qt.Key.Key_End)
    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    copy(transcript, qtbot)

    assert copied() == before


def test_a_selection_survives_layouts_that_are_given_up(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(f"{n}. {ANSWER}") for n in range(60)])
    settled(qtbot)
    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    drag(transcript, qtbot, QPoint(5, 60), QPoint(300, 250))
    copy(transcript, qtbot)
    before = copied()
    row = transcript._board.flow.views[0].rows[1]
    assert isinstance(row, DocumentRow)

    for _ in range(80):
        qtbot.keyClick(transcript, Qt.Key.Key_PageDown)
    assert not row.has_document
    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    copy(transcript, qtbot)

    assert copied() == before


def test_a_double_click_selects_a_word(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("Wonderful birds")])
    settled(qtbot)
    surface = transcript.viewport()
    qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(50, 56))

    copy(transcript, qtbot)

    assert copied() == "Wonderful"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("```\n" + "x" * 5_000 + "\n```", "x" * 5_000),
        ("```py\na = 1\n\nb = 2\n```", "a = 1\n\nb = 2"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n1\t2"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("- [x] done", "[x] done"),
    ],
)
def test_words_in_blocks_are_copied_as_one_reads_them(
    transcript: Transcript, qtbot: QtBot, markdown: str, expected: str
) -> None:
    transcript.show_entries([reply("Begin.\n\n" + markdown)])
    settled(qtbot)
    drag(transcript, qtbot, QPoint(5, 50), QPoint(690, 590))

    copy(transcript, qtbot)

    assert copied().removeprefix("Begin.\n\n").strip("\n") == expected


def copy(transcript: Transcript, qtbot: QtBot) -> None:
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def copied() -> str:
    return QGuiApplication.clipboard().text()
