"""Searching everything: from words to the message, also on another branch and from the trash."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.conversation import MarkName
from whinchat.services.shelf import NEW

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SECONDS = 20.0


def field(user: DesktopUser) -> QLineEdit:
    (found,) = user.find("Search all messages")
    assert isinstance(found, QLineEdit)
    return found


def results(user: DesktopUser) -> list[str]:
    lists = [found for found in user.find("Search results") if isinstance(found, QListView)]
    models = [found.model() for found in lists]
    return [str(model.index(n, 0).data()) for model in models for n in range(model.rowCount())]


async def search(user: DesktopUser, typed: str) -> None:
    user.press_key(Qt.Key.Key_F, CONTROL | SHIFT)
    await until(lambda: field(user).hasFocus())
    field(user).clear()
    QTest.keyClicks(field(user), typed)


@journey
async def test_a_message_on_another_branch_is_found_and_shown(user: DesktopUser) -> None:
    await user.say_and_wait("A wren and a robin")
    first = user.messages[1]
    chat = user.page.chat
    assert chat is not None
    await chat.retry(first.id)
    await until(lambda: user.messages[1].id != first.id and user.is_quiet)
    user.press("New conversation")
    await until(lambda: user.program.navigation.shown == NEW)

    await search(user, "robin role:assistant")
    await until(lambda: len(results(user)) == 3, SECONDS)
    assert sum("on another branch" in words for words in results(user)) == 1
    place = next(n for n, words in enumerate(results(user)) if "another branch" in words)
    for _ in range(place - 1):
        user.press_key(Qt.Key.Key_Down, on=field(user))
    user.press_key(Qt.Key.Key_Return, on=field(user))

    await until(lambda: [message.id for message in user.messages[1:]] == [first.id])
    assert user.page.find_bar.isVisible()
    assert QApplication.focusWidget() is user.page.transcript


@journey
async def test_escape_gives_the_keyboard_back(user: DesktopUser) -> None:
    await search(user, "nothing like it")
    await until(lambda: field(user).isVisible())

    user.press_key(Qt.Key.Key_Escape, on=field(user))

    assert not user.find("Search all messages")
    assert QApplication.focusWidget() is user.page.composer.editor


@journey
async def test_operators_are_completed_with_tab(user: DesktopUser) -> None:
    await search(user, "robin ro")

    user.press_key(Qt.Key.Key_Tab, on=field(user))
    assert field(user).text() == "robin role:"
    QTest.keyClicks(field(user), "as")
    user.press_key(Qt.Key.Key_Tab, on=field(user))
    assert field(user).text() == "robin role:assistant "


@journey
async def test_a_deleted_message_is_offered_to_be_restored(user: DesktopUser) -> None:
    await user.say_and_wait("A wren")
    chat = user.page.chat
    assert chat is not None
    question = user.messages[0].id
    chat.delete((question,))

    await search(user, "wren in:trash")
    await until(lambda: len(results(user)) == 2, SECONDS)
    user.press_key(Qt.Key.Key_Return, on=field(user))
    await until(lambda: bool(user.find("Notice")))
    user.press("Restore")

    await until(lambda: not chat.conversation.messages[question].has(MarkName.DELETED))


@journey
async def test_what_is_wrong_with_a_query_is_said(user: DesktopUser) -> None:
    await search(user, "/(/")

    labels = user.program.searching.findChildren(QLabel)
    await until(lambda: any("cannot be read" in label.text() for label in labels))
