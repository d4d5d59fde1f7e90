"""The caret: the end of the selection that the keyboard moves, through rows and messages."""

from PySide6.QtCore import QPoint

from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.flow import Placed, Spot
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.moving import Step, Unit, in_reading_order, moved
from whinchat.ui.transcript.selection import Place

_MARGIN = Space.XXL
"""Pixels between the caret and the view's edge."""
_FIRST_LINE = 1


class Caret:
    """Extends the selection by steps, and keeps its end in sight."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._goal: tuple[Place, int] | None = None
        """Where steps by lines try to arrive, in the view, as long as only such follow."""

    def extend(self, step: Step, message: int) -> None:
        """Select one step more or less; from a message's beginning where nothing is selected."""
        selection = self._board.selection
        start = self._nearest(Spot(message, 0), 1) or self._nearest(Spot(message, 0), -1)
        if start is None:
            return
        moving = selection.moving or self._place(start, 0)
        at = self._find(moving)
        if at is None:
            return
        if selection.moving is None:
            selection.begin(moving)
        goal = self._goal_at(*at)
        reached = self._reach(*at, step, goal)
        selection.extend(reached)
        self._goal = (reached, goal) if step.unit in (Unit.LINE, Unit.PAGE) else None
        if step.unit is not Unit.PAGE:
            self._reveal(reached, step.by)
        self._board.hold_still()

    def _reach(self, spot: Spot, position: int, step: Step, goal: int) -> Place:
        row = self._row(spot)
        if step.unit is Unit.ALL:
            return self._limit(step.by)
        if step.unit is Unit.PAGE:
            return self._turn_page(spot, position, step.by, goal)
        step = in_reading_order(row.document, position, step)
        inside = goal - self._left(spot) - row.text_origin.x()
        found = moved(row.document, position, step, inside)
        if found is not None:
            return self._place(spot, found)
        beyond = self._nearest(self._beside(spot, step.by), step.by)
        if beyond is None:
            return self._place(spot, row.length if step.by > 0 else 0)
        return self._place(beyond, self._entry_position(beyond, step, goal))

    def _entry_position(self, spot: Spot, step: Step, goal: int) -> int:
        """Return where a step into another row arrives."""
        row = self._row(spot)
        if step.unit is Unit.LINE:
            self._board.measure(spot)
            line = _FIRST_LINE if step.by > 0 else row.measured_height() - _FIRST_LINE
            x = goal - self._left(spot)
            return row.position_at(QPoint(x, row.text_origin.y() + line))
        if step.by > 0:
            return 0
        return row.length if step.unit is not Unit.PARAGRAPH else 0

    def _turn_page(self, spot: Spot, position: int, by: int, goal: int) -> Place:
        """Move the view by a page, and the caret to where it stood in it."""
        board, flow = self._board, self._board.flow
        y = self._y_in_view(spot, position)
        inside = 0 <= y < flow.view_height
        y = y if inside else flow.view_height // 2
        before = flow.placed[0].spot, flow.placed[0].top
        board.scroll_by(by * (flow.view_height - _MARGIN))
        if inside and before == (flow.placed[0].spot, flow.placed[0].top):
            return self._limit(by)
        point = QPoint(goal, y)
        placed = board.row_at(point)
        at = self._nearest(placed.spot, by) if placed is not None else None
        if placed is None or at is None:
            return self._limit(by)
        if at != placed.spot:
            return self._place(at, 0)
        return self._place(at, placed.row.position_at(board.inside(placed, point)))

    def _limit(self, by: int) -> Place:
        """Return the beginning or the end of everything."""
        last = len(self._board.flow.views) - 1
        edge = Spot(0, 0) if by < 0 else Spot(last, len(self._board.built(last).rows) - 1)
        spot = self._nearest(edge, -by)
        if spot is None:
            return self._board.selection.moving or Place(0, self._board.built(0).rows[0].key, 0)
        return self._place(spot, 0 if by < 0 else self._row(spot).length)

    def _reveal(self, place: Place, by: int) -> None:
        """Scroll just as far as the caret needs."""
        board, flow = self._board, self._board.flow
        at = self._find(place)
        if at is None:
            return
        spot, position = at
        flow.follows = False
        board.measure(spot)
        row = self._row(spot)
        area = row.area_of(position, position)
        row.reveal_sideways(area)
        board.refresh()
        top = self._y_in_view(spot, position)
        lowest = flow.view_height - _MARGIN - area.height()
        if not any(placed.spot == spot for placed in flow.placed):
            wanted = lowest if by > 0 else int(_MARGIN)
            flow.hold(spot, wanted - row.gap - area.top())
        elif top < _MARGIN:
            board.scroll_by(top - _MARGIN)
        elif top > lowest:
            board.scroll_by(top - lowest)

    def _goal_at(self, spot: Spot, position: int) -> int:
        if self._goal is not None and self._goal[0] == self._board.selection.moving:
            return self._goal[1]
        self._board.measure(spot)
        return self._left(spot) + self._row(spot).area_of(position, position).left()

    def _y_in_view(self, spot: Spot, position: int) -> int:
        row = self._row(spot)
        for placed in self._board.flow.placed:
            if placed.spot == spot:
                return placed.top + row.gap + row.area_of(position, position).top()
        return -1

    def _find(self, place: Place) -> tuple[Spot, int] | None:
        """Return row and position of a place, or of the nearest text to it."""
        view = self._board.built(place.message)
        spot = Spot(place.message, view.index_of(place.key))
        found = self._nearest(spot, -1)
        if found != spot:
            found = found or self._nearest(spot, 1)
            return None if found is None else (found, self._row(found).length)
        return found, min(place.position, self._row(found).length)

    def _nearest(self, spot: Spot | None, by: int) -> Spot | None:
        """Return the first row with text at a spot or on from there."""
        while spot is not None:
            if isinstance(self._board.built(spot.message).rows[spot.row], DocumentRow):
                return spot
            spot = self._beside(spot, by)
        return None

    def _beside(self, spot: Spot, by: int) -> Spot | None:
        row = spot.row + by
        if 0 <= row < len(self._board.built(spot.message).rows):
            return Spot(spot.message, row)
        message = spot.message + by
        if not 0 <= message < len(self._board.flow.views):
            return None
        return Spot(message, 0 if by > 0 else len(self._board.built(message).rows) - 1)

    def _row(self, spot: Spot) -> DocumentRow:
        row = self._board.flow.views[spot.message].rows[spot.row]
        if not isinstance(row, DocumentRow):
            message = "only a row with text has places for a caret"
            raise TypeError(message)
        return row

    def _place(self, spot: Spot, position: int) -> Place:
        return Place(spot.message, self._row(spot).key, position)

    def _left(self, spot: Spot) -> int:
        view = self._board.flow.views[spot.message]
        return self._board.page.area(Placed(spot, view, view.rows[spot.row], 0)).left()
