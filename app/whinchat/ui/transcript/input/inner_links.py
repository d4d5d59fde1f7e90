"""Links within a message: from a reference to its note, and back."""

from collections.abc import Callable

from whinchat.markdown.blocks import BlockKind
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.flow import Placed, Spot
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.rows.row import Row
from whinchat.ui.transcript.rows.table_row import TableRow
from whinchat.ui.transcript.writing.notes import label_of, leads_to_note
from whinchat.ui.transcript.writing.parsing import labels_in


def go_within(board: Board, placed: Placed, address: str) -> None:
    """Bring the note, or the first reference to it, into sight."""
    label = label_of(address)
    is_wanted = _is_note if leads_to_note(address) else _refers_to
    index = _find(board, placed, lambda row: is_wanted(row, label))
    if index is None:
        return
    spot = Spot(placed.spot.message, index)
    board.flow.follows = False
    board.measure(spot)
    tops = {shown.spot: shown.top for shown in board.flow.placed}
    row = board.flow.views[spot.message].rows[index]
    if spot not in tops or not 0 <= tops[spot] <= board.flow.view_height - row.stride:
        board.flow.hold(spot, board.flow.view_height // 3)
    board.refresh()


def _find(board: Board, placed: Placed, is_wanted: Callable[[Row], bool]) -> int | None:
    rows = board.built(placed.spot.message).rows
    part = placed.row.key.part
    fitting = (n for n, row in enumerate(rows) if row.key.part == part and is_wanted(row))
    return next(fitting, None)


def _is_note(row: Row, label: str) -> bool:
    if not isinstance(row, ProseRow) or row.kind is not BlockKind.NOTE:
        return False
    return labels_in(row.source)[:1] == [label]


def _refers_to(row: Row, label: str) -> bool:
    if not isinstance(row, ProseRow | TableRow):
        return False
    is_note = isinstance(row, ProseRow) and row.kind is BlockKind.NOTE
    return label in labels_in(row.source)[is_note:]
