"""Shift+F10 opens the menu of whatever has the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until

SHIFT = Qt.KeyboardModifier.ShiftModifier


async def menu_of(user: DesktopUser, widget: QWidget) -> list[str]:
    """Put the keyboard on a widget and return the words of the menu that the keys open there."""
    widget.setFocus()
    await until(widget.hasFocus)
    user.press_key(Qt.Key.Key_F10, SHIFT, on=widget)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    menu.close()
    return words


@journey
async def test_what_has_the_keyboard_shows_its_menu(user: DesktopUser) -> None:
    await user.say_and_wait("A wren")
    user.type("Draft")
    views = user.program.window.views

    assert "&Paste" in await menu_of(user, views.page.composer.editor)
    assert "Rename" in await menu_of(user, views.sidebar.list)
    assert "Copy message" in await menu_of(user, views.page.transcript)
    assert "&Paste" in await menu_of(user, views.sidebar.search)
