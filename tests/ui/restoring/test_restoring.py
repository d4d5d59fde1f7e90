"""A person backs up, loses conversations, and has them back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.ui.restoring.dialog import RestoreDialog
from whinchat.ui.settings.data_page import DataPage
from whinchat.ui.settings.page_titles import DATA
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.widgets.button import Button


def press(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def data_page(user: DesktopUser) -> DataPage:
    user.program.windows.open_settings(DATA)
    window = user.program.windows.settings
    assert window is not None
    return window.findChildren(DataPage)[0]


def dialogs(user: DesktopUser) -> list[RestoreDialog]:
    window = user.program.windows.settings
    return window.findChildren(RestoreDialog) if window is not None else []


def rows(dialog: RestoreDialog) -> list[str]:
    tree = dialog.findChildren(QTreeWidget)[0]
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [f"{item.text(0)}: {item.text(1)}" for item in items if item is not None]


def notice(user: DesktopUser) -> str:
    return user.program.window.views.toast.message


def titles(user: DesktopUser) -> set[str]:
    return {row.title for row in user.program.services.shelf.rows}


@journey
async def test_what_was_destroyed_comes_back_from_a_backup(user: DesktopUser) -> None:
    for words in ("First", "Second"):
        user.press("New conversation")
        await user.say_and_wait(words)
    page, services = data_page(user), user.program.services
    press(page.back_up_button)
    await until(lambda: services.safety.backups.state.count == 1)
    gone = next(row.id for row in services.shelf.rows if row.title == "First")
    await services.shelf.delete([gone])
    await services.shelf.empty_trash()

    press(page.restore_button)
    await until(lambda: dialogs(user) and rows(dialogs(user)[0]))
    (dialog,) = dialogs(user)
    assert rows(dialog) == ["First: new"]
    press(dialog.order_button)

    await until(lambda: notice(user) == "1 conversation restored")
    await until(user.program.window.isActiveWindow)
    await until(lambda: titles(user) == {"First", "Second"})


@journey
async def test_what_was_deleted_is_offered_and_comes_only_when_asked_for(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("First")
    page, services = data_page(user), user.program.services
    await services.safety.backups.back_up()
    await services.shelf.delete([row.id for row in services.shelf.rows])
    press(page.restore_button)
    await until(lambda: dialogs(user) and dialogs(user)[0].bring_back.isVisible())
    (dialog,) = dialogs(user)
    assert rows(dialog) == []
    assert not dialog.order_button.isEnabled()

    dialog.bring_back.click()
    assert rows(dialog) == ["First: from the trash"]
    press(dialog.order_button)

    await until(lambda: titles(user) == {"First"})


@journey
async def test_a_damaged_conversation_is_recovered_from_its_menu(user: DesktopUser) -> None:
    await user.say_and_wait("First")
    services = user.program.services
    (row,) = services.shelf.rows
    user.press("New conversation")
    await services.library.close_conversation(row.id)
    path = services.paths.conversations / f"{row.id}.json"
    path.write_bytes(path.read_bytes()[:-40])
    path.with_suffix(".bak").unlink(missing_ok=True)
    await services.shelf.look_again([row.id])

    user.program.window.views.sidebar.list.requested.emit(Act.RECOVER, Picked((row.id,)))

    await until(lambda: "recovered" in notice(user))
    chat = user.program.window.views.page.chat
    assert chat is not None
    assert chat.conversation.title == "First (recovered)"
    assert chat.conversation.branch()[0].text == "First"
