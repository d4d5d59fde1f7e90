"""What assistive technology is told."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import RICH
from fakes.screens import settled
from whinchat.domain.conversation import Status
from whinchat.domain.parts import (
    Attachment,
    Citation,
    FilePart,
    ReasoningPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

NAME = QAccessible.Text.Name


def test_it_is_a_list_of_whole_messages(transcript: Transcript) -> None:
    transcript.show_entries([user("Tell *me*."), reply(RICH)])

    found = interface(transcript)

    assert (found.role(), found.text(NAME)) == (QAccessible.Role.List, "Transcript")
    assert items(transcript) == ["You: Tell *me*.", f"wren-1: {RICH}"]


def test_words_can_be_read_while_they_come(transcript: Transcript) -> None:
    transcript.show_entries([user("Tell me.")])
    for end in range(100, 600, 100):
        transcript.put(growing(RICH[:end]))
        assert items(transcript)[-1] == f"wren-1: {RICH[:end]}"


def test_a_message_is_named_by_all_that_belongs_to_it(transcript: Transcript) -> None:
    sources = (Citation("https://example.org/a", "A page"), Citation("https://example.net/b"))
    answer = reply(
        ReasoningPart("Let me see.", 2.0),
        ToolCallPart("1", "search", '{"for": "it"}'),
        ToolResultPart("1", "Found."),
        TextPart("It is so.", sources),
        FilePart(Attachment("0", "text/plain", "notes.txt", 9)),
        status=Status.STOPPED,
    )
    transcript.show_entries([answer])

    assert items(transcript) == [
        (
            "wren-1: It is so.\n"
            'Asked for search({"for": "it"})\n'
            "The tool answered: Found.\n"
            "Attached: notes.txt\n"
            "Sources: 1. A page   example.org\n2. https://example.net/b\n"
            "Thoughts: Let me see."
        )
    ]
    found = interface(transcript).child(0)
    assert found.text(QAccessible.Text.Description) == "stopped by you"


def test_what_can_be_pressed_is_found_in_the_order_of_reading(
    transcript: Transcript, qtbot: QtBot
) -> None:
    thoughts = [ReasoningPart("So.", seconds) for seconds in (1.0, 2.0, 3.0)]
    transcript.show_entries([user("One"), *(reply(thought, "Yes.") for thought in thoughts)])
    settled(qtbot)
    transcript.setFocus()
    visited: list[str] = []
    while "More" not in visited:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        visited.append(focus.accessibleName())

    folds = ["Thought for 1 s", "Thought for 2 s", "Thought for 3 s"]
    in_order = [*folds, "Copy", "Retry", "Retry with another model", "More"]
    assert visited == in_order


def test_items_lie_where_their_messages_are(transcript: Transcript) -> None:
    transcript.show_entries([user("One"), reply("Two")])
    found = interface(transcript)
    first, second = found.child(0), found.child(1)

    assert not first.rect().isEmpty()
    assert first.rect().bottom() < second.rect().top()
    middle = second.rect().center()
    assert found.childAt(middle.x(), middle.y()).text(NAME) == second.text(NAME)


def test_children_and_parents_know_each_other(transcript: Transcript) -> None:
    transcript.show_entries([user("One"), reply("Two")])
    found = interface(transcript)

    for index in range(found.childCount()):
        child = found.child(index)
        assert child.isValid()
        assert found.indexOfChild(child) == index


def test_the_focused_message_is_told(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("One"), reply("Two")])

    # The first press shows where the keyboard is: at the newest message.
    for _ in range(2):
        qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    focused = interface(transcript).focusChild()
    assert focused.text(NAME) == "You: One"


def test_messages_that_are_gone_are_not_valid(transcript: Transcript) -> None:
    transcript.show_entries([user("One"), reply("Two")])
    second = interface(transcript).child(1)

    transcript.remove_after(None)

    assert not second.isValid()
    assert second.text(NAME) == ""


def test_qt_is_never_given_the_same_interface_twice(transcript: Transcript) -> None:
    before = interface(transcript)
    # At its first connection PySide gives it another QMetaObject, and Qt asks again.
    transcript.horizontalScrollBar().valueChanged.connect(transcript.clear_selection)

    after = interface(transcript)

    assert after is not before
    assert after.text(NAME) == before.text(NAME)


def test_messages_leave_with_their_transcript(theme: Theme) -> None:
    transcript = Transcript(theme)
    transcript.show_entries([user("One"), reply("Two")])
    ids = [QAccessible.uniqueId(interface(transcript).child(place)) for place in (0, 1)]

    transcript.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert [QAccessible.accessibleInterface(each) for each in ids] == [None, None]


def interface(transcript: Transcript) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(transcript)


def items(transcript: Transcript) -> list[str]:
    found = interface(transcript)
    children = [found.child(index) for index in range(found.childCount())]
    return [child.text(NAME) for child in children if child.role() == QAccessible.Role.ListItem]
