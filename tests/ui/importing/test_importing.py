"""Importing by hand: files are looked through, rows checked, what came is shown and undone."""

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from fakes.desktop_user import DesktopUser, journey
from fakes.foreign_apps import EXPORTS
from fakes.foreign_webs import chatgpt_conversation, chatgpt_zip
from fakes.waiting import until
from whinchat.storage.exchange.importing.imported import App
from whinchat.ui.importing.dialog import ImportDialog
from whinchat.ui.widgets.button import Button


async def opened(user: DesktopUser) -> ImportDialog:
    """Open the dialog from the header."""
    user.page.header.import_requested.emit()
    await until(lambda: user.program.window.findChildren(ImportDialog))
    return user.program.window.findChildren(ImportDialog)[-1]


async def looked(user: DesktopUser, *paths: Path) -> ImportDialog:
    """Open the dialog and wait for what is in some files."""
    dialog = await opened(user)
    before = said(dialog)
    dialog.looked_for.emit(paths)
    # Looking begins in the loop's next turn.
    await until(lambda: said(dialog) != before and button(dialog, "Cancel"))
    return dialog


def button(dialog: ImportDialog, begin: str) -> Button | None:
    """Return the button whose words begin like that."""
    found = [one for one in dialog.findChildren(Button) if one.text().startswith(begin)]
    return found[0] if found else None


def press(dialog: ImportDialog, begin: str) -> None:
    """Press the button whose words begin like that."""
    found = button(dialog, begin)
    assert found is not None
    assert found.isEnabled()
    found.click()


def said(dialog: ImportDialog) -> str:
    """Return all that the dialog says."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def many(path: Path, count: int) -> Path:
    return chatgpt_zip(path, *(chatgpt_conversation(f"c-{n}") for n in range(count)))


@journey
async def test_what_arrives_is_listed_and_undone_from_the_notice(user: DesktopUser) -> None:
    dialog = await looked(user, many(user.folder / "a.zip", 3))
    assert "3 conversations" in said(dialog)

    press(dialog, "Import 3 conversations")
    toast = user.program.window.views.toast
    await until(lambda: toast.message == "3 conversations imported")
    assert len(user.program.services.shelf.rows) == 3

    toast.findChildren(Button)[0].click()
    await until(lambda: toast.message == "The import was undone")
    assert len(user.program.services.shelf.rows) == 0


@journey
async def test_what_arrived_is_shown_from_the_notice(user: DesktopUser) -> None:
    press(await looked(user, many(user.folder / "a.zip", 3)), "Import 3 conversations")
    toast = user.program.window.views.toast
    await until(lambda: toast.message == "3 conversations imported")

    next(one for one in toast.findChildren(Button) if one.text() == "Show").click()

    await until(lambda: user.messages)
    assert toast.message == ""


@journey
async def test_one_conversation_that_came_is_shown(user: DesktopUser) -> None:
    dialog = await looked(user, EXPORTS[App.JAN](user.folder / "exports"))

    press(dialog, "Import 1 conversation")

    await until(lambda: [m.text for m in user.messages] == ["Why do kites fly?", "The wind."])


@journey
async def test_only_what_is_checked_arrives(user: DesktopUser) -> None:
    dialog = await looked(user, many(user.folder / "a.zip", 3))

    dialog.list.setCurrentIndex(dialog.rows.index(1, 0))
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    press(dialog, "Import 2 conversations")

    await until(lambda: len(user.program.services.shelf.rows) == 2)


@journey
async def test_what_is_here_already_is_told_and_not_checked(user: DesktopUser) -> None:
    path = many(user.folder / "a.zip", 2)
    press(await looked(user, path), "Import 2")
    await until(lambda: len(user.program.services.shelf.rows) == 2)

    dialog = await looked(user, path)

    assert "2 are here already" in said(dialog)
    assert dialog.rows.checked == ()
    index = dialog.rows.index(0, 0)
    assert "here already" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


@journey
async def test_a_search_narrows_the_list_and_all_means_what_shows(user: DesktopUser) -> None:
    paths = (EXPORTS[App.CLAUDE](user.folder), EXPORTS[App.MARKDOWN](user.folder))
    dialog = await looked(user, *paths)

    dialog.search.setText("knot")
    dialog.all_box.click()

    assert [one.title for one in dialog.rows.shown] == ["Knots"]
    assert [one.title for one in dialog.rows.checked] == ["Bread"]


@journey
async def test_a_file_of_nobody_is_refused_with_a_sentence(user: DesktopUser) -> None:
    path = user.folder / "odd.bin"
    path.write_bytes(b"\x00\x01\x02")

    dialog = await looked(user, path)

    assert "No conversations were found in odd.bin" in said(dialog)
    assert not dialog.list.isVisible()


@journey
async def test_stopping_keeps_what_has_come(user: DesktopUser) -> None:
    dialog = await looked(user, many(user.folder / "a.zip", 200))
    press(dialog, "Import 200")
    await until(lambda: re.search(r"[1-9]\d* of 200 have arrived", said(dialog)))

    press(dialog, "Stop")

    toast = user.program.window.views.toast
    await until(lambda: toast.message.startswith("Stopped. "))
    assert len(user.program.services.shelf.rows) < 200


@journey
async def test_files_dropped_on_the_sidebar_are_looked_through(user: DesktopUser) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(many(user.folder / "a.zip", 2)))])
    sidebar = user.program.window.views.sidebar
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier

    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(sidebar, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(sidebar, QDropEvent(QPointF(5, 5), copy, data, left, none))

    await until(lambda: user.program.window.findChildren(ImportDialog))
    dialog = user.program.window.findChildren(ImportDialog)[-1]
    await until(lambda: len(dialog.rows.checked) == 2)


@journey
async def test_what_came_goes_on_with_the_usual_model(user: DesktopUser) -> None:
    dialog = await looked(user, EXPORTS[App.JAN](user.folder / "exports"))
    press(dialog, "Import 1 conversation")
    await until(lambda: [m.text for m in user.messages] == ["Why do kites fly?", "The wind."])

    reply = await user.say_and_wait("And in the rain?")

    assert "And in the rain?" in reply.text
