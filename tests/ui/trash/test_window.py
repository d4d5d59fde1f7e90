"""The trash on the screen: what lies in it, its way back, and its end."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from fakes.asking import answer, questions
from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.trash.window import TrashWindow


async def opened(user: DesktopUser) -> TrashWindow:
    """Open the trash from the sidebar."""
    user.press("Trash")
    window = user.program.windows.trash
    assert window is not None
    await until(window.isVisible)
    return window


async def with_deleted(user: DesktopUser, *titles: str) -> None:
    """Delete conversations of these titles, the first one first."""
    shelf = user.program.services.shelf
    for title in titles:
        user.press("New conversation")
        await user.say_and_wait(title)
    for title in titles:
        gone = next(row.id for row in shelf.rows if row.title == title)
        await shelf.delete([gone])


def titles(window: TrashWindow) -> list[str]:
    return [row.title for row in window.page.list.rows]


def button(window: TrashWindow, name: str) -> QAbstractButton:
    return next(b for b in window.findChildren(QAbstractButton) if b.accessibleName() == name)


def shown_in(window: TrashWindow) -> list[str]:
    """Return the words of the messages that are read."""
    return [entry.message.text for entry in window.reader.entries]


@journey
async def test_an_empty_trash_says_so(user: DesktopUser) -> None:
    window = await opened(user)

    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "The trash is empty." in shown
    assert not button(window, "Restore").isEnabled()


@journey
async def test_what_was_deleted_last_stands_first_and_enter_brings_it_back(
    user: DesktopUser,
) -> None:
    await with_deleted(user, "First", "Second")
    window = await opened(user)
    await until(lambda: titles(window) == ["Second", "First"])

    QTest.keyClick(window.page.list, Qt.Key.Key_Return)

    await until(lambda: titles(window) == ["First"])
    assert user.rows() == ["Second"]
    assert window.toast.message == "“Second” brought back"


@journey
async def test_several_are_brought_back_at_once(user: DesktopUser) -> None:
    await with_deleted(user, "First", "Second", "Third")
    window = await opened(user)
    await until(lambda: len(titles(window)) == 3)

    QTest.keyClick(window.page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    button(window, "Restore").click()

    await until(lambda: titles(window) == ["First"])
    assert sorted(user.rows()) == ["Second", "Third"]


@journey
async def test_nothing_is_destroyed_without_an_answer(user: DesktopUser) -> None:
    await with_deleted(user, "First", "Second")
    window = await opened(user)
    await until(lambda: len(titles(window)) == 2)

    QTest.keyClick(window.page.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: questions(window))
    asked = answer(window, "Keep")
    assert asked == "Delete “Second” for ever?"
    assert titles(window) == ["Second", "First"]
    await until(lambda: not questions(window))

    QTest.keyClick(window.page.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: questions(window))
    answer(window, "Delete for ever")
    await until(lambda: titles(window) == ["First"])


@journey
async def test_emptying_asks_once_for_everything(user: DesktopUser) -> None:
    await with_deleted(user, "First", "Second")
    window = await opened(user)
    await until(lambda: len(titles(window)) == 2)

    button(window, "Empty the trash…").click()
    await until(lambda: questions(window))
    answer(window, "Delete for ever")

    await until(lambda: titles(window) == [])
    assert await user.program.services.shelf.trash() == ()


@journey
async def test_what_is_deleted_while_the_trash_shows_appears_in_it(user: DesktopUser) -> None:
    window = await opened(user)
    await user.say_and_wait("Late")

    shelf = user.program.services.shelf
    user.program.rows.do(Act.DELETE, Picked((shelf.rows[0].id,)))

    await until(lambda: titles(window) == ["Late"])


@journey
async def test_a_row_reads_with_what_it_is_and_how_long_it_stays(user: DesktopUser) -> None:
    await with_deleted(user, "First")
    window = await opened(user)
    await until(lambda: titles(window) == ["First"])

    index = window.page.list.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "First"
    described = str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert described.startswith("Conversation · deleted today at ")
    assert described.endswith("· 30 days left")


@journey
async def test_a_conversation_is_read_before_it_is_brought_back(user: DesktopUser) -> None:
    await with_deleted(user, "Read me")
    window = await opened(user)
    await until(lambda: titles(window) == ["Read me"])

    QTest.keyClick(window.page.list, Qt.Key.Key_Space)
    await until(window.reader.isVisible)

    assert window.reader.windowTitle() == "Read me (in the trash)"
    assert "Read me" in shown_in(window)
    assert titles(window) == ["Read me"]
    restore = next(
        b for b in window.reader.findChildren(QAbstractButton) if b.accessibleName() == "Restore"
    )
    restore.click()
    await until(lambda: user.rows() == ["Read me"])
    assert not window.reader.isVisible()


@journey
async def test_of_deleted_messages_those_are_read_and_nothing_else(user: DesktopUser) -> None:
    await user.say_and_wait("First")
    await user.say_and_wait("Second")
    chat = user.page.chat
    assert chat is not None
    chat.delete(chat.conversation.branch_ids()[2:3])
    window = await opened(user)
    await until(lambda: len(titles(window)) == 1)

    button(window, "Read").click()
    await until(window.reader.isVisible)

    assert shown_in(window) == ["Second"]
    window.close()
    assert not window.reader.isVisible()
