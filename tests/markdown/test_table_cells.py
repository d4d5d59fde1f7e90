"""A table's words, and the formats that other programs take them in."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from whinchat.markdown.blocks import Definition
from whinchat.markdown.cells import as_csv, as_markdown, as_tsv
from whinchat.markdown.table_cells import cells_of

_CELLS = st.lists(st.lists(st.text(), min_size=1, max_size=4), min_size=1, max_size=4)


def test_cells_hold_words_without_markup() -> None:
    table = (
        "| a | **b** |\n|--:|:--|\n| `c\\|d` | [e](https://x.org) ![f](https://y.org) |\n| | g |"
    )

    assert cells_of(table, {}) == [["a", "b"], ["c|d", "e f"], ["", "g"]]


def test_links_by_label_are_words_too() -> None:
    table = "| a |\n|---|\n| [b][] |"

    assert cells_of(table, {"B": Definition("https://x.org")}) == [["a"], ["b"]]


def test_every_row_of_a_long_table_is_there() -> None:
    rows = [f"| {number} | words |" for number in range(1_000)]

    cells = cells_of("\n".join(["| n | w |", "|---|---|", *rows]), {})

    assert cells == [["n", "w"], *([str(number), "words"] for number in range(1_000))]


def test_a_table_may_be_a_head_alone() -> None:
    assert cells_of("| a | b |\n|---|---|", {}) == [["a", "b"]]


def test_csv_quotes_what_would_part_cells() -> None:
    written = as_csv([["a", "b,c"], ['say "d"', "e\nf"], ["", "=1+1"]])

    assert written == 'a,"b,c"\r\n"say ""d""","e\nf"\r\n,=1+1\r\n'


@given(_CELLS)
def test_csv_reads_back(cells: list[list[str]]) -> None:
    cells = [[cell.replace("\x00", "").replace("\r", "") or "-" for cell in row] for row in cells]

    assert list(csv.reader(io.StringIO(as_csv(cells), newline=""))) == cells


@given(_CELLS)
def test_for_a_spreadsheet_no_cell_breaks_its_row(cells: list[list[str]]) -> None:
    lines = as_tsv(cells).split("\n")

    assert [line.count("\t") + 1 for line in lines[:-1]] == [len(row) for row in cells]


def test_markdown_has_a_rule_under_the_head_and_no_pipe_of_a_cell() -> None:
    written = as_markdown([["a", "b"], ["c|d", "e\nf"]])

    assert written == "| a | b |\n| --- | --- |\n| c\\|d | e f |"
    assert cells_of(written, {}) == [["a", "b"], ["c|d", "e f"]]
