"""Exporting by hand: a name is suggested, a file is written, and either is said."""

import shutil
import zipfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.storage.exchange.format_names import Format
from whinchat.ui.exporting.dialog import ExportDialog
from whinchat.ui.exporting.order import MANY
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.widgets.button import Button


async def asked(user: DesktopUser) -> ExportDialog:
    """Ask for an export from the header and return the dialog."""
    user.page.header.export_requested.emit()
    return await dialog_of(user)


async def dialog_of(user: DesktopUser) -> ExportDialog:
    """Return the dialog, with the test's own folder chosen."""
    await until(lambda: user.program.window.findChildren(ExportDialog))
    dialog = user.program.window.findChildren(ExportDialog)[-1]
    (user.folder / "exports").mkdir(exist_ok=True)
    dialog.folder.setText(str(user.folder / "exports"))
    return dialog


def choose(dialog: ExportDialog, kind: Format) -> None:
    """Choose a format as by hand."""
    dialog.file_format.setCurrentIndex(dialog.file_format.findData(kind))
    dialog.file_format.activated.emit(dialog.file_format.currentIndex())


def press_export(dialog: ExportDialog) -> None:
    button = next(b for b in dialog.findChildren(Button) if b.text() == "Export")
    button.click()


def words_of(dialog: ExportDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def files_in(user: DesktopUser) -> list[str]:
    folder = user.folder / "exports"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def file_dialog_of(user: DesktopUser) -> QFileDialog:
    await until(lambda: user.program.window.findChildren(QFileDialog))
    return user.program.window.findChildren(QFileDialog)[-1]


async def choose_file(dialog: QFileDialog, path: Path) -> None:
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
        choose(dialog, kind)
        name = f"Which bird is this{kind.suffix}"
        assert name in words_of(dialog)

        press_export(dialog)

        await until(partial(told, user, f"Exported to {name}"))
        assert name in files_in(user)
    starts = {name: (user.folder / "exports" / name).read_bytes()[:5] for name in files_in(user)}
    assert starts["Which bird is this.pdf"] == b"%PDF-"
    assert starts["Which bird is this.odt"].startswith(b"PK")
    assert starts["Which bird is this.html"] == b"<!doc"


@journey
async def test_a_file_that_is_there_is_never_written_over(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    for _ in range(2):
        press_export(await asked(user))
        await until(lambda: notice(user).startswith("Exported"))
        user.program.window.views.toast.close_notice()

    assert files_in(user) == ["Hello (2).md", "Hello.md"]


@journey
async def test_the_name_that_is_free_is_said_before_anything_is_written(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    (user.folder / "exports").mkdir()
    (user.folder / "exports" / "hello.MD").touch()

    dialog = await asked(user)

    await until(lambda: "“Hello (2).md”" in words_of(dialog))
    dialog.reject()


@journey
async def test_a_folder_that_is_gone_is_not_offered_again(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    dialog = await asked(user)
    press_export(dialog)
    await until(lambda: notice(user).startswith("Exported"))
    shutil.rmtree(user.folder / "exports")

    user.page.header.export_requested.emit()
    dialog = user.program.window.findChildren(ExportDialog)[-1]

    await until(lambda: dialog.order.folder != user.folder / "exports")
    assert not (user.folder / "exports").exists()
    dialog.reject()


@journey
async def test_the_last_choice_is_offered_again(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    dialog = await asked(user)
    choose(dialog, Format.TEXT)
    dialog.boxes["reasoning"].setChecked(False)
    press_export(dialog)
    await until(lambda: notice(user).startswith("Exported"))

    user.page.header.export_requested.emit()
    dialog = user.program.window.findChildren(ExportDialog)[-1]

    assert dialog.order.plan.file_format is Format.TEXT
    assert not dialog.order.plan.options.reasoning
    assert dialog.order.folder == user.folder / "exports"
    dialog.reject()


@journey
async def test_what_could_not_be_written_is_said_and_can_be_tried_again(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    dialog = await asked(user)
    (user.folder / "taken").write_text("a file")
    dialog.folder.setText(str(user.folder / "taken"))

    press_export(dialog)

    await until(lambda: "taken" in words_of(dialog) and dialog.name.isEnabled())
    dialog.folder.setText(str(user.folder / "exports"))
    press_export(dialog)
    await until(lambda: files_in(user) == ["Hello.md"])


@journey
async def test_a_conversation_that_is_not_shown_can_be_exported_and_is_closed_again(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")
    first = user.program.services.shelf.rows[1].id

    user.program.window.views.sidebar.list.requested.emit(Act.EXPORT, Picked((first,)))
    press_export(await dialog_of(user))

    await until(lambda: files_in(user) == ["First.md"])


@journey
async def test_several_go_to_a_folder_or_a_zip(user: DesktopUser) -> None:
    await user.say_and_wait("Same words")
    user.press("New conversation")
    await user.say_and_wait("Same words")
    exporting = user.program.outgoing.exporting
    ids = [row.id for row in user.program.services.shelf.rows]

    exporting.open(ids)
    press_export(await dialog_of(user))
    await until(lambda: notice(user).startswith("Exported"))
    assert files_in(user) == [f"{MANY}/Same words (2).md", f"{MANY}/Same words.md"]

    exporting.open(())
    dialog = await dialog_of(user)
    dialog.packing.show_choice("zip")
    dialog.packing.chosen.emit("zip")
    press_export(dialog)
    await until(lambda: f"{MANY}.zip" in files_in(user))
    with zipfile.ZipFile(user.folder / "exports" / f"{MANY}.zip") as archive:
        assert sorted(archive.namelist()) == ["Same words (2).md", "Same words.md"]


@journey
async def test_one_that_cannot_be_read_is_named_and_the_others_are_written(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("Whole")
    (user.folder / "conversations" / "broken.json").write_text("{ not JSON }")

    user.program.outgoing.exporting.open([user.program.services.shelf.rows[0].id, "broken"])
    dialog = await dialog_of(user)
    press_export(dialog)

    await until(lambda: "1 could not be" in words_of(dialog))
    assert "broken" in words_of(dialog)
    assert files_in(user) == [f"{MANY}/Whole.md"]
    dialog.reject()


@journey
async def test_stopping_leaves_no_half_file(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    dialog = await asked(user)
    choose(dialog, Format.PDF)
    press_export(dialog)
    dialog.reject()

    slow_disk = user.program.services.slow_disk
    await slow_disk.run(lambda: None)
    assert [name for name in files_in(user) if name.endswith(".tmp")] == []
    await until(lambda: not user.find("How much is exported"))


@journey
async def test_renaming_one_that_is_not_shown_keeps_the_name_and_closes_it(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("First")
    user.press("New conversation")
    await user.say_and_wait("Second")
    shelf = user.program.services.shelf
    first = shelf.rows[1].id

    user.program.window.views.sidebar.list.naming.renamed.emit(first, "A better name")
    await until(lambda: "A better name" in user.rows())
    await until(lambda: first not in shelf._chats)
    await user.quit()

    await user.start()
    await until(lambda: "A better name" in user.rows())


@journey
async def test_the_rows_menu_exports_the_row_under_the_pointer(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    rows = user.program.window.views.sidebar.list
    asked_for: list[tuple[str, ...]] = []
    user.program.rows.export_requested.connect(asked_for.append)
    place = rows.visualRect(rows.currentIndex()).center()

    by_mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(
        rows.viewport(), QContextMenuEvent(by_mouse, place, rows.mapToGlobal(QPoint()) + place)
    )
    menu = rows.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Export…").trigger()
    menu.close()

    assert asked_for == [(user.program.services.shelf.rows[0].id,)]
    (await dialog_of(user)).reject()


@journey
async def test_code_is_saved_where_it_was_wanted(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    user.page.transcript.save_requested.emit("code.py", "x = 1")
    dialog = await file_dialog_of(user)
    assert Path(dialog.selectedFiles()[0]).name == "code.py"

    await choose_file(dialog, user.folder / "mine.py")

    await until(partial(told, user, "Saved as mine.py"))
    assert (user.folder / "mine.py").read_bytes() == b"x = 1\n"


@journey
async def test_code_that_could_not_be_saved_is_said(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")
    (user.folder / "taken.py").mkdir()
    user.page.transcript.save_requested.emit("code.py", "x = 1")

    await choose_file(await file_dialog_of(user), user.folder / "taken.py")

    await until(lambda: notice(user))
    assert not notice(user).startswith("Saved")
