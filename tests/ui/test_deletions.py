"""Deleting: by which keys, always with Undo, and what is shown afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.folders import NO_FOLDER
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.picked import Act, Picked

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def rows_of(user: DesktopUser) -> ConversationList:
    return user.program.window.views.sidebar.list


async def with_two(user: DesktopUser) -> None:
    """Have two conversations, the second one open."""
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")


@journey
async def test_delete_in_the_list_can_be_undone(user: DesktopUser) -> None:
    await with_two(user)
    rows_of(user).setFocus()

    QTest.keyClick(rows_of(user), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.rows() == ["First"])
    await until(lambda: user.find("Undo"))
    user.press("Undo")

    await until(lambda: user.rows() == ["Second", "First"])
    await until(lambda: user.messages and user.messages[0].text == "Second")


@journey
async def test_after_deleting_the_neighbour_is_shown(user: DesktopUser) -> None:
    await with_two(user)

    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)

    await until(lambda: user.rows() == ["First"])
    await until(lambda: user.messages and user.messages[0].text == "First")


@journey
async def test_after_the_last_one_a_new_conversation_is_shown(user: DesktopUser) -> None:
    await user.say_and_wait("Only")

    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)

    await until(lambda: user.rows() == [])
    await until(lambda: not user.messages)
    assert user.find("Message")


@journey
async def test_a_reply_that_runs_is_stopped_and_kept_with_its_words(user: DesktopUser) -> None:
    user.server.answer_partly("Half a reply")
    await user.say("Tell me")
    await until(lambda: user.last_text == "Half a reply")

    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)
    await until(lambda: user.find("Undo"))
    await until(user.server.posts[0].left.is_set)
    user.press("Undo")

    await until(lambda: user.last_text == "Half a reply")


@journey
async def test_no_bare_key_in_the_composer_deletes_a_conversation(user: DesktopUser) -> None:
    await user.say_and_wait("Only")

    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
        user.press_key(key)

    assert user.rows() == ["Only"]
    assert not user.find("Undo")


@journey
async def test_several_go_at_once_and_come_back_at_once(user: DesktopUser) -> None:
    await with_two(user)
    rows_of(user).setFocus()
    QTest.keyClick(rows_of(user), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    QTest.keyClick(rows_of(user), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.rows() == [])
    await until(lambda: notice(user) == "2 conversations moved to the trash")
    user.press("Undo")

    await until(lambda: user.rows() == ["Second", "First"])
    await until(lambda: user.messages and user.messages[0].text == "Second")


@journey
async def test_control_z_in_the_list_brings_back_the_last_one_after_the_notice_went(
    user: DesktopUser,
) -> None:
    await with_two(user)
    rows_of(user).setFocus()
    QTest.keyClick(rows_of(user), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.rows() == ["First"])
    QTest.keyClick(rows_of(user), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.rows() == [])
    await until(lambda: notice(user) == "2 conversations moved to the trash")
    user.program.window.views.toast.close_notice()

    QTest.keyClick(rows_of(user), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.rows() == ["First"])
    QTest.keyClick(rows_of(user), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.rows() == ["Second", "First"])
    QTest.keyClick(rows_of(user), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert user.rows() == ["Second", "First"]


@journey
async def test_a_folder_goes_with_what_is_in_it_and_comes_back_with_it(user: DesktopUser) -> None:
    await with_two(user)
    shelf = user.program.services.shelf
    outer = shelf.new_folder("Work")
    inner = shelf.new_folder("Tax", outer)
    shelf.move([shelf.rows[1].id], inner)

    user.program.rows.do(Act.DELETE, Picked((), (outer, inner)))
    await until(lambda: user.rows() == ["Second"])
    await until(lambda: notice(user) == "1 folder and 1 conversation moved to the trash")
    assert not shelf.folders
    user.press("Undo")

    await until(lambda: user.rows() == ["Second", "First"])
    parents = {folder.name: folder.parent_id for folder in shelf.folders}
    assert parents == {"Work": NO_FOLDER, "Tax": outer}
    assert shelf.rows[1].folder == inner


@journey
async def test_what_went_before_a_folder_failed_can_be_undone(user: DesktopUser) -> None:
    await with_two(user)
    shelf = user.program.services.shelf
    folder = shelf.new_folder("Work")
    loose, lying = (row.id for row in shelf.rows)
    shelf.move([lying], folder)
    trash = user.program.services.paths.trash
    aside = trash.with_name("aside")

    def put_a_file_in_the_way(_: object) -> None:
        if loose not in [row.id for row in shelf.rows] and not aside.exists():
            trash.rename(aside)
            trash.touch()

    shelf.changed.add(put_a_file_in_the_way)
    user.program.rows.do(Act.DELETE, Picked((loose,), (folder,)))
    await until(lambda: notice(user).startswith("Conversation moved to the trash. "))
    assert user.rows() == ["First"]
    assert [one.id for one in shelf.folders] == [folder]
    await until(lambda: not user.messages)
    trash.unlink()
    aside.rename(trash)
    user.press("Undo")

    await until(lambda: user.rows() == ["Second", "First"])
    await until(lambda: user.messages and user.messages[0].text == "Second")


def notice(user: DesktopUser) -> str:
    return user.program.window.views.toast.message
