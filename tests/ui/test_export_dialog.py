"""Exporting by hand: a name is suggested, a file is written, and either is said."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QMenu

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.storage.exchange.formats import Format


async def asked(user: DesktopUser) -> QFileDialog:
    """Ask for an export from the header and return the dialog."""
    user.page.header.export_requested.emit()
    return await dialog_of(user)


async def dialog_of(user: DesktopUser) -> QFileDialog:
    await until(lambda: user.program.window.findChildren(QFileDialog))
    return user.program.window.findChildren(QFileDialog)[-1]


async def choose(dialog: QFileDialog, path: Path) -> None:
    """Choose a file, as typing its name and pressing Save does."""
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.done(QFileDialog.DialogCode.Accepted)
    dialog.fileSelected.emit(str(path))


def told(user: DesktopUser, words: str) -> bool:
    return notice(user) == words


def notice(user: DesktopUser) -> str:
    found = [widget for widget in user.find("Notice") if isinstance(widget, QLabel)]
    return found[0].text() if found else ""


@journey
async def test_each_format_is_written_where_it_was_wanted(user: DesktopUser) -> None:
    await user.say_and_wait("Which bird is this?")
    for kind in Format:
        dialog = await asked(user)
        target = user.folder / f"exported{kind.suffix}"

        await choose(dialog, target)

        await until(partial(told, user, f"Exported to {target.name}"))
        assert b"Which bird is this?" in target.read_bytes()
    assert (user.folder / "exported.json").read_bytes().startswith(b"{")
    assert b"<!doctype html" in (user.folder / "exported.html").read_bytes().lower()


@journey
async def test_the_name_comes_from_the_title_and_follows_the_format(user: DesktopUser) -> None:
    await user.say_and_wait("Which bird: this/that?")
    dialog = await asked(user)
    assert Path(dialog.selectedFiles()[0]).name == "Which bird this that.md"

    types = dialog.findChild(QComboBox, "fileTypeCombo")
    assert types is not None
    types.setFocus()
    dialog.filterSelected.emit("Web page (*.html)")

    assert Path(dialog.selectedFiles()[0]).name == "Which bird this that.html"
    dialog.reject()


@journey
async def test_a_name_without_a_suffix_gets_that_of_the_format(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    dialog = await asked(user)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(user.folder / "talk"))

    dialog.accept()

    await until((user.folder / "talk.md").exists)


@journey
async def test_what_could_not_be_written_is_said(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    (user.folder / "taken.md").mkdir()
    dialog = await asked(user)

    await choose(dialog, user.folder / "taken.md")

    await until(lambda: notice(user))
    assert not notice(user).startswith("Exported")


@journey
async def test_a_conversation_that_is_not_shown_can_be_exported_and_is_closed_again(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")
    shelf = user.program.services.shelf
    first = shelf.rows[1].id
    await until(lambda: first not in shelf._chats)

    user.program.window.views.sidebar.list.export_requested.emit(first)
    dialog = await dialog_of(user)
    assert first not in shelf._chats
    await choose(dialog, user.folder / "first.md")

    await until((user.folder / "first.md").exists)
    assert "First" in (user.folder / "first.md").read_text(encoding="utf-8")


@journey
async def test_renaming_one_that_is_not_shown_keeps_the_name_and_closes_it(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")
    shelf = user.program.services.shelf
    first = shelf.rows[1].id

    user.program.window.views.sidebar.list.renamed.emit(first, "A better name")
    await until(lambda: "A better name" in user.rows())
    await until(lambda: first not in shelf._chats)
    await user.quit()

    await user.start()
    await until(lambda: "A better name" in user.rows())


@journey
async def test_the_rows_menu_exports_the_row_under_the_pointer(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    rows = user.program.window.views.sidebar.list
    asked_for: list[str] = []
    rows.export_requested.connect(asked_for.append)
    place = rows.visualRect(rows.currentIndex()).center()

    by_mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(
        rows.viewport(), QContextMenuEvent(by_mouse, place, rows.mapToGlobal(QPoint()) + place)
    )
    menu = rows.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Export conversation").trigger()
    menu.close()

    assert asked_for == [user.program.services.shelf.rows[0].id]
    (await dialog_of(user)).reject()


@journey
async def test_code_is_saved_where_it_was_wanted(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    user.page.transcript.save_requested.emit("code.py", "x = 1")
    dialog = await dialog_of(user)
    assert Path(dialog.selectedFiles()[0]).name == "code.py"

    await choose(dialog, user.folder / "mine.py")

    await until(partial(told, user, "Saved as mine.py"))
    assert (user.folder / "mine.py").read_bytes() == b"x = 1\n"


@journey
async def test_code_that_could_not_be_saved_is_said(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    (user.folder / "taken.py").mkdir()
    user.page.transcript.save_requested.emit("code.py", "x = 1")

    await choose(await dialog_of(user), user.folder / "taken.py")

    await until(lambda: notice(user))
    assert not notice(user).startswith("Saved")
