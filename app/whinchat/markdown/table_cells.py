"""The words in the cells of a table."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from whinchat.markdown.blocks import Definitions
from whinchat.markdown.cells import Cells
from whinchat.markdown.parser import parse

_ROWS_AT_ONCE = 200
"""A text that is too long is not parsed at all; a table may be cut anywhere between its rows."""
_BREAKS = ("softbreak", "hardbreak")


def cells_of(table: str, definitions: Definitions) -> Cells:
    """Return the rows of a table in Markdown, its head first."""
    head, rule, *rows = table.rstrip("\n").split("\n")
    cells: Cells = []
    for start in range(0, max(1, len(rows)), _ROWS_AT_ONCE):
        piece = "\n".join([head, rule, *rows[start : start + _ROWS_AT_ONCE]])
        found = cells_in(parse(piece, definitions))
        cells += found[1:] if cells else found
    return cells


def cells_in(tokens: Iterable[Token]) -> Cells:
    """Return the rows among a table's tokens."""
    cells: Cells = []
    for token in tokens:
        if token.type == "tr_open":
            cells.append([])
        elif token.type == "inline" and cells:
            cells[-1].append("".join(_words(token.children or ())).strip())
    return cells


def _words(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in _BREAKS:
            yield "\n"
        elif not child.type.endswith(("_open", "_close")):
            yield child.content
