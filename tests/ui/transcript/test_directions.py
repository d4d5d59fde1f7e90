"""Words run as their letters do, paragraph by paragraph; code never turns around."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock
from pytestqt.qtbot import QtBot

from whinchat.markdown.blocks import Block, BlockKind
from whinchat.ui.composer.editor import Editor
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.plain_row import PlainRow
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.stage import Stage

RIGHT, LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
WIDTH = 300
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
ARABIC = "\u0645\u0631\u062d\u0628\u0627"
CHINESE = "\u8fd9\u662f\u4e00\u4e2a\u5f88\u957f\u7684\u53e5\u5b50"


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        (f"{HEBREW} world", [RIGHT]),
        (f"world {HEBREW}", [LEFT]),
        (f"1, 2 (3) {ARABIC}", [RIGHT]),
        (f"\u200e{HEBREW}", [LEFT]),
        ("123", [LEFT]),
        (f"# {HEBREW}", [RIGHT]),
        (f"**{ARABIC}** then English", [RIGHT]),
        (f"- {HEBREW}\n- English\n  - {ARABIC}", [RIGHT, LEFT, RIGHT]),
        (f"> {HEBREW}\n>\n> English", [RIGHT, LEFT]),
        (f"| {HEBREW} | b |\n|---|---|\n| c | {ARABIC} |", [RIGHT, LEFT, LEFT, RIGHT, LEFT]),
    ],
)
def test_each_paragraph_has_the_direction_of_its_first_strong_letter(
    text: str, directions: list[Qt.LayoutDirection], stage: Stage
) -> None:
    assert [block.textDirection() for block in blocks(prose(stage, text))] == directions


def test_an_item_is_indented_on_the_side_where_its_lines_begin(stage: Stage) -> None:
    hebrew, english = blocks(prose(stage, f"- {HEBREW}\n- English"))

    assert hebrew.blockFormat().leftMargin() == english.blockFormat().rightMargin() == 0
    assert hebrew.blockFormat().rightMargin() == english.blockFormat().leftMargin() > 0


@pytest.mark.parametrize("text", [HEBREW, f"{ARABIC} = 1", f"# {HEBREW}"])
def test_code_always_runs_from_left_to_right(text: str, stage: Stage) -> None:
    row = CodeRow(stage, RowKey(0, 0), Block(BlockKind.CODE, text))
    nested = prose(stage, f"- {HEBREW}\n\n  ```\n  {text}\n  ```")

    assert blocks(row)[0].textDirection() == LEFT
    assert blocks(nested)[1].textDirection() == LEFT


def test_code_among_words_of_the_other_direction_stays_in_order(stage: Stage) -> None:
    row = prose(stage, f"{HEBREW} `a - b` {HEBREW}")
    block = blocks(row)[0]

    line = block.layout().lineAt(0)
    start = block.text().index("a - b")
    places = [run.positions()[0].x() for run in line.glyphRuns(start, 5)]
    places += [point.x() for run in line.glyphRuns(start, 5) for point in run.positions()]
    assert places == sorted(places)
    assert row.text_between(0, row.length) == f"{HEBREW} a - b {HEBREW}"


def test_the_ground_of_code_lies_behind_its_letters(stage: Stage) -> None:
    row = prose(stage, f"{HEBREW} `abc` {HEBREW}")
    [(start, end)] = row.marks.chips

    assert row.document.toPlainText()[start:end] == "abc"


def test_marks_that_stay_open_turn_nothing_around_below_them(stage: Stage) -> None:
    below = prose(stage, "- \u2067\u202b\u2066 (a)\n- b (c)")
    alone = prose(stage, "- (a)\n- b (c)")

    assert edges(below, 1) == edges(alone, 1)


def test_the_users_words_stand_inside_their_bubble(stage: Stage) -> None:
    row = PlainRow(stage, RowKey(0, 0), f"{HEBREW}?\nAnd in English, with more words?")
    width = row.natural_width(600)
    row.measure(width)
    row.natural_width(600)

    for block in blocks(row):
        area = block.layout().lineAt(0).naturalTextRect()
        assert area.left() >= 0
        assert area.right() <= width
    assert edges(row, 0).right() > edges(row, 1).right() - 20


def test_what_is_typed_runs_as_its_letters_do(theme: Theme, qtbot: QtBot) -> None:
    editor = Editor(theme)
    qtbot.addWidget(editor)
    editor.setPlainText(f"{HEBREW} abc\nabc {HEBREW}")

    first = editor.document().firstBlock()
    assert [first.textDirection(), first.next().textDirection()] == [RIGHT, LEFT]


@pytest.mark.parametrize(
    "text",
    [
        CHINESE * 20,
        "\u65e5\u672c\u8a9e\u3001" * 40,
        "Donau" * 60,
        f"see https://example.org/{'a/b-c' * 60}",
        "Z" + "\u0351\u036b\u0343" * 200 + " and more words after it",
        "\U0001f469\u200d\U0001f4bb" * 80,
        HEBREW * 60,
        "`" + "code" * 60 + "`",
        f"- > - {'deep' * 90}",
        "a\u00a0" * 200,
    ],
)
def test_prose_never_grows_sideways(text: str, stage: Stage) -> None:
    row = prose(stage, text)
    row.measure(WIDTH)

    assert row.document.size().width() <= WIDTH
    for block in blocks(row):
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            # A space at the end of a line hangs over.
            assert line.naturalTextRect().right() <= WIDTH + 8


def test_a_word_is_broken_only_where_it_must_be(stage: Stage) -> None:
    row = prose(stage, "some words and then " * 12 + "x" * 200)
    row.measure(WIDTH)

    block = blocks(row)[0]
    ends = [line_text(block, number)[-1:] for number in range(block.layout().lineCount())]
    long_ones = [end for end in ends if end == "x"]
    assert len(long_ones) > 1
    assert set(ends[: -len(long_ones)]) == {" "}


def prose(stage: Stage, text: str) -> ProseRow:
    row = ProseRow(stage, RowKey(0, 0), Block(BlockKind.PARAGRAPH, text), {})
    row.measure(WIDTH)
    return row


def blocks(row: DocumentRow) -> list[QTextBlock]:
    found: list[QTextBlock] = []
    block = row.document.firstBlock()
    while block.isValid():
        # Qt puts an empty paragraph before a table.
        if found or block.text():
            found.append(block)
        block = block.next()
    return found


def edges(row: DocumentRow, number: int = 0) -> QRectF:
    return blocks(row)[number].layout().lineAt(0).naturalTextRect()


def line_text(block: QTextBlock, number: int) -> str:
    line = block.layout().lineAt(number)
    return block.text()[line.textStart() : line.textStart() + line.textLength()]
