"""The map of a conversation's branches, read and walked by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QListView

from fakes.desktop_user import DesktopUser, journey
from fakes.talks import TALK, retype, talk
from fakes.waiting import until

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@journey
async def test_the_map_is_read_and_walked_by_keyboard(user: DesktopUser) -> None:
    await talk(user)
    user.server.answer("Three.")
    user.choose(0, "Edit")
    retype(user, "Third?")
    await until(lambda: user.texts == ["Third?", "Three."] and user.is_quiet)

    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    rows = user.page.map.list
    assert rows.hasFocus()
    assert spoken(rows) == [
        "You: First?, version 1 of 2, branch level 1, not shown",
        "2 messages, branch level 1, not shown",
        "Reply: Two., branch level 1, not shown",
        "You: Third?, version 2 of 2, shown",
        "Reply: Three., shown",
    ]
    user.press_key(Qt.Key.Key_Home, on=rows)
    user.press_key(Qt.Key.Key_Down, on=rows)
    user.press_key(Qt.Key.Key_Return, on=rows)

    assert user.texts == TALK
    await until(lambda: first_row(rows).endswith("branch level 1, shown"))
    user.press_key(Qt.Key.Key_Escape, on=rows)
    assert not rows.isVisible()
    assert user.page.composer.editor.hasFocus()


@journey
async def test_the_map_of_one_branch_says_so(user: DesktopUser) -> None:
    await talk(user)

    user.program.window.activateWindow()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)

    labels = [label.text() for label in user.page.map.findChildren(QLabel) if label.isVisible()]
    assert any(label.startswith("This conversation has one branch") for label in labels)


@journey
async def test_the_map_takes_the_place_of_the_conversation_in_a_narrow_window(
    user: DesktopUser,
) -> None:
    await talk(user)
    user.program.window.activateWindow()
    user.program.window.resize(480, 400)

    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    assert user.page.map.width() == user.page.width()
    assert not user.page.transcript.isVisible()

    user.press_key(Qt.Key.Key_Return, on=user.page.map.list)
    assert not user.page.map.isVisible()
    assert user.page.transcript.isVisible()
    assert user.page.composer.editor.hasFocus()


@journey
async def test_the_keyboard_goes_to_the_open_map_as_to_other_panes(user: DesktopUser) -> None:
    await talk(user)
    user.program.window.activateWindow()
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    rows = user.page.map.list
    assert rows.hasFocus()

    user.press_key(Qt.Key.Key_F6, on=rows)
    assert user.page.composer.editor.hasFocus()
    user.press_key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert rows.hasFocus()


def first_row(rows: QListView) -> str:
    return str(rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def spoken(rows: QListView) -> list[str]:
    """Return what a screen reader says of the rows."""
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface.role() == QAccessible.Role.List
    items = (interface.child(place) for place in range(interface.childCount()))
    return [item.text(QAccessible.Text.Name) for item in items]
