"""The map of branches as one meets it: which words stand in its rows, where the keyboard goes."""

from PySide6.QtCore import QObject, Qt

from fakes.conversations import a_conversation, a_message
from fakes.desktop_user import DesktopUser, journey
from whinchat.domain.branch_map import map_of
from whinchat.ui.branches.map_model import MapModel

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_rows_have_plain_words() -> None:
    question = a_message("Which **lupins**?\n```\nlupinus\n```")
    conversation = a_conversation(question, a_message("# Blue ones\n", question))
    owner = QObject()
    model = MapModel(owner)

    model.show_rows(conversation, map_of(conversation))

    shown = [model.index(row).data() for row in range(model.rowCount())]
    assert shown == ["Which lupins? lupinus", "Blue ones"]


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
