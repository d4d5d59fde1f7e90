"""Editing, comparing, walking, deleting and forking in a tree of versions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QListView, QTextEdit

from fakes.answers import Ending
from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.conversation import Status

ALT = Qt.KeyboardModifier.AltModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TALK = ["First?", "One.", "Second?", "Two."]


async def talk(user: DesktopUser) -> None:
    for question, reply in (TALK[:2], TALK[2:]):
        user.server.answer(reply)
        await user.say_and_wait(question)


def retype(user: DesktopUser, words: str) -> None:
    user.page.composer.editor.selectAll()
    user.type(words)
    user.press_key(Qt.Key.Key_Return)


@journey
async def test_an_edited_question_leaves_the_old_one_with_its_continuation(
    user: DesktopUser,
) -> None:
    await talk(user)
    user.server.answer("Three.")

    user.choose(0, "Edit")
    assert user.page.composer.draft.text == "First?"
    assert user.find("Edit message")
    retype(user, "Third?")
    await until(lambda: user.texts == ["Third?", "Three."] and user.is_quiet)

    user.press_key(Qt.Key.Key_Left, ALT)
    assert user.texts == TALK
    await user.quit()
    await user.start()
    await until(lambda: user.texts == TALK)
    user.press_key(Qt.Key.Key_Right, ALT)
    assert user.texts == ["Third?", "Three."]


@journey
async def test_up_in_an_empty_composer_edits_what_was_sent_last(user: DesktopUser) -> None:
    await talk(user)

    user.press_key(Qt.Key.Key_Up)

    assert user.page.composer.draft.text == "Second?"
    user.press_key(Qt.Key.Key_Escape)
    assert user.page.composer.draft.is_empty
    assert user.texts == TALK
    assert not user.find("Edit message")


@journey
async def test_what_was_typed_comes_back_after_an_edit(user: DesktopUser) -> None:
    await talk(user)
    user.type("Not yet sent")

    user.press_key(Qt.Key.Key_E, CONTROL_SHIFT)
    assert user.page.composer.draft.text == "Second?"
    user.server.answer("Other.")
    retype(user, "Another?")

    await until(lambda: user.texts == ["First?", "One.", "Another?", "Other."] and user.is_quiet)
    assert user.page.composer.draft.text == "Not yet sent"


@journey
async def test_an_edit_waits_while_another_conversation_is_shown(user: DesktopUser) -> None:
    await talk(user)
    shown = user.program.navigation.shown
    user.type("Not yet sent")
    user.choose(0, "Edit")
    user.type(" Really?")

    user.press("New conversation")
    assert user.page.composer.draft.is_empty
    user.program.navigation.open(shown)
    await until(lambda: user.texts == TALK)

    assert user.page.composer.draft.text == "First? Really?"
    user.press_key(Qt.Key.Key_Escape)
    assert user.page.composer.draft.text == "Not yet sent"


@journey
async def test_an_edit_that_was_not_sent_is_there_after_a_crash(user: DesktopUser) -> None:
    await talk(user)
    user.type("Not yet sent")
    user.choose(0, "Edit")
    user.type(" Really?")

    user.page.drafting.keep()
    await user.quit()
    await user.start()

    await until(lambda: user.texts == TALK)
    assert user.page.composer.draft.text == "Not yet sent\n\nFirst? Really?"


@journey
async def test_editing_while_a_reply_streams_stops_it_and_keeps_its_words(
    user: DesktopUser,
) -> None:
    user.server.answer_partly("Half", Ending.STALL)
    await user.say("First?")
    await until(lambda: user.last_text == "Half")
    user.server.answer("Better.")

    user.press_key(Qt.Key.Key_Up)
    retype(user, "Better?")

    await until(lambda: user.texts == ["Better?", "Better."] and user.is_quiet)
    user.press_key(Qt.Key.Key_Left, ALT)
    assert user.texts == ["First?", "Half"]
    assert user.messages[1].status is Status.STOPPED


@journey
async def test_deleting_a_message_can_be_undone(user: DesktopUser) -> None:
    await talk(user)

    user.choose(1, "Delete message")
    await until(lambda: user.texts == ["First?", "Second?", "Two."])
    user.press("Undo")

    await until(lambda: user.texts == TALK)


@journey
async def test_deleting_from_here_on_can_be_undone_from_elsewhere(user: DesktopUser) -> None:
    await talk(user)

    user.choose(2, "Delete from here on")
    await until(lambda: user.texts == TALK[:2])
    user.press("New conversation")
    await until(lambda: not user.messages)
    user.press("Undo")

    await until(lambda: user.texts == TALK)


@journey
async def test_a_fork_goes_on_beside_its_conversation(user: DesktopUser) -> None:
    await talk(user)

    user.choose(1, "Fork to a new conversation")
    await until(lambda: user.texts == TALK[:2])
    user.server.answer("Elsewhere.")
    await user.say_and_wait("Where?")

    assert user.texts == [*TALK[:2], "Where?", "Elsewhere."]
    assert user.rows() == ["First? (fork)", "First?"]


@journey
async def test_another_model_can_be_asked_for_one_reply(user: DesktopUser) -> None:
    await talk(user)
    user.server.answer("By another.")

    user.choose(3, "Retry with another model…")
    (field,) = user.find("Search models")
    user.press_key(Qt.Key.Key_A, on=field)
    user.press_key(Qt.Key.Key_Return, on=field)

    await until(lambda: user.last_text == "By another." and user.is_quiet)
    chat = user.page.chat
    assert chat is not None
    assert chat.choice is not None
    assert user.messages[-1].model != chat.choice.model_id


@journey
async def test_the_map_is_read_and_walked_by_keyboard(user: DesktopUser) -> None:
    await talk(user)
    user.server.answer("Three.")
    user.choose(0, "Edit")
    retype(user, "Third?")
    await until(lambda: user.texts == ["Third?", "Three."] and user.is_quiet)

    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    rows = user.page.map.list
    assert rows.hasFocus()
    assert spoken(rows) == [
        "You: First?, version 1 of 2, branch level 1, not shown",
        "2 messages, branch level 1, not shown",
        "Reply: Two., branch level 1, not shown",
        "You: Third?, version 2 of 2, shown",
        "Reply: Three., shown",
    ]
    user.press_key(Qt.Key.Key_Home, on=rows)
    user.press_key(Qt.Key.Key_Down, on=rows)
    user.press_key(Qt.Key.Key_Return, on=rows)

    assert user.texts == TALK
    await until(lambda: first_row(rows).endswith("branch level 1, shown"))
    user.press_key(Qt.Key.Key_Escape, on=rows)
    assert not rows.isVisible()
    assert user.page.composer.editor.hasFocus()


@journey
async def test_the_map_of_one_branch_says_so(user: DesktopUser) -> None:
    await talk(user)

    user.program.window.activateWindow()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)

    labels = [label.text() for label in user.page.map.findChildren(QLabel) if label.isVisible()]
    assert any(label.startswith("This conversation has one branch") for label in labels)


@journey
async def test_the_map_takes_the_place_of_the_conversation_in_a_narrow_window(
    user: DesktopUser,
) -> None:
    await talk(user)
    user.program.window.activateWindow()
    user.program.window.resize(480, 400)

    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    assert user.page.map.width() == user.page.width()
    assert not user.page.transcript.isVisible()

    user.press_key(Qt.Key.Key_Return, on=user.page.map.list)
    assert not user.page.map.isVisible()
    assert user.page.transcript.isVisible()
    assert user.page.composer.editor.hasFocus()


def first_row(rows: QListView) -> str:
    return str(rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def spoken(rows: QListView) -> list[str]:
    """Return what a screen reader says of the rows."""
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface.role() == QAccessible.Role.List
    items = (interface.child(place) for place in range(interface.childCount()))
    return [item.text(QAccessible.Text.Name) for item in items]


@journey
async def test_two_versions_are_compared_word_by_word(user: DesktopUser) -> None:
    user.server.answer("The red bird sings.")
    await user.say_and_wait("Which?")
    user.server.answer("The small bird sings.")
    user.page.acts.retry_last()
    await until(lambda: user.last_text == "The small bird sings." and user.is_quiet)

    user.choose(1, "Compare versions…")
    (text,) = user.find("Differences")
    assert isinstance(text, QTextEdit)
    await until(lambda: text.toPlainText() == "The redsmall bird sings.")
    user.press("Next change")

    assert text.textCursor().selectedText() == "red"
    assert text.textCursor().charFormat().fontStrikeOut()
    user.press("Next change")
    assert text.textCursor().selectedText() == "small"
    assert text.textCursor().charFormat().fontUnderline()
    user.press("Close")


@journey
async def test_what_was_typed_in_a_cancelled_edit_comes_back(user: DesktopUser) -> None:
    await talk(user)
    user.type("Not yet sent")
    user.press_key(Qt.Key.Key_E, CONTROL_SHIFT)
    user.type(" Really?")

    user.press_key(Qt.Key.Key_Escape)
    assert user.page.composer.draft.text == "Not yet sent"
    user.press("Undo")

    assert user.page.composer.draft.text == "Second? Really?"
    user.server.answer("Yes.")
    user.press_key(Qt.Key.Key_Return)
    await until(lambda: user.texts == ["First?", "One.", "Second? Really?", "Yes."])
    assert user.page.composer.draft.text == "Not yet sent"


@journey
async def test_a_cancelled_edit_comes_back_from_elsewhere(user: DesktopUser) -> None:
    await talk(user)
    user.press_key(Qt.Key.Key_E, CONTROL_SHIFT)
    user.type(" Really?")
    user.press_key(Qt.Key.Key_Escape)

    user.press("New conversation")
    user.press("Undo")

    await until(lambda: user.page.composer.draft.text == "Second? Really?")
    assert user.texts == TALK
    assert user.find("Edit message")


@journey
async def test_a_conversation_that_was_emptied_says_so_and_comes_back(user: DesktopUser) -> None:
    await talk(user)
    user.choose(0, "Delete from here on")
    await until(lambda: not user.messages)
    user.program.window.views.toast.close_notice()

    assert "Everything here is deleted" in [label.text() for label in seen_labels(user)]
    row = user.program.window.views.sidebar.list.currentIndex()
    assert row.data() == "New conversation"
    user.press("Bring everything back")

    await until(lambda: user.texts == TALK)
    assert "Everything here is deleted" not in [label.text() for label in seen_labels(user)]


def seen_labels(user: DesktopUser) -> list[QLabel]:
    return [label for label in user.page.findChildren(QLabel) if label.isVisible()]


@journey
async def test_the_keyboard_goes_to_the_open_map_as_to_other_panes(user: DesktopUser) -> None:
    await talk(user)
    user.program.window.activateWindow()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    rows = user.page.map.list
    assert rows.hasFocus()

    user.press_key(Qt.Key.Key_F6, on=rows)
    assert user.page.composer.editor.hasFocus()
    user.press_key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert rows.hasFocus()
