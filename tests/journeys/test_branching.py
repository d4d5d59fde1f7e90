"""Comparing, deleting and forking in a tree of versions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTextEdit

from fakes.desktop_user import DesktopUser, journey
from fakes.talks import TALK, talk
from fakes.waiting import until


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
