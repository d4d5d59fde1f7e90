"""Which lines are selected, by ranges: 10,000 indexes of Qt's take 60 ms, and these one."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from whinchat.ui.sidebar.lines import Head, Line
from whinchat.ui.sidebar.rows import RowsModel


def selected_lines(selection: QItemSelectionModel, lines: list[Line]) -> list[Line]:
    """Return the lines that are selected, from top to bottom; heads are none."""
    places = (range(one.top(), one.bottom() + 1) for one in selection.selection().toList())
    found = sorted(place for span in places for place in span if place < len(lines))
    return [lines[place] for place in found if not isinstance(lines[place], Head)]


def selection_of(model: RowsModel, places: Iterable[int]) -> QItemSelection:
    """Return a selection of the lines at these places."""
    selection = QItemSelection()
    ordered = sorted(places)
    starts = [place for before, place in pairwise([-2, *ordered]) if place != before + 1]
    ends = [place for place, after in pairwise([*ordered, -2]) if after != place + 1]
    for start, end in zip(starts, ends, strict=True):
        selection.select(model.index(start), model.index(end))
    return selection
