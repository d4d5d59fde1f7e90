"""What can be done with a message: by button, key and menu."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTextEdit
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import RICH
from fakes.screens import settled
from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.parts import ReasoningPart, ToolCallPart
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.transcript import Transcript

CUT = Failure(
    FailureKind.CUT, "The connection was cut", "What had arrived is kept.", Remedy.CONTINUE
)
REJECTED = Failure(
    FailureKind.KEY_REJECTED, "The key was not accepted", "Check it.", Remedy.OPEN_KEY_SETTINGS
)


def test_the_newest_reply_offers_its_actions_in_order(transcript: Transcript) -> None:
    transcript.show_entries([user("Q"), reply("A", version=(2, 3))])

    assert names(transcript) == [
        "Copy",
        "Retry",
        "Retry with another model",
        "Previous version",
        "Next version",
        "More",
    ]


def test_the_first_of_one_has_no_versions(transcript: Transcript) -> None:
    transcript.show_entries([user("Q"), reply("A")])

    assert names(transcript) == ["Copy", "Retry", "Retry with another model", "More"]


def test_a_focused_message_of_the_users_can_be_copied(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Q", "mine")])
    qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    spy = QSignalSpy(transcript.action_requested)

    press(transcript, qtbot, "Copy")

    assert spy.at(0) == ["mine", "copy"]


def test_copy_gives_the_whole_source(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Q"), reply(RICH)])

    press(transcript, qtbot, "Copy")

    assert QGuiApplication.clipboard().text() == RICH


@pytest.mark.parametrize(
    ("entry", "button", "action"),
    [
        (reply("Half", status=Status.STOPPED, message_id="r"), "Continue", "continue"),
        (reply("Half", status=Status.INTERRUPTED, message_id="r"), "Continue", "continue"),
        (
            reply("Half", status=Status.INTERRUPTED, failure=CUT, message_id="r"),
            "Continue",
            "continue",
        ),
        (
            reply(status=Status.FAILED, failure=REJECTED, message_id="r"),
            "Open key settings",
            "open_key_settings",
        ),
    ],
    ids=["stopped", "interrupted", "cut", "rejected"],
)
def test_what_went_wrong_offers_its_one_action(
    transcript: Transcript, qtbot: QtBot, entry: Entry, button: str, action: str
) -> None:
    transcript.show_entries([user("Q"), entry])
    spy = QSignalSpy(transcript.action_requested)

    press(transcript, qtbot, button)

    assert spy.at(0) == ["r", action]


def test_going_on_by_key_leaves_the_keyboard_in_the_transcript(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Q"), reply("Half", status=Status.STOPPED, message_id="r")])
    button = next(b for b in buttons(transcript) if b.accessibleName() == "Continue")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)

    transcript.put(growing("Half a", "r"))

    assert "Continue" not in names(transcript)
    assert transcript.hasFocus()


def test_silence_offers_to_wait_stop_and_retry(transcript: Transcript) -> None:
    quiet = growing("Half", "r")
    transcript.show_entries([user("Q"), Entry(quiet.message, silence="No data for 120 s")])

    assert names(transcript) == ["Wait", "Stop", "Retry"]


def test_reasoning_unfolds_by_key(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(ReasoningPart("Hm.\n\nSo.", 12.2), "Yes.")])
    settled(qtbot)
    before = transcript.verticalScrollBar().maximum()
    height = content_bottom(transcript)
    header = next(b for b in buttons(transcript) if b.accessibleName() == "Thought for 12 s")

    qtbot.keyClick(header, Qt.Key.Key_Space)
    settled(qtbot)

    assert content_bottom(transcript) > height
    assert transcript.verticalScrollBar().maximum() == before == 0


def test_enter_opens_the_message_in_the_reader(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Q"), reply("# Title\n\nWords with `code`.\n\n```\nx = 1\n```")])

    qtbot.keyClick(transcript, Qt.Key.Key_Return)

    page = transcript.findChild(QTextEdit)
    assert page is not None
    assert QAccessible.queryAccessibleInterface(page).role() == QAccessible.Role.EditableText
    assert page.accessibleName() == "Reader"
    assert page.isReadOnly()
    assert "Title\nWords with code.\nCode\nx = 1\nEnd of code" in page.toPlainText()


def test_the_menu_key_offers_links_and_code(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries(
        [reply("See [this](https://example.org/a).\n\n```py\nx = 1\n```", message_id="r")]
    )
    links = QSignalSpy(transcript.link_activated)
    qtbot.keyClick(transcript, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    choose(transcript, "Copy code (py)")
    choose(transcript, "this  (example.org)")

    assert QGuiApplication.clipboard().text() == "x = 1"
    assert links.at(0) == ["https://example.org/a"]


def test_the_menu_shows_what_is_folded_and_opens_the_reader(
    transcript: Transcript, qtbot: QtBot
) -> None:
    answer = reply(ReasoningPart("Hm.", 3.0), ToolCallPart("1", "look", "{}"), "Yes.")
    transcript.show_entries([answer])
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)
    choose(transcript, "Show: Thought for 3 s")
    choose(transcript, "Show: Asked for look({})")
    settled(qtbot)
    headers = [b for b in buttons(transcript) if b.accessibleDescription() == "unfolded"]
    assert [b.accessibleName() for b in headers] == ["Thought for 3 s", "Asked for look({})"]

    choose(transcript, "Read message")

    page = transcript.findChild(QTextEdit)
    assert page is not None
    assert page.toPlainText() == "wren-1\nYes.\nAsked for look({})\nThoughts\nHm."


def test_the_menu_leaves_the_ring_at_its_message(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Q"), reply("A")])
    for _ in range(2):
        qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    qtbot.keyClick(transcript, Qt.Key.Key_Menu)

    assert QApplication.activePopupWidget() is not None
    assert transcript._board.ringed == 0


def test_the_menu_of_a_long_message_lays_out_nothing_for_links_that_cannot_be(
    transcript: Transcript, qtbot: QtBot
) -> None:
    words = "\n\n".join(f"Paragraph {number}." for number in range(400))
    transcript.show_entries([reply(words + "\n\nSee https://example.org/a")])
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)

    rows = transcript._board.flow.views[0].rows
    assert sum(isinstance(row, DocumentRow) and row.has_document for row in rows) < 100
    choose(transcript, "https://example.org/a  (example.org)")


def test_alt_and_arrows_move_between_messages(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("one", "1"), reply("two"), user("three", "3")])
    spy = QSignalSpy(transcript.action_requested)
    for _ in range(3):
        qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    qtbot.mouseClick(
        next(b for b in buttons(transcript) if b.accessibleName() == "Copy"),
        Qt.MouseButton.LeftButton,
    )

    assert spy.at(0) == ["1", "copy"]


def buttons(transcript: Transcript) -> list[QAbstractButton]:
    found = transcript.viewport().findChildren(QAbstractButton)
    return [button for button in found if button.isVisible()]


def names(transcript: Transcript) -> list[str]:
    return [button.accessibleName() for button in buttons(transcript)]


def press(transcript: Transcript, qtbot: QtBot, name: str) -> None:
    button = next(b for b in buttons(transcript) if b.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(transcript: Transcript, words: str) -> None:
    actions = [action for menu in transcript.findChildren(QMenu) for action in menu.actions()]
    found: QAction = next(action for action in actions if action.text() == words)
    found.trigger()


def content_bottom(transcript: Transcript) -> int:
    """Return where the actions of the newest reply are."""
    more = next(b for b in buttons(transcript) if b.accessibleName() == "More")
    return more.mapTo(transcript, QPoint()).y()
