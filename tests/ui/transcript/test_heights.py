"""Sums of heights, against plain lists."""

from hypothesis import given
from hypothesis import strategies as st

from whinchat.ui.transcript.heights import GROUP, Heights

_VALUES = st.lists(st.integers(0, 500), min_size=1, max_size=60)


@given(_VALUES, st.data())
def test_sums_are_those_of_a_list_after_any_changes(values: list[int], data: st.DataObject) -> None:
    heights = Heights(values)
    for step in data.draw(st.lists(st.sampled_from(["append", "cut", "set"]), max_size=12)):
        number = data.draw(st.integers(0, 500))
        if step == "append":
            values.append(number)
            heights.append(number)
        elif step == "cut":
            length = data.draw(st.integers(0, len(values)))
            del values[length:]
            heights.cut(length)
        elif values:
            index = data.draw(st.integers(0, len(values) - 1))
            values[index] = number
            heights.set(index, number)

    assert heights.total == sum(values)
    assert [heights.above(index) for index in range(len(values) + 1)] == [
        sum(values[:index]) for index in range(len(values) + 1)
    ]


@given(_VALUES, st.integers(-50, 40_000))
def test_the_height_at_a_pixel_holds_it(values: list[int], pixel: int) -> None:
    index, within = Heights(values).at(pixel)

    inside = max(0, pixel)
    if inside < sum(values):
        assert sum(values[:index]) + within == inside
        assert 0 <= within < values[index]
    else:
        assert (index, within) == (len(values) - 1, values[-1])


class _Threes:
    """Guesses, and which were worked out one by one."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked: list[int] = []

    def __len__(self) -> int:
        return self._count

    def total(self, start: int, end: int) -> int:
        return 3 * (end - start)

    def each(self, start: int, end: int) -> list[int]:
        self.asked.append(start)
        return [3] * (end - start)


def test_only_the_guesses_of_what_is_looked_at_are_worked_out() -> None:
    threes = _Threes(10 * GROUP)
    heights = Heights(guesses=threes)

    assert heights.total == 30 * GROUP
    assert threes.asked == []

    heights.set(5 * GROUP + 1, 10)

    assert heights.total == 30 * GROUP + 7
    assert heights.above(6 * GROUP) == 18 * GROUP + 7
    assert heights.at(15 * GROUP + 4) == (5 * GROUP + 1, 1)
    assert threes.asked == [5 * GROUP]
