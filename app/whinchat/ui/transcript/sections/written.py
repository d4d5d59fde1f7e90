"""The user's own words: shown as they were typed, but for fenced code, which becomes cards."""

from whinchat.markdown.blocks import Block
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.plain_row import PlainRow, pieces
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.fences import written_pieces


def written_rows(stage: Stage, part: int, text: str) -> list[Row]:
    """Return the rows of what the user wrote."""
    rows: list[Row] = []
    for piece in written_pieces(text):
        if isinstance(piece, Block):
            rows.append(CodeRow(stage, RowKey(part, len(rows)), piece, is_folded=True))
            continue
        for number, words in enumerate(pieces(piece)):
            rows.append(PlainRow(stage, RowKey(part, len(rows)), words, joins=number > 0))
    return rows
