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
    """Equal looks and versions of equal height are equal pixels."""
    version: int = 0
    kept: int = 0
    """How many pixels at its top look as they did in the version before."""


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
        if (old := before.get(row)) and _kept(old, new)
    )
    if not moves:
        return Repaint(0, None)
    shift = moves.most_common(1)[0][0]
    if abs(shift) >= view_height:
        return Repaint(0, None)
    bands: list[Band] = []
    for row, old in before.items():
        new_one = after.get(row)
        kept = 0
        if new_one is not None and new_one.top == old.top + shift:
            kept = _kept(old, new_one)
            bands.append((new_one.top + kept, new_one.height - kept))
        elif new_one is not None:
            bands.append((new_one.top, new_one.height))
        bands.append((old.top + shift + kept, old.height - kept))
    bands += [(new.top, new.height) for row, new in after.items() if row not in before]
    return Repaint(shift, [band for band in bands if band[1] > 0])


def _kept(old: Shown, new: Shown) -> int:
    """Return how many pixels at the top of a row look the same in both states."""
    if old.look != new.look:
        return 0
    if old.version == new.version:
        return new.height if new.height == old.height else 0
    is_next = old.version + 1 == new.version
    return max(0, min(new.kept, old.height, new.height)) if is_next else 0
