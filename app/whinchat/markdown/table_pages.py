"""Long tables as several: each is laid out quickly, and no row is left out."""

from collections.abc import Sequence

from whinchat.markdown.blocks import Block, BlockKind

MOST_CELLS = 600
"""Of one table; what comes below them is another table with the same head."""
HEAD_LINES = 2


def pages_of(table: Block) -> Sequence[Block]:
    """Return a table, or the several that it is shown as: the head stands over each."""
    lines = table.text.split("\n")
    head, rows = lines[:HEAD_LINES], lines[HEAD_LINES:]
    height = max(1, MOST_CELLS // (1 + head[0].count("|")))
    if len(rows) <= height:
        return (table,)
    starts = range(0, len(rows), height)
    pages = ("\n".join([*head, *rows[start : start + height]]) for start in starts)
    return [Block(BlockKind.TABLE, page) for page in pages]
