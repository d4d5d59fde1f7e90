"""Heights: many numbers with quick sums, to find one place among ten thousand at once."""

from collections.abc import Iterable


class Heights:
    """Whole pixel heights in a row: a Fenwick tree that also grows and shrinks at its end.

    Setting one, summing the first ones and finding the one at a pixel cost O(log n).
    """

    __slots__ = ("_tree", "_values", "total")

    def __init__(self, values: Iterable[int] = ()) -> None:
        self._values = list(values)
        self._tree = [0, *self._values]
        for place in range(1, len(self._tree)):
            parent = place + (place & -place)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[place]
        self.total = sum(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    def append(self, height: int) -> None:
        """Add one at the end."""
        place = len(self._tree)
        lowest = place - (place & -place)
        covered = height
        child = place - 1
        while child > lowest:
            covered += self._tree[child]
            child -= child & -child
        self._tree.append(covered)
        self._values.append(height)
        self.total += height

    def cut(self, length: int) -> None:
        """Keep only the first ``length``."""
        self.total -= sum(self._values[length:])
        del self._values[length:]
        # No number covers a later one, so what stays is a tree of its own.
        del self._tree[length + 1 :]

    def set(self, index: int, height: int) -> None:
        """Exchange one."""
        change = height - self._values[index]
        if not change:
            return
        self._values[index] = height
        self.total += change
        place = index + 1
        while place < len(self._tree):
            self._tree[place] += change
            place += place & -place

    def above(self, index: int) -> int:
        """Return the sum of the first ``index`` heights."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index -= index & -index
        return total

    def at(self, pixel: int) -> tuple[int, int]:
        """Return the index of the height that holds a pixel, and the pixel counted within it.

        Pixels before the first and after the last belong to these. Needs at least one height.
        """
        index = 0
        rest = max(0, pixel)
        step = 1 << (len(self._values).bit_length() - 1)
        while step:
            if index + step <= len(self._values) and self._tree[index + step] <= rest:
                index += step
                rest -= self._tree[index]
            step >>= 1
        if index >= len(self._values):
            return len(self._values) - 1, self._values[-1]
        return index, rest
