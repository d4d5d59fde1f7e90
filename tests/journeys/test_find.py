"""Finding words in a conversation, with the keyboard alone and while a reply comes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def field(user: DesktopUser) -> QLineEdit:
    (found,) = user.find("Find in conversation")
    assert isinstance(found, QLineEdit)
    return found


def numbers(user: DesktopUser) -> str:
    labels = user.page.find_bar.findChildren(QLabel)
    return next((label.text() for label in labels if label.text()), "")


@journey
async def test_words_are_found_and_stepped_through_by_keyboard(user: DesktopUser) -> None:
    await user.say_and_wait("A wren and a robin")
    await user.say_and_wait("Only a robin")
    user.press_key(Qt.Key.Key_F, CONTROL)
    await until(lambda: field(user).hasFocus())

    field(user).insert("WREN")
    await until(lambda: numbers(user) == "1 of 2")
    user.press_key(Qt.Key.Key_Return, on=field(user))
    assert numbers(user) == "2 of 2"
    user.press_key(Qt.Key.Key_F3, on=field(user))
    assert numbers(user) == "1 of 2"
    user.press_key(Qt.Key.Key_Return, SHIFT, on=field(user))
    assert numbers(user) == "2 of 2"
    user.press_key(Qt.Key.Key_F3, SHIFT, on=field(user))
    assert numbers(user) == "1 of 2"
    user.press("Next hit")
    assert numbers(user) == "2 of 2"

    user.press_key(Qt.Key.Key_Escape, on=field(user))
    assert not user.page.find_bar.isVisible()
    assert QApplication.focusWidget() is user.page.composer.editor


@journey
async def test_a_reply_that_still_comes_is_counted_too(user: DesktopUser) -> None:
    await user.say_and_wait("A wren")
    user.press_key(Qt.Key.Key_F, CONTROL)
    field(user).insert("wren")
    await until(lambda: numbers(user).endswith("of 2"))
    before = numbers(user)

    await user.say("Another wren, and one more wren")

    await until(lambda: numbers(user) == before.replace("2", "6", 1) or numbers(user)[-1] == "6")
    assert numbers(user).split()[0] == before.split()[0]


@journey
async def test_another_conversation_begins_without_the_bar(user: DesktopUser) -> None:
    await user.say_and_wait("A wren")
    user.press_key(Qt.Key.Key_F, CONTROL)
    field(user).insert("nothing like it")
    await until(lambda: numbers(user) == "No hits")

    user.press_key(Qt.Key.Key_N, CONTROL, on=field(user))
    await until(lambda: not user.page.find_bar.isVisible())

    user.press_key(Qt.Key.Key_F, CONTROL)
    assert not user.page.find_bar.isVisible()


@journey
async def test_escape_closes_the_bar_from_anywhere_and_then_stops(user: DesktopUser) -> None:
    await user.say_and_wait("A wren")
    user.press_key(Qt.Key.Key_F, CONTROL)
    field(user).insert("wren")
    await until(lambda: numbers(user).endswith("of 2"))
    editor, transcript = user.page.composer.editor, user.page.transcript

    editor.setFocus()
    user.press_key(Qt.Key.Key_Escape, on=editor)
    assert not user.page.find_bar.isVisible()
    assert QApplication.focusWidget() is editor

    transcript.setFocus()
    transcript.select_all()
    user.press_key(Qt.Key.Key_F, CONTROL, on=transcript)
    transcript.setFocus()
    user.press_key(Qt.Key.Key_Escape, on=transcript)
    assert not user.page.find_bar.isVisible()
    assert QApplication.focusWidget() is transcript
    user.press_key(Qt.Key.Key_C, CONTROL, on=transcript)
    assert "A wren" in QApplication.clipboard().text()

    user.press_key(Qt.Key.Key_Escape, on=transcript)
    assert not transcript.clear_selection()
