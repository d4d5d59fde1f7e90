"""How a reply stands, under its words: what is offered, and how loud it is said."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user
from fakes.screens import settled
from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.parts import ReasoningPart
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.widgets.inset import Inset, Tone

AT_LIMIT = Failure(
    FailureKind.CUT, "The reply reached its length limit", "Continue it.", Remedy.CONTINUE
)
CUT = Failure(FailureKind.CUT, "The reply was cut off", "What came is kept.", Remedy.CONTINUE)


def ended_by(reason: str, entry: Entry) -> Entry:
    return replace(entry, message=replace(entry.message, finish_reason=reason))


def offered(transcript: Transcript) -> list[str]:
    """Return the buttons above the bar of actions."""
    buttons = transcript.viewport().findChildren(QAbstractButton)
    names = [b.accessibleName() for b in buttons if b.isVisible()]
    return [name for name in names if name in ("Continue", "Retry")]


def in_menu(transcript: Transcript) -> list[str]:
    buttons = transcript.viewport().findChildren(QAbstractButton)
    next(b for b in buttons if b.accessibleName() == "More").click()
    menus = transcript.findChildren(QMenu)
    return [action.text() for menu in menus for action in menu.actions()]


@pytest.mark.parametrize(
    "entry",
    [
        reply(status=Status.STOPPED, message_id="r"),
        reply(ReasoningPart("Hm.", 1.0), status=Status.STOPPED, message_id="r"),
        reply(status=Status.INTERRUPTED, failure=CUT, message_id="r"),
        ended_by("length", reply(message_id="r")),
    ],
    ids=["stopped", "stopped while it thought", "cut", "at its limit"],
)
def test_where_no_word_came_there_is_nothing_to_continue(
    transcript: Transcript, qtbot: QtBot, entry: Entry
) -> None:
    transcript.show_entries([user("Q"), entry])
    settled(qtbot)
    asked = QSignalSpy(transcript.action_requested)

    assert "Continue" not in [*offered(transcript), *in_menu(transcript)]
    buttons = transcript.viewport().findChildren(QAbstractButton)
    next(b for b in buttons if b.text() == "Retry").click()
    assert asked.at(0) == ["r", "retry"]


@pytest.mark.parametrize(
    ("entry", "tone"),
    [
        (
            ended_by(
                "max_output_tokens", reply("Half", status=Status.INTERRUPTED, failure=AT_LIMIT)
            ),
            Tone.WARN,
        ),
        (reply("Half", status=Status.INTERRUPTED, failure=CUT), Tone.BAD),
    ],
    ids=["at its limit", "cut"],
)
def test_only_what_broke_is_red(
    transcript: Transcript, qtbot: QtBot, entry: Entry, tone: Tone
) -> None:
    transcript.show_entries([user("Q"), entry])
    settled(qtbot)

    (inset,) = transcript.viewport().findChildren(Inset)

    assert inset._tone is tone
    assert "Continue" in offered(transcript)
