"""What must be painted again, and what only moves: two states of the view compared."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

Band = tuple[int, int]
"""Top and height of a stripe across the view."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it stands on the screen."""

    top: int
    height: int
    look: Hashable
    """Equal looks of equal height are equal pixels."""


@dataclass(frozen=True, slots=True)
class Repaint:
    """Move all pixels down by ``shift``, then paint the bands; ``None`` stands for everything."""

    shift: int
    bands: list[Band] | None


def compare(
    before: Mapping[Hashable, Shown], after: Mapping[Hashable, Shown], view_height: int
) -> Repaint:
    """Return the least painting that turns one state into the other."""
    moves = Counter(
        new.top - old.top
        for row, new in after.items()
        if (old := before.get(row)) and (old.height, old.look) == (new.height, new.look)
    )
    if not moves:
        return Repaint(0, None)
    shift = moves.most_common(1)[0][0]
    if abs(shift) >= view_height:
        return Repaint(0, None)
    bands: list[Band] = []
    for row, old in before.items():
        new = after.get(row)
        if new is None or (new.top, new.height) != (old.top + shift, old.height):
            bands.append((old.top + shift, old.height))
    for row, new in after.items():
        old_one = before.get(row)
        moved = None if old_one is None else (old_one.top + shift, old_one.height, old_one.look)
        if moved != (new.top, new.height, new.look):
            bands.append((new.top, new.height))
    return Repaint(shift, bands)
