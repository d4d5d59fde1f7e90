"""Sums of heights, against plain lists."""

from hypothesis import given
from hypothesis import strategies as st

from whinchat.ui.transcript.heights import Heights

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
