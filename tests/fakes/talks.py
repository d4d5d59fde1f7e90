"""A talk of two turns in the window, and its questions typed anew."""

from PySide6.QtCore import Qt

from fakes.desktop_user import DesktopUser

TALK = ["First?", "One.", "Second?", "Two."]


async def talk(user: DesktopUser) -> None:
    """Ask twice and be answered twice."""
    for question, reply in (TALK[:2], TALK[2:]):
        user.server.answer(reply)
        await user.say_and_wait(question)


def retype(user: DesktopUser, words: str) -> None:
    """Type words in place of what is in the composer, and send them."""
    user.page.composer.editor.selectAll()
    user.type(words)
    user.press_key(Qt.Key.Key_Return)
