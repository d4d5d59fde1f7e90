"""Tables on the screen: columns as wide as their words want, and no narrower than one word."""

import pytest
from PySide6.QtGui import QTextTable

from fakes.entries import reply
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.table_row import TableRow
from whinchat.ui.transcript.stage import Stage

_WIDE = (
    "| Name | Licence | Last commit | Memory | Throughput | Remarks | More |\n"
    "|---|---|---|---|---|---|---|\n"
    "| `simple-filters` | BSD-3-Clause OR Apache-2.0 | 2024-02-29 | 12 MiB | 1,200,000/s "
    "| the one that most people use, since it needs no extensions | everything |\n"
)


def table_of(stage: Stage, text: str, width: int) -> tuple[TableRow, QTextTable]:
    """Return a message's table, laid out."""
    view = MessageView(stage, reply(text))
    view.build(width)
    (row,) = [row for row in view.rows if isinstance(row, TableRow)]
    row.measure(width)
    (table,) = [
        frame for frame in row.document.rootFrame().childFrames() if isinstance(frame, QTextTable)
    ]
    return row, table


def lines_of(table: QTextTable) -> list[str]:
    """Return the lines of all cells."""
    lines = []
    for row in range(table.rows()):
        for column in range(table.columns()):
            block = table.cellAt(row, column).firstCursorPosition().block()
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                lines.append(block.text()[line.textStart() :][: line.textLength()])
    return lines


@pytest.mark.parametrize("width", [320, 500, 720])
def test_no_usual_word_of_a_wide_table_is_broken(stage: Stage, width: int) -> None:
    _row, table = table_of(stage, _WIDE, width)

    words = {word for line in lines_of(table) for word in line.split()}
    assert "Throughput" in words
    assert words <= set(_WIDE.replace("`", "").replace("|", " ").split())


def test_no_number_at_the_right_of_its_column_is_broken(stage: Stage) -> None:
    numbers = [f"{number * number:,}" for number in range(100, 120)]
    rows = ["|".join(numbers), "|".join(["-:"] * 20), "|".join(["1"] * 20)]
    _row, table = table_of(stage, "\n".join(f"|{row}|" for row in rows), 600)

    assert set(lines_of(table)) == {*numbers, "1"}


def test_a_table_takes_the_room_it_has_before_it_is_scrolled(stage: Stage) -> None:
    row, _table = table_of(stage, "| a | b |\n|-|-|\n| x | " + "word " * 100 + "|", 500)
    assert not row.scroll_sideways(40)

    row, _table = table_of(stage, _WIDE, 500)
    assert row.scroll_sideways(40)


def test_a_table_is_as_wide_as_its_words_again_when_there_is_room(stage: Stage) -> None:
    row, table = table_of(stage, _WIDE, 300)
    row.measure(3_000)

    assert not row.scroll_sideways(40)
    assert len(lines_of(table)) == 2 * table.columns()


def test_an_endless_word_is_broken_and_leaves_room_for_the_others(stage: Stage) -> None:
    _row, table = table_of(stage, f"| a | b |\n|-|-|\n| {'x' * 2_000} | words beside it |", 500)

    assert len(lines_of(table)) > 10
    assert "words beside it" in " ".join(lines_of(table))
