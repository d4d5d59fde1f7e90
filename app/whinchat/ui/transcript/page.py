"""The page: where the column of text stands in the view, and each row in the column."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.flow import Placed
from whinchat.ui.transcript.message_view import BUBBLE_PADDING_X


@dataclass(frozen=True, slots=True)
class Page:
    """A column of text in a view; all in logical pixels of the view."""

    left: int
    width: int
    view_width: int

    def area(self, placed: Placed) -> QRect:
        """Return where a row itself is, without the space above it."""
        width = placed.view.row_width(placed.spot.row, self.width)
        left = self.left + (Space.L if placed.row.is_quiet else 0)
        if placed.view.is_user:
            bubble = placed.view.bubble_width(self.width)
            left = self.left + self.width - bubble + BUBBLE_PADDING_X
        return QRect(left, placed.top + placed.row.gap, width, placed.row.height)

    def band(self, placed: Placed) -> QRect:
        """Return the whole stripe that a row is responsible for."""
        return QRect(0, placed.top, self.view_width, placed.row.stride)

    def bubble(self, placed: Placed) -> QRect:
        """Return the bubble's width across the row's band."""
        width = placed.view.bubble_width(self.width)
        return QRect(self.left + self.width - width, placed.top, width, placed.row.stride)


def make_page(outer_width: int, view_left: int, view_width: int, *, is_full_width: bool) -> Page:
    """Return the page for a scroll area of ``outer_width``, whose view begins at ``view_left``.

    The column is centred in the whole area, so that nothing moves when the scroll bar appears.
    """
    widest = outer_width - 2 * Space.XL
    width = max(Size.COLUMN_MINIMUM, widest if is_full_width else min(Size.COLUMN, widest))
    return Page((outer_width - width) // 2 - view_left, width, view_width)
