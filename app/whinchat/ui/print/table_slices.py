"""Long tables as several, one below the other, that look like one.

Qt lays a table out and paints it while nothing else of Python runs: 1,500 rows at once would hold
the window up for 300 ms.
"""

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

_ROWS_AT_ONCE = 100
_NARROWEST, _WIDEST = 4, 40
"""Characters that a column counts as."""


def table_slices(root: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Yield a block with so many of its table's rows at a time, each time with its head.

    The node is the same each time, and is to be written before the next is asked for.
    """
    table = root.children[0] if root.children else None
    body = table.children[-1] if table is not None and table.type == "table" else None
    rows = body.children if body is not None and body.type == "tbody" else []
    if table is None or body is None or len(rows) <= _ROWS_AT_ONCE:
        yield root
        return
    _fix_widths(table, rows)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        body.children = rows[start : start + _ROWS_AT_ONCE]
        yield root
    body.children = rows


def _fix_widths(table: SyntaxTreeNode, rows: list[SyntaxTreeNode]) -> None:
    """Give the columns the widths that each slice has then, by the words in all of them."""
    heads = table.children[0].children[0].children
    lines = [heads, *(row.children for row in rows)]
    lengths = [
        min(max(_NARROWEST, *(_length(line[place]) for line in lines)), _WIDEST)
        for place in range(len(heads))
    ]
    for head, length in zip(heads, lengths, strict=True):
        head.attrs["width"] = f"{round(100 * length / sum(lengths))}%"


def _length(cell: SyntaxTreeNode) -> int:
    return sum(len(part.content) for part in cell.children)
