"""Hits: marks what is searched for, and takes the reader there."""

from PySide6.QtCore import QRect

from whinchat.domain.values import MessageId
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.flow import TOP_PADDING, Spot
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.query import Query, words_of
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.row import Row

_MARGIN_ABOVE = Size.HEADER + Space.XXL
"""Pixels at the top that do not count as seen: a find bar may lie there."""
_MARGIN_BELOW = Space.XXL

_Found = tuple[int, Row, int]
"""A row's index, the row, and which of its hits is meant."""


class Hits:
    """Marks hits of words wherever they are in sight, and brings any of them there."""

    def __init__(self, board: Board) -> None:
        self._board = board

    @property
    def message_in_sight(self) -> MessageId | None:
        """Return the first message that is in sight."""
        placed = self._board.flow.placed
        return placed[0].view.message_id if placed else None

    def show(self, query: Query | None) -> None:
        """Mark all hits of a query in what is shown; none for ``None``."""
        self._board.hits.show(query)
        self._board.refresh()

    def leave_room(self, pixels: int) -> None:
        """Let the first message be scrolled down from under what lies over the view's top."""
        self._board.flow.top_padding = TOP_PADDING + pixels
        self._board.refresh()

    def go_to(self, message_id: MessageId, number: int) -> None:
        """Bring a hit into sight and mark it more strongly; what is folded there unfolds.

        ``number`` counts from 0 in the message's words. Where these are shown in another way than
        they are written, the nearest hit, or else their block, is what is shown.
        """
        board = self._board
        message = board.place_of(message_id)
        query = board.hits.query
        if message is None or query is None:
            return
        board.flow.follows = False
        view = board.built(message)
        found = _find_row(view, query, number)
        if found is None:
            board.hits.clear_current()
            board.bring_into_view(message)
            return
        index, row, within = found
        if isinstance(row, CodeRow) and row.is_folded and within >= len(row.hits(query)):
            row.unfold()
        board.hits.set_current(message, row.key, within)
        self._reveal(Spot(message, index), row, within)

    def _reveal(self, spot: Spot, row: Row, number: int) -> None:
        """Scroll, unless the hit is in sight already."""
        board, flow = self._board, self._board.flow
        query = board.hits.query
        board.measure(spot)
        board.refresh()
        area = _area_of_hit(row, query, number) if query is not None else QRect()
        top, height = area.top(), area.height()
        tops = {placed.spot: placed.top for placed in flow.placed}
        seen_from, seen_to = _MARGIN_ABOVE, flow.view_height - _MARGIN_BELOW - height
        if spot not in tops or not seen_from <= tops[spot] + row.gap + top <= seen_to:
            flow.hold(spot, flow.view_height // 3 - row.gap - top)
        board.refresh()


def _area_of_hit(row: Row, query: Query, number: int) -> QRect:
    """Return where a hit stands within its row, moved sideways so that it can be seen."""
    shown = row.hits(query) if isinstance(row, DocumentRow) else []
    if not shown or not isinstance(row, DocumentRow):
        return QRect(0, 0, 0, 0)
    area = row.area_of(*shown[min(number, len(shown) - 1)])
    row.reveal_sideways(area)
    return area


def _find_row(view: MessageView, query: Query, number: int) -> _Found | None:
    """Return the row with a hit of the message, and which of the row's hits that is."""
    parts = view.entry.message.parts
    for part, content in enumerate(parts):
        count = len(query.stretches(words_of(content)))
        if number < count:
            view.open_part(part)
            return _find_row_in_part(view, part, query, number)
        number -= count
    return None


def _find_row_in_part(view: MessageView, part: int, query: Query, number: int) -> _Found | None:
    nearest: _Found | None = None
    # Where the words are not shown as such, a picture's name for example, it is the first row.
    for index, row in enumerate(view.rows):
        if row.key.part != part:
            continue
        nearest = nearest or (index, row, 0)
        count = len(query.stretches(row.source))
        if number < count:
            return index, row, number
        if count:
            nearest = index, row, count - 1
        number -= count
    return nearest
