"""Deleting: by which keys, always with Undo, and what is shown afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.ui.sidebar.conversation_list import ConversationList

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def rows_of(user: DesktopUser) -> ConversationList:
    return user.program.window.views.sidebar.list


async def with_two(user: DesktopUser) -> None:
    """Have two conversations, the second one open."""
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")


@journey
async def test_delete_in_the_list_can_be_undone(user: DesktopUser) -> None:
    await with_two(user)
    rows_of(user).setFocus()

    QTest.keyClick(rows_of(user), Qt.Key.Key_Delete)
    await until(lambda: user.rows() == ["First"])
    await until(lambda: user.find("Undo"))
    user.press("Undo")

    await until(lambda: user.rows() == ["Second", "First"])
    await until(lambda: user.messages and user.messages[0].text == "Second")


@journey
async def test_after_deleting_the_neighbour_is_shown(user: DesktopUser) -> None:
    await with_two(user)

    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)

    await until(lambda: user.rows() == ["First"])
    await until(lambda: user.messages and user.messages[0].text == "First")


@journey
async def test_after_the_last_one_a_new_conversation_is_shown(user: DesktopUser) -> None:
    await user.say_and_wait("Only")

    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)

    await until(lambda: user.rows() == [])
    await until(lambda: not user.messages)
    assert user.find("Message")


@journey
async def test_a_reply_that_runs_is_stopped_and_kept_with_its_words(user: DesktopUser) -> None:
    user.server.answer_partly("Half a reply")
    await user.say("Tell me")
    await until(lambda: user.last_text == "Half a reply")

    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)
    await until(lambda: user.find("Undo"))
    await until(user.server.posts[0].left.is_set)
    user.press("Undo")

    await until(lambda: user.last_text == "Half a reply")


@journey
async def test_no_bare_key_in_the_composer_deletes_a_conversation(user: DesktopUser) -> None:
    await user.say_and_wait("Only")

    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
        user.press_key(key)

    assert user.rows() == ["Only"]
    assert not user.find("Undo")
