"""Conversations that are in memory alone, until somebody keeps them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.services.shelf import NEW

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SECRET = "Nobody may find this"


def open_temporary(user: DesktopUser) -> None:
    user.program.window.activateWindow()
    user.press_key(Qt.Key.Key_N, CONTROL_SHIFT)


def traces(folder: Path) -> list[Path]:
    """Return the files that show anything of the secret or of its reply."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if b"Nobody may" in path.read_bytes()]


@journey
async def test_a_temporary_conversation_leaves_no_trace(user: DesktopUser) -> None:
    open_temporary(user)
    assert user.find("Keep")
    user.server.answer("Nobody may read it either")

    await user.say_and_wait(SECRET)
    user.type(SECRET)
    user.page.drafting.keep()
    chat = user.page.chat
    assert chat is not None
    assert user.rows() == []
    assert user.program.navigation.shown == NEW
    await user.quit()

    assert traces(user.folder) == []
    assert list((user.folder / "conversations").iterdir()) == []
    assert not [path for path in user.folder.rglob("*") if chat.id in path.name]
    settings = (user.folder / "settings.json").read_text()
    assert chat.id not in settings


@journey
async def test_a_kept_one_is_like_others(user: DesktopUser) -> None:
    open_temporary(user)
    user.server.answer("Kept.")
    await user.say_and_wait("Keep me")

    user.press("Keep")
    await until(lambda: user.rows() == ["Keep me"])
    assert not user.find("Keep")
    await user.say_and_wait("More")
    texts = user.texts
    await user.quit()

    await user.start()
    await until(lambda: user.texts == texts)


@journey
async def test_a_closed_one_comes_back_as_long_as_the_notice_shows(user: DesktopUser) -> None:
    open_temporary(user)
    user.server.answer("Still here.")
    await user.say_and_wait("Come back")
    user.type("typed")

    user.press("New conversation")
    assert not user.messages
    user.press("Undo")

    assert user.texts == ["Come back", "Still here."]
    assert user.page.composer.draft.text == "typed"
    assert user.find("Keep")


@journey
async def test_a_closed_one_is_gone_with_the_notice(user: DesktopUser) -> None:
    open_temporary(user)
    await user.say_and_wait("Gone")
    chat = user.page.chat
    assert chat is not None

    user.press("New conversation")
    user.program.window.views.toast.close_notice()

    assert user.program.services.shelf._chats.get(chat.id) is None
    await user.say_and_wait("Listed")
    assert user.rows() == ["Listed"]


@journey
async def test_the_menu_of_the_new_button_begins_one(user: DesktopUser) -> None:
    (button,) = user.find("New conversation")
    button.setFocus()
    user.program.window.activateWindow()
    user.press_key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier, on=button)
    menu = next(menu for menu in user.program.window.findChildren(QMenu) if menu.isVisible())

    next(a for a in menu.actions() if a.text() == "New temporary conversation").trigger()
    menu.close()

    assert user.find("Keep")
