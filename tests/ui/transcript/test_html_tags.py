"""The few tags of HTML that are known, as they are set and as they are copied."""

from PySide6.QtGui import QTextCharFormat, QTextCursor

from fakes.entries import reply
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.stage import Stage

_Vertical = QTextCharFormat.VerticalAlignment


def rows(stage: Stage, text: str) -> list[DocumentRow]:
    view = MessageView(stage, reply(text))
    view.build(640)
    return [row for row in view.rows if isinstance(row, ProseRow)]


def format_of(row: DocumentRow, words: str) -> QTextCharFormat:
    found: QTextCursor = row.document.find(words)
    return found.charFormat()


def test_letters_are_lowered_raised_marked_and_underlined(stage: Stage) -> None:
    tags = "<sub>2</sub>O x<sup>3</sup> <mark>m</mark> <ins>under</ins> <font>b</font>"
    (row,) = rows(stage, f"H{tags}")

    assert row.document.toPlainText() == "H2O x3 m under <font>b</font>"
    assert format_of(row, "2").verticalAlignment() == _Vertical.AlignSubScript
    assert format_of(row, "3").verticalAlignment() == _Vertical.AlignSuperScript
    assert format_of(row, "under").fontUnderline()
    assert format_of(row, "m").background().color().name() != "#000000"


def test_a_key_has_a_ground(stage: Stage) -> None:
    (row,) = rows(stage, "Press <kbd>Ctrl</kbd> now")

    assert row.document.toPlainText() == "Press Ctrl now"
    assert row.marks.chips == [(6, 10)]


def test_a_part_of_it_is_copied_with_its_tags(stage: Stage) -> None:
    (row,) = rows(stage, "H<sub>2</sub>O and <u>more</u>")

    excerpt = row.excerpt(0, row.length - 1)

    assert excerpt is not None
    assert excerpt.markdown == "H<sub>2</sub>O and <u>mor</u>"


def test_a_comment_by_itself_takes_no_room(stage: Stage) -> None:
    words, hidden = rows(stage, "Words\n\n<!-- not for you -->")
    hidden.measure(640)

    assert (hidden.stride, hidden.document.toPlainText()) == (0, "")
    assert words.document.toPlainText() == "Words"
