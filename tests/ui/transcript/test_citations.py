"""Citations in the words of a reply: numbers that lead to the sources listed below it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import settled
from whinchat.domain.parts import Citation, TextPart
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.query import make_query
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.transcript import Transcript

_TEXT = "Wrens sing **loudly**. They are small.\n\n| Bird |\n|---|\n| Wren |"
_ONE, _TWO = "https://example.org/one", "https://example.org/two"
_PART = TextPart(
    _TEXT,
    (
        Citation(_ONE, "On wrens", 0, 10),
        Citation(_TWO, "", 0, 22),
        Citation(_ONE, "On wrens", 0, _TEXT.rindex("Wren") + 4),
        Citation(_TWO, "", 0, 0),
    ),
)


def rows(view: MessageView) -> list[DocumentRow]:
    return [row for row in view.rows if isinstance(row, DocumentRow) and row.source]


def words(row: DocumentRow) -> str:
    return row.document.toPlainText().replace("\u2060\u202f", "").strip("\n")


def shown(stage: Stage) -> list[DocumentRow]:
    view = MessageView(stage, reply(_PART))
    view.build(640)
    return rows(view)


def test_numbers_stand_behind_the_words_and_are_those_of_the_list(stage: Stage) -> None:
    prose, table, sources = shown(stage)

    assert words(prose) == "Wrens sing[1] loudly.[2] They are small."
    assert words(table).split() == ["Bird", "Wren[1]"]
    assert "1.  On wrens" in words(sources)
    assert [address for _, address in prose.links()] == [_ONE, _TWO]


def test_they_come_when_the_reply_has_ended(stage: Stage) -> None:
    view = MessageView(stage, growing(_TEXT))
    view.build(640)
    before = words(rows(view)[0])
    view.show(reply(_PART, message_id="reply"))

    assert before == "Wrens sing loudly. They are small."
    assert [words(row) for row in rows(view)] == [words(row) for row in shown(stage)]


def test_a_number_tells_what_its_source_is_called(stage: Stage) -> None:
    prose = shown(stage)[0]
    prose.measure(640)
    at = prose.document.toPlainText().index("[1]") + 1
    point = prose.area_of(at, at + 1).center()

    assert prose.link_at(QPoint(point)) == _ONE
    assert prose.link_tip_at(QPoint(point)) == "On wrens"


def test_they_are_neither_copied_nor_found(stage: Stage) -> None:
    prose = shown(stage)[0]
    query = make_query("sing loudly")
    assert query is not None

    part = prose.excerpt(0, prose.length - 1)
    whole = prose.excerpt(0, prose.length)

    assert part is not None
    assert whole is not None
    assert part.text == "Wrens sing loudly. They are small"
    assert part.markdown == "Wrens sing **loudly**. They are small"
    assert whole.markdown == "Wrens sing **loudly**. They are small."
    assert len(prose.hits(query)) == 1


def test_a_selection_stays_at_its_words_when_the_numbers_come(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([growing(_TEXT)])
    settled(qtbot)
    surface = transcript.viewport()
    y = next(y for y in range(5, 200) if selected_after_double_click(transcript, qtbot, 140, y))
    before = copied(transcript, qtbot)
    transcript.put(reply(_PART, message_id="reply"))
    settled(qtbot)

    assert surface.height() > y
    assert before in _TEXT
    assert copied(transcript, qtbot) == before


def selected_after_double_click(transcript: Transcript, qtbot: QtBot, x: int, y: int) -> bool:
    """Try to select a word of the first paragraph."""
    surface = transcript.viewport()
    qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    return copied(transcript, qtbot) in {"loudly", "They"}


def copied(transcript: Transcript, qtbot: QtBot) -> str:
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()
