"""What is asked for in the list happens on the shelf, and a slip can be undone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.folders import NO_FOLDER
from whinchat.services.rows import Row, RowState
from whinchat.services.shelf import Shelf
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.sidebar.tags_dialog import TagsDialog
from whinchat.ui.widgets.search_list import SearchList

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def list_of(user: DesktopUser) -> ConversationList:
    return user.program.window.views.sidebar.list


def shelf_of(user: DesktopUser) -> Shelf:
    return user.program.services.shelf


def row(user: DesktopUser, title: str) -> Row:
    rows = (*shelf_of(user).rows, *shelf_of(user).archived)
    return next(row for row in rows if row.title == title)


async def with_conversations(user: DesktopUser, *titles: str) -> None:
    """Have conversations, the last one open and the keyboard in the list."""
    for title in titles:
        user.press("New conversation")
        await user.say_and_wait(title)
    user.program.window.activateWindow()
    list_of(user).setFocus()


def select(user: DesktopUser, *titles: str) -> None:
    rows = list_of(user)
    rows.clearSelection()
    for title in titles:
        place = rows.visualRect(rows.rows.index_of(row(user, title).id)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, CONTROL, place)


def notice(user: DesktopUser) -> str:
    return user.program.window.views.toast.message


def listed(user: DesktopUser) -> Sequence[str]:
    return [line.title for line in list_of(user).rows.lines]


async def asked_where_to(user: DesktopUser) -> SearchList:
    """Ask for the folders by the menu's act and return what offers them."""
    list_of(user).request(Act.MOVE)
    await until(lambda: user.find("Search folders"))
    return offered_to(user)


def offered_to(user: DesktopUser) -> SearchList:
    lists = user.program.window.findChildren(SearchList)
    return next(each for each in lists if each.isVisible())


@journey
async def test_several_move_to_a_new_folder_by_keyboard_alone(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second", "Third")
    select(user, "Second", "Third")

    offered = await asked_where_to(user)
    QTest.keyClicks(offered.field, "Work")
    QTest.keyClick(offered.field, Qt.Key.Key_Return)

    folder = shelf_of(user).folders[0]
    assert folder.name == "Work"
    assert {row(user, "Second").folder, row(user, "Third").folder} == {folder.id}
    assert row(user, "First").folder == NO_FOLDER

    user.press("Undo")
    assert {row(user, "Second").folder, row(user, "Third").folder} == {NO_FOLDER}


@journey
async def test_control_z_undoes_what_the_notice_tells_of_and_nothing_older(
    user: DesktopUser,
) -> None:
    await with_conversations(user, "First", "Second", "Third")
    select(user, "First")
    user.press_key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier, on=list_of(user))
    await until(lambda: user.find("Undo"))
    select(user, "Second")
    list_of(user).request(Act.ARCHIVE)
    assert row(user, "Second").is_archived

    user.press_key(Qt.Key.Key_Z, CONTROL, on=list_of(user))

    assert not row(user, "Second").is_archived
    assert len(shelf_of(user).rows) == 2


@journey
async def test_control_z_undoes_from_beside_the_list_too(user: DesktopUser) -> None:
    await with_conversations(user, "First")
    list_of(user).request(Act.ARCHIVE)
    assert row(user, "First").is_archived
    user.page.transcript.setFocus()

    user.press_key(Qt.Key.Key_Z, CONTROL, on=user.page.transcript)

    assert not row(user, "First").is_archived


@journey
async def test_a_move_can_be_undone_from_the_notice(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second")
    folder = shelf_of(user).new_folder("Work")
    select(user, "First")

    offered = await asked_where_to(user)
    QTest.keyClicks(offered.field, "wor")
    QTest.keyClick(offered.field, Qt.Key.Key_Return)
    assert row(user, "First").folder == folder
    assert notice(user) == "Moved to Work"
    user.press("Undo")

    assert row(user, "First").folder == NO_FOLDER


@journey
async def test_a_new_folder_gets_its_name_in_its_place_and_stays(user: DesktopUser) -> None:
    await with_conversations(user, "First")

    user.press("New folder")
    field = next(each for each in list_of(user).findChildren(QLineEdit) if each.isVisible())
    field.setText("Recipes")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "Recipes" in listed(user)

    await user.quit()
    await user.start()
    await until(lambda: "Recipes" in listed(user))


@journey
async def test_what_is_unfolded_stays_so_over_a_restart(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second")
    folder = shelf_of(user).new_folder("Work")
    shelf_of(user).move([row(user, "First").id], folder)
    assert "First" not in listed(user)
    list_of(user).unfold(folder)
    assert "First" in listed(user)

    await user.quit()
    await user.start()
    await until(lambda: "First" in listed(user))


@journey
async def test_several_go_to_the_archive_and_come_back_by_undo(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second", "Third")
    select(user, "First", "Second")

    list_of(user).request(Act.ARCHIVE)
    assert listed(user) == ["Today", "Third", "Archived (2)"]
    assert notice(user) == "2 conversations archived"
    user.press("Undo")

    assert listed(user) == ["Today", "Third", "Second", "First"]


@journey
async def test_tags_are_added_to_all_and_kept_where_only_some_have_them(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second")
    shelf_of(user).tag([row(user, "First").id], ["own"])
    select(user, "First", "Second")

    list_of(user).request(Act.TAG)
    await until(lambda: user.program.window.findChildren(TagsDialog))
    dialog = user.program.window.findChildren(TagsDialog)[0]
    dialog.field.setText("shared #other, shared")
    dialog.save()

    assert row(user, "First").tags == ("own", "shared", "other")
    assert row(user, "Second").tags == ("shared", "other")


@journey
async def test_a_tag_in_use_is_completed(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second")
    shelf_of(user).tag([row(user, "First").id], ["cooking"])
    select(user, "Second")
    list_of(user).request(Act.TAG)
    await until(lambda: user.program.window.findChildren(TagsDialog))
    dialog = user.program.window.findChildren(TagsDialog)[0]

    QTest.keyClicks(dialog.field, "coo")
    QTest.keyClick(dialog.field.popup, Qt.Key.Key_Return)
    assert dialog.field.text() == "cooking "
    dialog.save()

    assert row(user, "Second").tags == ("cooking",)


@journey
async def test_keys_for_the_next_one_and_for_numbers_follow_what_is_listed(
    user: DesktopUser,
) -> None:
    await with_conversations(user, "First", "Second", "Third")
    shelf_of(user).pin([row(user, "First").id], True)
    assert listed(user) == ["Pinned", "First", "Today", "Third", "Second"]

    user.press_key(Qt.Key.Key_1, CONTROL)
    await until(lambda: user.messages and user.messages[0].text == "First")
    user.press_key(Qt.Key.Key_PageDown, CONTROL)
    await until(lambda: user.messages and user.messages[0].text == "Third")
    user.program.window.views.sidebar.search.setText("sec")
    user.press_key(Qt.Key.Key_1, CONTROL)

    await until(lambda: user.messages and user.messages[0].text == "Second")


@journey
async def test_a_folder_moves_into_another(user: DesktopUser) -> None:
    await with_conversations(user, "First")
    work = shelf_of(user).new_folder("Work")
    inner = shelf_of(user).new_folder("Tax", work)
    zoo = shelf_of(user).new_folder("Zoo")

    user.program.rows.do(Act.MOVE, Picked((), (inner,)))
    offered = offered_to(user)
    QTest.keyClicks(offered.field, "zoo")
    QTest.keyClick(offered.field, Qt.Key.Key_Return)

    parents = {folder.name: folder.parent_id for folder in shelf_of(user).folders}
    assert parents == {"Work": NO_FOLDER, "Tax": zoo, "Zoo": NO_FOLDER}


@journey
async def test_a_damaged_conversations_file_is_found_from_the_notice(user: DesktopUser) -> None:
    await with_conversations(user, "First", "Second")
    (first,) = [each.id for each in shelf_of(user).rows if each.title == "First"]
    path = user.program.services.paths.conversations / f"{first}.json"
    asked: list[str] = []
    await user.quit()
    path.write_bytes(b"{ no end")
    path.with_suffix(".bak").unlink(missing_ok=True)
    await user.start()
    user.program.navigation.file_requested.disconnect(user.program._show_file)
    user.program.navigation.file_requested.connect(asked.append)
    await until(lambda: any(each.state is RowState.DAMAGED for each in shelf_of(user).rows))

    user.program.navigation.open(first)
    await until(lambda: "damaged" in notice(user))
    user.press("Show in folder")

    assert asked == [first]
