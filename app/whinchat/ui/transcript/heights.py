"""Heights: many numbers with quick sums, to find one place among a hundred thousand at once."""

from collections.abc import Iterable

_AT_ONCE = 256
"""So many are summed in one go: for a hundred thousand there are then about 400 sums."""


class Heights:
    """Whole pixel heights in a row, summed in groups; it also grows and shrinks at its end.

    Making one costs next to nothing, since summing is the interpreter's own work; setting one is
    O(1), and a sum or finding the one at a pixel a few microseconds whatever there is.
    """

    __slots__ = ("_sums", "_values", "total")

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._values = list(values)
        self._sums = [
            sum(self._values[start : start + _AT_ONCE])
            for start in range(0, len(self._values), _AT_ONCE)
        ]
        self.total = sum(self._sums)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def append(self, height: int) -> None:
        """Add one at the end."""
        if len(self._values) % _AT_ONCE == 0:
            self._sums.append(0)
        self._values.append(height)
        self._sums[-1] += height
        self.total += height

    def cut(self, length: int) -> None:
        """Keep only the first ``length``."""
        if length >= len(self._values):
            return
        del self._values[length:]
        groups = -(-length // _AT_ONCE)
        del self._sums[groups:]
        if groups:
            self._sums[-1] = sum(self._values[(groups - 1) * _AT_ONCE :])
        self.total = sum(self._sums)

    def set(self, index: int, height: int) -> None:
        """Exchange one."""
        change = height - self._values[index]
        self._values[index] = height
        self._sums[index // _AT_ONCE] += change
        self.total += change

    def above(self, index: int) -> int:
        """Return the sum of the first ``index`` heights."""
        groups = index // _AT_ONCE
        return sum(self._sums[:groups]) + sum(self._values[groups * _AT_ONCE : index])

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
            start += _AT_ONCE
        for index in range(start, min(start + _AT_ONCE, len(self._values))):
            if rest < self._values[index]:
                return index, rest
            rest -= self._values[index]
        return len(self._values) - 1, self._values[-1]
