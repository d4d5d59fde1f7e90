"""Pictures of the conversation are shown, within limits; nothing else is ever loaded."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user_with
from fakes.pictures import attachment_of, bring, landscape
from fakes.screens import on_screen, settled
from whinchat.domain.parts import Attachment, ImagePart, TextPart
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.pictures.picture import decode
from whinchat.ui.transcript.pictures.picture_view import PictureView
from whinchat.ui.transcript.reading.spoken import spoken
from whinchat.ui.transcript.rows.picture_row import PictureRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.transcript import Transcript

BOUNDS = QSize(400, 300)
INSIDE = QPoint(60, 140)
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>'


@pytest.mark.parametrize("kind", ["PNG", "JPG", "BMP", "WEBP"])
def test_a_picture_is_decoded_no_larger_than_it_is_shown(kind: str) -> None:
    data = landscape(2_000, 1_000, kind)

    picture = decode(attachment_of(data), data, BOUNDS)

    assert picture.image.size() == QSize(400, 200)
    assert picture.size == QSize(2_000, 1_000)


def test_a_small_picture_stays_as_it_is() -> None:
    data = landscape(40, 30)

    assert decode(attachment_of(data), data, BOUNDS).image.size() == QSize(40, 30)


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"no picture",
        _SVG,
        landscape(200, 100)[:20],
        # A header that promises a hundred thousand pixels each way.
        landscape(20, 10)[:16] + b"\0\x01\x86\xa0" * 2 + landscape(20, 10)[24:],
    ],
    ids=["missing", "empty", "words", "svg", "cut", "bomb"],
)
def test_what_cannot_be_shown_says_why(data: bytes | None) -> None:
    picture = decode(attachment_of(data or b""), data, BOUNDS)

    assert picture.image.isNull()
    assert picture.trouble


def test_a_picture_of_the_conversation_shows(transcript: Transcript, qtbot: QtBot) -> None:
    data = landscape(300, 200)
    bring(transcript.pictures, data)

    _show(transcript, qtbot, attachment_of(data))

    sky = on_screen(transcript).pixelColor(INSIDE)
    assert sky.blue() > 180 > sky.red() - 40
    assert "hills.png" in spoken(reply(ImagePart(attachment_of(data))))


def test_a_picture_of_the_user_shows(transcript: Transcript, qtbot: QtBot) -> None:
    data = landscape(2_000, 400)
    bring(transcript.pictures, data)

    transcript.show_entries([user_with(ImagePart(attachment_of(data)), TextPart("Words"))])
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)

    shown = on_screen(transcript)
    sky = shown.pixelColor(shown.width() // 2, 50)
    assert sky.blue() > 180 > sky.red() - 40


def test_a_picture_is_at_hand_in_the_menu(
    transcript: Transcript, qtbot: QtBot, tmp_path: Path
) -> None:
    data = landscape(300, 200)
    bring(transcript.pictures, data)
    _show(transcript, qtbot, attachment_of(data))
    spy = QSignalSpy(transcript.save_requested)
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)
    actions = {a.text(): a for menu in transcript.findChildren(QMenu) for a in menu.actions()}

    actions["Copy picture"].trigger()
    actions["Save picture"].trigger()
    qtbot.waitUntil(lambda: transcript.pictures.is_idle)

    assert QGuiApplication.clipboard().image().size() == QSize(300, 200)
    assert spy.count() == 1
    assert spy.at(0) == ["hills.png", data]


def test_pressing_a_picture_shows_it_large(transcript: Transcript, qtbot: QtBot) -> None:
    data = landscape(300, 200)
    bring(transcript.pictures, data)
    _show(transcript, qtbot, attachment_of(data))

    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=INSIDE)

    view = transcript.findChild(PictureView)
    assert view is not None
    qtbot.waitUntil(lambda: transcript.pictures.is_idle)
    assert view.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_picture_that_was_shown_before_is_there_at_once(theme: Theme, qtbot: QtBot) -> None:
    told: list[None] = []
    holder = QWidget()
    qtbot.addWidget(holder)
    stage = Stage(theme, holder, lambda: told.append(None), lambda *_: None, lambda *_: None)
    data = landscape(300, 200)
    bring(stage.pictures, data)
    row = PictureRow(stage, RowKey(0, 0), attachment_of(data))
    row.measure(640)
    qtbot.waitUntil(lambda: stage.pictures.is_idle)
    row.measure(640)
    before, version = len(told), row.version

    row.measure(640)
    row.release()
    again = PictureRow(stage, RowKey(1, 0), attachment_of(data))
    again.measure(640)

    assert row.version == version
    assert again.height == row.height == 200
    assert len(told) == before


def test_what_could_not_be_read_is_asked_for_again(stage: Stage, qtbot: QtBot) -> None:
    data = landscape(300, 200)
    bring(stage.pictures)
    row = PictureRow(stage, RowKey(0, 0), attachment_of(data))
    row.measure(640)
    qtbot.waitUntil(lambda: stage.pictures.is_idle)

    assert stage.pictures.find(attachment_of(data), BOUNDS) is None


def test_a_window_closed_before_its_picture_is_decoded_hurts_nobody(
    theme: Theme, qtbot: QtBot
) -> None:
    data = landscape(300, 200)
    view = PictureView(theme, "hills.png")
    picture = decode(attachment_of(data), data, BOUNDS)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.show()
    with qtbot.waitSignal(view.destroyed):
        view.close()

    view.show_picture(picture)


def test_a_broken_picture_is_one_line(transcript: Transcript, qtbot: QtBot) -> None:
    missing = Attachment(hashlib.sha256(b"x").hexdigest(), "image/png", "gone.png", 1)
    bring(transcript.pictures)
    _show(transcript, qtbot, missing)

    qtbot.keyClick(transcript, Qt.Key.Key_Menu)

    words = [a.text() for menu in transcript.findChildren(QMenu) for a in menu.actions()]
    assert "Open picture" not in words
    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=INSIDE)
    assert transcript.findChild(PictureView) is None


def _show(transcript: Transcript, qtbot: QtBot, attachment: Attachment) -> None:
    transcript.show_entries([reply(ImagePart(attachment), "Words")])
    settled(qtbot)
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)
