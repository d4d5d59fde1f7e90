"""The map of branches gives the keyboard back as it should."""

from PySide6.QtCore import Qt

from fakes.desktop_user import DesktopUser, journey

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@journey
async def test_the_keyboard_goes_back_to_where_it_was(user: DesktopUser) -> None:
    await user.say_and_wait("First?")
    user.program.window.activateWindow()
    transcript, rows = user.page.transcript, user.page.map.list
    transcript.setFocus()

    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT, on=transcript)
    assert rows.hasFocus()
    user.press_key(Qt.Key.Key_Escape, on=rows)

    assert transcript.hasFocus()


@journey
async def test_closed_from_elsewhere_it_leaves_the_keyboard_there(user: DesktopUser) -> None:
    await user.say_and_wait("First?")
    user.program.window.activateWindow()
    user.page.transcript.setFocus()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT, on=user.page.transcript)

    titles = user.program.window.views.sidebar.list
    titles.setFocus()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT, on=titles)

    assert not user.page.map.isVisible()
    assert titles.hasFocus()


@journey
async def test_the_keyboard_goes_to_the_composer_where_it_was_is_gone(user: DesktopUser) -> None:
    await user.say_and_wait("First?")
    user.program.window.activateWindow()
    user.page.transcript.setFocus()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT, on=user.page.transcript)

    user.press("New conversation")
    rows = user.page.map.list
    rows.setFocus()
    user.press_key(Qt.Key.Key_Escape, on=rows)

    assert user.page.composer.editor.hasFocus()
