"""Heights: many numbers with quick sums, to find one place among a hundred thousand at once."""

from collections.abc import Iterable
from typing import Protocol

GROUP = 256
"""So many are summed in one go: for a hundred thousand there are then about 400 sums."""


class Guesses(Protocol):
    """Heights that are worked out when somebody asks; they do not change."""

    def __len__(self) -> int: ...

    def total(self, start: int, end: int) -> int:
        """Return the sum of some."""

    def each(self, start: int, end: int) -> list[int]:
        """Return some, whose sum is what ``total`` says."""


class Heights:
    """Whole pixel heights in a row, summed in groups; it also grows and shrinks at its end.

    Making one costs next to nothing: of guesses only the sums are asked for, and each by itself
    when one of its group is. Setting one is O(1), and a sum or finding the one at a pixel a few
    microseconds whatever there is.
    """

    __slots__ = ("_groups", "_guesses", "_length", "_sums", "total")

    def __init__(self, values: Iterable[int] = (), guesses: Guesses | None = None) -> None:
        known = list(values)
        self._guesses = guesses
        self._length = len(guesses) if guesses is not None else len(known)
        starts = range(0, self._length, GROUP)
        self._groups: list[list[int] | None] = [
            None if guesses is not None else known[start : start + GROUP] for start in starts
        ]
        self._sums = [
            guesses.total(start, min(start + GROUP, self._length))
            if guesses is not None
            else sum(known[start : start + GROUP])
            for start in starts
        ]
        self.total = sum(self._sums)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index: int) -> int:
        if not -self._length <= index < self._length:
            raise IndexError(index)
        index %= self._length
        return self._group(index // GROUP)[index % GROUP]

    def append(self, height: int) -> None:
        """Add one at the end."""
        if self._length % GROUP == 0:
            self._sums.append(0)
            self._groups.append([])
        self._group(len(self._groups) - 1).append(height)
        self._length += 1
        self._sums[-1] += height
        self.total += height

    def cut(self, length: int) -> None:
        """Keep only the first ``length``."""
        if length >= self._length:
            return
        groups = -(-length // GROUP)
        if length % GROUP:
            del self._group(groups - 1)[length % GROUP :]
        del self._sums[groups:], self._groups[groups:]
        self._length = length
        if groups:
            self._sums[-1] = sum(self._group(groups - 1))
        self.total = sum(self._sums)

    def set(self, index: int, height: int) -> None:
        """Exchange one."""
        group = self._group(index // GROUP)
        change = height - group[index % GROUP]
        group[index % GROUP] = height
        self._sums[index // GROUP] += change
        self.total += change

    def above(self, index: int) -> int:
        """Return the sum of the first ``index`` heights."""
        groups, rest = divmod(index, GROUP)
        return sum(self._sums[:groups]) + (sum(self._group(groups)[:rest]) if rest else 0)

    def at(self, pixel: int) -> tuple[int, int]:
        """Return the index of the height that holds a pixel, and the pixel counted within it.

        Pixels before the first and after the last belong to these. Needs at least one height.
        """
        rest = max(0, pixel)
        start = 0
        for height in self._sums:
            if rest < height:
                break
            rest -= height
            start += GROUP
        for place, height in enumerate(self._group(start // GROUP) if start < self._length else ()):
            if rest < height:
                return start + place, rest
            rest -= height
        return self._length - 1, self[-1]

    def _group(self, number: int) -> list[int]:
        group = self._groups[number]
        if group is None and self._guesses is not None:
            start = number * GROUP
            group = self._guesses.each(start, min(start + GROUP, len(self._guesses)))
            self._groups[number] = group
        return group if group is not None else []
