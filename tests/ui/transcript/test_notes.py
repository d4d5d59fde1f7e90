"""Footnotes on the screen: small numbers that lead to notes, however late these come."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import settled
from whinchat.ui.transcript.clipboard import MARKDOWN_TYPE
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.transcript import Transcript

_WIDTH = 640
_TEXT = "One[^a] and two[^2], none[^x].\n\n[^a]: The *first*.\n\n    Goes on.\n[^2]: The second."


def words(view: MessageView) -> list[str]:
    """Return what each row says."""
    return [row.document.toPlainText() for row in view.rows if isinstance(row, DocumentRow)]


def shown(stage: Stage, text: str) -> list[str]:
    view = MessageView(stage, reply(text))
    view.build(_WIDTH)
    return words(view)


def test_references_are_raised_numbers_and_notes_stand_where_they_are_defined(
    stage: Stage,
) -> None:
    assert shown(stage, _TEXT) == [
        "One¹ and two², none[^x].",
        "¹\u2009The first.\nGoes on. ↩",
        "²\u2009The second. ↩",
    ]


def test_a_reference_becomes_one_when_its_note_has_come(stage: Stage) -> None:
    view = MessageView(stage, growing(""))
    view.build(_WIDTH)
    seen = []
    for end in range(1, len(_TEXT) + 1):
        view.show(growing(_TEXT[:end]))
        seen.append(words(view)[0])

    assert seen[_TEXT.index("\n\n")] == "One[^a] and two[^2], none[^x]."
    assert seen[-1] == "One¹ and two[^2], none[^x]."
    view.show(reply(_TEXT, message_id="reply"))
    assert words(view) == shown(stage, _TEXT)


def test_a_link_becomes_one_when_its_definition_has_come(stage: Stage) -> None:
    view = MessageView(stage, growing("See [this][1] | [that].\n\n|a|\n|-|\n|[that]|\n\nMore.\n\n"))
    view.build(_WIDTH)
    view.show(
        growing(f"{view.entry.message.text}[that]: https://e.org/\n\n[1]: https://e.net/\n\n")
    )

    links = [row.links() for row in view.rows if isinstance(row, DocumentRow)]
    this, that = ("this", "https://e.net/"), ("that", "https://e.org/")
    assert links == [[this, that], [that], []]


def test_a_pressed_number_leads_to_the_note_and_its_sign_back(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.resize(600, 300)
    filler = "\n\n".join(f"Filler {number}." for number in range(40))
    transcript.show_entries([reply(f"See[^1].\n\n{filler}\n\n[^1]: The note.\n\n{filler}")])
    settled(qtbot)
    qtbot.keyClick(transcript, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)
    bar = transcript.verticalScrollBar()

    press_link(transcript, qtbot)
    at_note = bar.value()
    press_link(transcript, qtbot)

    assert 0.3 * bar.maximum() < at_note < 0.7 * bar.maximum()
    assert bar.value() < transcript.height()


def test_copying_keeps_references_and_leaves_the_way_back_out(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(_TEXT)])
    settled(qtbot)
    qtbot.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    flavours = QGuiApplication.clipboard().mimeData()
    assert bytes(flavours.data(MARKDOWN_TYPE).data()).decode() == _TEXT
    assert "One<sup>1</sup> and two<sup>2</sup>, none[^x]." in flavours.html()


def test_the_reader_goes_to_a_note_and_back(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(_TEXT)])
    qtbot.keyClick(transcript, Qt.Key.Key_Return)
    page = transcript.findChild(QTextEdit)
    assert page is not None

    page.setTextCursor(page.document().find("¹"))
    qtbot.keyClick(page, Qt.Key.Key_Return)
    at_note = page.textCursor().block().text()
    back = page.document().find("↩")
    page.setTextCursor(back)
    qtbot.keyClick(page, Qt.Key.Key_Return)

    assert at_note == "¹\u2009The first."
    assert page.textCursor().block().text().startswith("One")


def press_link(transcript: Transcript, qtbot: QtBot) -> None:
    """Press the last link that is in sight."""
    surface = transcript.viewport()
    for y in range(surface.height() - 1, 0, -4):
        for x in range(2, surface.width(), 3):
            qtbot.mouseMove(surface, QPoint(x, y))
            if surface.cursor().shape() == Qt.CursorShape.PointingHandCursor:
                qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
                return
    raise AssertionError("no link in sight")
