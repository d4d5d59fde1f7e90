"""Shift+F10 opens the menu of whatever has the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.ui.chat.tuning_dialog import TuningDialog
from whinchat.ui.sidebar.tags_dialog import TagsDialog

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


@journey
async def test_fields_of_dialogs_have_their_menus_too(user: DesktopUser) -> None:
    await user.say_and_wait("A wren")
    window = user.program.window
    user.page.header.tuning_requested.emit()
    (tuning,) = window.findChildren(TuningDialog)
    (instructions,) = tuning.findChildren(QPlainTextEdit)
    assert "&Paste" in await menu_of(user, instructions)
    tuning.reject()

    tags = TagsDialog(user.program.theme, user.program.services.shelf.rows, (), window)
    tags.open()
    assert "&Paste" in await menu_of(user, tags.field)
    tags.reject()


@journey
async def test_the_menu_of_a_search_opens_at_its_caret_and_leaves_it_open(
    user: DesktopUser,
) -> None:
    searching = user.program.searching
    searching.search_for("wren")
    await until(searching.field.hasFocus)

    user.press_key(Qt.Key.Key_F10, SHIFT, on=searching.field)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    left = searching.field.mapFromGlobal(menu.pos()).x()
    user.press_key(Qt.Key.Key_Escape, on=menu)

    caret = searching.field.cursorRect()
    assert caret.left() <= left <= caret.right()
    assert searching.isVisible()
