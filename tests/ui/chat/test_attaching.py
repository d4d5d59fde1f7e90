"""Attaching files to a message of the whole program, and finding them again."""

import json
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from fakes.desktop_user import DesktopUser, journey
from fakes.pictures import landscape
from fakes.waiting import until
from whinchat.domain.parts import FilePart, ImagePart

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def files(folder: Path) -> list[Path]:
    """Two files of a person's."""
    (folder / "hills.png").write_bytes(landscape(60, 40))
    (folder / "notes.py").write_text("print('hello')\n")
    return [folder / "hills.png", folder / "notes.py"]


def drop(user: DesktopUser, paths: list[Path]) -> None:
    """Drop files onto the page, beside the composer."""
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NO_KEY
    enter = QDragEnterEvent(QPoint(10, 10), copy, given, left, no_key)
    QApplication.sendEvent(user.page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(user.page, QDropEvent(QPointF(10, 10), copy, given, left, no_key))


def paste(user: DesktopUser, given: QMimeData) -> None:
    """Paste what the clipboard would hold."""
    user.page.composer.editor.insertFromMimeData(given)


async def until_attached(user: DesktopUser, count: int) -> None:
    await until(lambda: len(user.page.composer.draft.attachments) == count)


@journey
async def test_dropped_files_go_out_as_the_api_wants_them(user: DesktopUser) -> None:
    drop(user, files(user.folder))
    await until_attached(user, 2)

    await user.say_and_wait("What is this?")

    assert [type(part) for part in user.messages[0].parts[:2]] == [ImagePart, FilePart]
    [item] = user.server.posts[0].json["input"]
    picture, text, words = item["content"]
    assert picture["image_url"].startswith("data:image/png;base64,")
    assert text["text"] == "notes.py:\n\n```\nprint('hello')\n```"
    assert words["text"] == "What is this?"
    assert user.page.composer.draft.is_empty


@journey
async def test_attachments_of_a_draft_are_there_after_a_restart(user: DesktopUser) -> None:
    drop(user, files(user.folder))
    await until_attached(user, 2)
    user.type("Not yet")
    before = user.page.composer.draft
    await user.quit()

    await user.start()
    await until(lambda: user.page.composer.draft == before)
    await user.say_and_wait(", now")

    assert len(user.server.posts[0].json["input"][0]["content"]) == 3


@journey
async def test_a_long_paste_is_attached_and_can_be_text_after_all(user: DesktopUser) -> None:
    given, text = QMimeData(), "A line of a log.\n" * 400
    given.setText(text)
    paste(user, given)
    await until_attached(user, 1)
    assert user.page.composer.draft.text == ""

    user.press("Paste as text instead")

    await until_attached(user, 0)
    assert user.page.composer.draft.text == text


@journey
async def test_a_picture_of_the_clipboard_is_attached(user: DesktopUser) -> None:
    given = QMimeData()
    given.setImageData(QImage.fromData(landscape(60, 40)))

    paste(user, given)

    await until_attached(user, 1)
    [attachment] = user.page.composer.draft.attachments
    assert (attachment.name, attachment.media_type) == ("Pasted picture.png", "image/png")


@journey
async def test_what_cannot_be_sent_is_said(user: DesktopUser) -> None:
    program = user.folder / "tool.png"
    program.write_bytes(b"\x7fELF\x02\x00")

    drop(user, [program])

    toast = user.program.window.views.toast
    await until(lambda: "tool.png is no PNG" in toast.message)
    assert user.page.composer.draft.is_empty


@journey
async def test_the_key_to_attach_asks_for_files_and_deletes_no_line(user: DesktopUser) -> None:
    user.type("A line")
    user.program.window.activateWindow()

    user.press_key(Qt.Key.Key_U, CTRL)

    await until(lambda: user.program.window.findChildren(QFileDialog))
    dialog = user.program.window.findChildren(QFileDialog)[0]
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    assert user.page.composer.draft.text == "A line"
    dialog.reject()


@journey
async def test_a_draft_on_disk_refers_to_its_attachments(user: DesktopUser) -> None:
    drop(user, files(user.folder)[:1])
    await until_attached(user, 1)
    [attachment] = user.page.composer.draft.attachments
    drafts = user.folder / "drafts.json"

    await until(lambda: drafts.exists() and attachment.sha256.encode() in drafts.read_bytes())

    [kept] = json.loads(drafts.read_bytes())["drafts"].values()
    assert kept["attachments"][0]["name"] == "hills.png"
    assert (user.folder / "attachments" / f"{attachment.sha256}.png").exists()


@journey
async def test_a_file_that_is_read_while_one_goes_elsewhere_is_attached_where_it_was_dropped(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("One")
    shown = user.page.chat
    assert shown is not None
    user.type("Look")
    drop(user, files(user.folder)[:1])
    user.program.navigation.open_new()
    assert user.page.chat is not shown
    await until(lambda: user.program.services.shelf.draft(shown.id).attachments)
    assert not user.page.composer.draft.attachments

    await user.program.navigation.show_conversation(shown.id)

    draft = user.page.composer.draft
    assert (draft.text, [one.name for one in draft.attachments]) == ("Look", ["hills.png"])
