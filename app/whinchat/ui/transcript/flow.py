"""Where everything stands: the anchor that holds the reader's place, and what is in sight of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.heights import Heights
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.message_views import MessageViews
from whinchat.ui.transcript.rows.row import Row, RowKey

TOP_PADDING = Space.L + Space.HAIR
BOTTOM_PADDING = Space.S
_MOST_ROUNDS = 4
_FIRST = RowKey(-1, 0)


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of one message, by their indices."""

    message: int
    row: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A row in sight."""

    spot: Spot
    view: MessageView
    row: Row
    top: int
    """Where its band begins: the space above it, then the row."""

    @property
    def bottom(self) -> int:
        """Return where the band ends."""
        return self.top + self.row.stride


class Flow:
    """The messages from top to bottom, laid out only where the reader looks.

    Heights out of sight are guesses. So the place is not a distance from the top but an *anchor*:
    a row and where it stands in the view. What is on the screen moves only when the reader moves.
    """

    def __init__(self, views: MessageViews) -> None:
        self.views = views
        self.heights = Heights()
        self.follows = True
        """Whether the view stays at the end while that grows."""
        self.width = 1
        self.view_height = 1
        self.placed: list[Placed] = []
        self._anchor = Spot(0, 0)
        self.top_padding: int = TOP_PADDING
        """Pixels above the first message; more where something lies over them."""
        self._anchor_top: int = TOP_PADDING
        self._anchor_key = _FIRST
        self._reaches_end = True
        self._may_end_early = False
        """Whether emptiness may show below the end: it has shrunk, and the reader keeps still."""

    def set_views(self, views: MessageViews) -> None:
        """Show other messages, at their end."""
        self.views = views
        self.heights = views.guesses(self.width)
        self.follows = True
        self.placed = []

    def append(self, entry: Entry) -> None:
        """Add a message at the end."""
        self.views.append(entry)
        self.heights.append(self.views[-1].guess(self.width))

    def cut(self, length: int) -> None:
        """Keep only the first messages."""
        self.views.cut(length)
        self._may_end_early = False
        self.heights.cut(length)
        if self._anchor.message >= length:
            self.follows = True

    def changed(self, message: int) -> None:
        """Take up that the rows of a message are others now."""
        view = self.views[message]
        self.heights.set(message, view.guess(self.width))
        self._may_end_early = True
        if message == self._anchor.message and view.is_built:
            self._anchor = Spot(message, view.index_of(self._anchor_key))

    def resize(self, width: int, view_height: int) -> None:
        """Take another size of the view; the row at the top stays there."""
        self.view_height = view_height
        self._may_end_early = False
        if width == self.width:
            return
        scale = self.width / width
        self.width = width
        if self._anchor_top < 0:
            self._anchor_top = round(self._anchor_top * scale)
        for view in self.views.built:
            view.forget_measures(scale)
        self.heights = self.views.guesses(width)

    def restyle(self, scale: float) -> None:
        """Measure everything anew, after fonts or colours have changed."""
        for view in self.views.built:
            view.forget_measures(scale)
        self.heights = self.views.guesses(self.width)
        if self._anchor_top < 0:
            self._anchor_top = round(self._anchor_top * scale)

    @property
    def total(self) -> int:
        """Return the height of everything, as far as it is known."""
        return self.top_padding + self.heights.total + BOTTOM_PADDING

    @property
    def offset(self) -> int:
        """Return how far the view's top is from the beginning, as far as that is known."""
        if not self.views:
            return 0
        spot = self._anchor
        view = self.views[spot.message]
        above = view.strides.above(spot.row) if view.is_built else 0
        return self.top_padding + self.heights.above(spot.message) + above - self._anchor_top

    def scroll(self, pixels: int) -> None:
        """Move the view down by so many pixels, or up where there are fewer than none."""
        if pixels < 0:
            self.follows = False
        self._may_end_early = False
        self._anchor_top -= pixels
        self.arrange()
        self.follows = self.follows or (pixels > 0 and self._reaches_end)

    @property
    def is_at_end(self) -> bool:
        """Return whether the end is in sight."""
        return self._reaches_end

    def jump(self, offset: int) -> None:
        """Go to a distance from the beginning."""
        if not self.views:
            return
        self.follows = offset >= self.total - self.view_height
        self._may_end_early = False
        message, within = self.heights.at(offset - self.top_padding)
        view = self._built(message)
        row, inside = view.strides.at(within)
        self._anchor = Spot(message, row)
        self._anchor_top = max(self.top_padding - offset, -inside)
        self.arrange()

    def hold(self, spot: Spot, top: int) -> None:
        """Put a row at a height in the view."""
        self._may_end_early = False
        self.follows = False
        self._built(spot.message)
        self._anchor, self._anchor_top = spot, top
        self.arrange()

    def arrange(self) -> None:
        """Lay out what is in sight, from the anchor down and up."""
        if not self.views:
            self.placed = []
            self._reaches_end = True
            return
        if self.follows:
            last = self._built(len(self.views) - 1)
            self._anchor = Spot(len(self.views) - 1, len(last.rows) - 1)
            last.measure(self._anchor.row, self.width)
            stride = last.rows[-1].stride
            self._anchor_top = self.view_height - BOTTOM_PADDING - stride
        for _ in range(_MOST_ROUNDS):
            self.placed = [*reversed([*self._upwards()]), *self._downwards()]
            shift = self._misfit()
            if not shift:
                break
            self._anchor_top += shift
        self._settle()

    def _misfit(self) -> int:
        """Return by how much the rows must move so that no emptiness shows where text could."""
        first, last = self.placed[0], self.placed[-1]
        at_start = first.spot == Spot(0, 0)
        self._reaches_end = (
            last.spot.message == len(self.views) - 1 and last.spot.row == len(last.view.rows) - 1
        ) and last.bottom + BOTTOM_PADDING <= self.view_height
        if at_start and first.top > self.top_padding:
            return self.top_padding - first.top
        missing = self.view_height - BOTTOM_PADDING - last.bottom
        if self._may_end_early and not self.follows and missing <= self.view_height // 2:
            return 0
        if missing > 0 and not (at_start and first.top == self.top_padding):
            return min(missing, self.top_padding - first.top) if at_start else missing
        return 0

    def _settle(self) -> None:
        """Make the first row in sight the anchor."""
        for placed in self.placed:
            if placed.bottom > 0:
                self._anchor, self._anchor_top = placed.spot, placed.top
                self._anchor_key = placed.row.key
                break
        self.placed = [
            placed for placed in self.placed if placed.bottom > 0 and placed.top < self.view_height
        ]

    def _downwards(self) -> Iterator[Placed]:
        spot: Spot | None = self._anchor
        top = self._anchor_top
        while spot is not None:
            view = self._measured(spot)
            placed = Placed(spot, view, view.rows[spot.row], top)
            yield placed
            top = placed.bottom
            if top >= self.view_height:
                return
            spot = self._next(spot)

    def _upwards(self) -> Iterator[Placed]:
        spot = self._previous(self._anchor)
        top = self._anchor_top
        while spot is not None and top > 0:
            view = self._measured(spot)
            top -= view.rows[spot.row].stride
            yield Placed(spot, view, view.rows[spot.row], top)
            spot = self._previous(spot)

    def _measured(self, spot: Spot) -> MessageView:
        view = self._built(spot.message)
        if view.measure(spot.row, self.width):
            self.heights.set(spot.message, view.strides.total)
        return view

    def _built(self, message: int) -> MessageView:
        view = self.views[message]
        if not view.is_built:
            view.build(self.width)
            self.heights.set(message, view.strides.total)
        return view

    def _next(self, spot: Spot) -> Spot | None:
        if spot.row + 1 < len(self._built(spot.message).rows):
            return Spot(spot.message, spot.row + 1)
        return Spot(spot.message + 1, 0) if spot.message + 1 < len(self.views) else None

    def _previous(self, spot: Spot) -> Spot | None:
        if spot.row > 0:
            return Spot(spot.message, spot.row - 1)
        if spot.message == 0:
            return None
        return Spot(spot.message - 1, len(self._built(spot.message - 1).rows) - 1)
