"""Cells of a table, and the formats in which other programs read them."""

import csv
import io
from typing import TypeAlias

Cells: TypeAlias = list[list[str]]
"""Rows of words without markup, the head first."""


def as_csv(cells: Cells) -> str:
    """Return cells as RFC 4180 has them: commas, quotes where they are needed, CRLF."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(cells)
    return written.getvalue()


def as_tsv(cells: Cells) -> str:
    """Return cells as spreadsheets take them from the clipboard: no tab or line end in a cell."""
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in cells)


def as_markdown(cells: Cells) -> str:
    """Return cells as a table in Markdown, without what was emphasised in them."""
    lines = ["| " + " | ".join(_in_one_line(cell) for cell in row) + " |" for row in cells]
    rule = "|" + " --- |" * max(map(len, cells), default=1)
    return "\n".join([*lines[:1], rule, *lines[1:]])


def _in_one_line(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")
