"""The user's own words: shown as they were typed, but for fenced code, which becomes cards."""

import re

from whinchat.markdown.blocks import Block, BlockKind
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.plain_row import PlainRow, pieces
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.stage import Stage

_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


def written_rows(stage: Stage, part: int, text: str) -> list[Row]:
    """Return the rows of what the user wrote."""
    rows: list[Row] = []

    def add_plain(words: str) -> None:
        if words.strip():
            for number, piece in enumerate(pieces(words.strip("\n"))):
                key = RowKey(part, len(rows))
                rows.append(PlainRow(stage, key, piece, joins=number > 0))

    end = 0
    for match in _FENCED.finditer(text):
        add_plain(text[end : match.start()])
        code = Block(BlockKind.CODE, match["code"].removesuffix("\n"), match["info"].strip())
        rows.append(CodeRow(stage, RowKey(part, len(rows)), code, is_folded=True))
        end = match.end()
    add_plain(text[end:])
    return rows
