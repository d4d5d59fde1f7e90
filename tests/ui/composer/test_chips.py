"""Attachments in the composer: seen, named, removed, kept in the draft."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.domain.draft import Draft
from whinchat.domain.parts import Attachment
from whinchat.ui.composer.chip import PASTED_TEXT, Chip, size_words
from whinchat.ui.composer.composer import Composer
from whinchat.ui.composer.given import LONGEST_PASTE
from whinchat.ui.widgets.button import Button

PICTURE = Attachment("a" * 64, "image/png", "hills.png", 1_234_567)
PAPER = Attachment("b" * 64, "application/pdf", "paper.pdf", 12_345)
PASTED = Attachment("c" * 64, "text/plain", PASTED_TEXT, 9_000)


def chips_of(composer: Composer) -> list[Chip]:
    return [chip for chip in composer.findChildren(Chip) if chip.isVisibleTo(composer)]


def test_a_draft_comes_with_its_attachments_and_goes_with_them(composer: Composer) -> None:
    draft = Draft("Look", (PICTURE, PAPER))

    composer.show_draft(draft)

    assert composer.draft == draft
    names = [chip.accessibleName() for chip in chips_of(composer)]
    assert names == ["hills.png, PNG, 1.2 MB", "paper.pdf, PDF, 12 kB"]
    composer.clear()
    assert composer.draft == Draft()
    assert chips_of(composer) == []


def test_an_attachment_alone_can_be_sent(composer: Composer, qtbot: QtBot) -> None:
    composer.attach(PICTURE)

    assert composer.send_button.isEnabled()
    with qtbot.waitSignal(composer.submitted) as sent:
        composer.submit()
    assert sent.args == [Draft("", (PICTURE,))]


def test_the_same_file_is_attached_once(composer: Composer) -> None:
    composer.attach(PICTURE)
    composer.attach(PICTURE)

    assert composer.draft.attachments == (PICTURE,)


def test_nothing_is_sent_while_a_file_is_read(composer: Composer, qtbot: QtBot) -> None:
    composer.show_draft(Draft("Look"))
    composer.set_reading(reading=True)

    with qtbot.assertNotEmitted(composer.submitted):
        composer.submit()
    assert not composer.send_button.isEnabled()


def test_delete_removes_a_chip_and_the_keyboard_goes_on(composer: Composer) -> None:
    changes: list[Draft] = []
    composer.show_draft(Draft("", (PICTURE, PAPER)))
    composer.draft_changed.connect(changes.append)
    chips_of(composer)[0].setFocus()

    QTest.keyClick(chips_of(composer)[0], Qt.Key.Key_Delete)

    [left] = chips_of(composer)
    assert (left.attachment, left.hasFocus()) == (PAPER, True)
    QTest.keyClick(left, Qt.Key.Key_Backspace)
    assert changes == [Draft("", (PAPER,)), Draft()]
    assert composer.editor.hasFocus()


def test_tab_goes_from_the_words_to_the_chips_and_on(composer: Composer) -> None:
    composer.show_draft(Draft("Look", (PICTURE,)))
    composer.attach(PAPER)

    walked = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        walked.append(focused.accessibleName() if focused else "")

    assert [name.partition(",")[0] for name in walked] == [
        "hills.png",
        "paper.pdf",
        "Attach",
        "Send",
    ]


def test_a_long_paste_can_go_back_into_the_box(composer: Composer, qtbot: QtBot) -> None:
    composer.attach(PASTED)
    back = next(b for b in composer.findChildren(Button) if b.text() == "Paste as text instead")

    with qtbot.waitSignal(composer.chips.paste_requested) as asked:
        back.click()

    assert asked.args == [PASTED]


@pytest.mark.parametrize("kind", ["long text", "file", "picture"])
def test_what_is_no_short_text_is_given_on(composer: Composer, qtbot: QtBot, kind: str) -> None:
    source = QMimeData()
    match kind:
        case "long text":
            source.setText("x" * (LONGEST_PASTE + 1))
        case "file":
            source.setUrls([QUrl.fromLocalFile("/home/a.png")])
        case _:
            source.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))

    with qtbot.waitSignal(composer.given):
        composer.editor.insertFromMimeData(source)

    assert composer.draft.is_empty


def test_a_table_that_offers_its_picture_is_text(composer: Composer) -> None:
    source = QMimeData()
    source.setText("a\tb")
    source.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))

    composer.editor.insertFromMimeData(source)

    assert composer.draft.text == "a\tb"


def test_sizes_are_for_people() -> None:
    words = [size_words(size) for size in (12, 1_500, 12_345, 999_900, 20_000_000)]
    assert words == ["12 bytes", "1.5 kB", "12 kB", "1000 kB", "20 MB"]
