"""Where citations belong in a text, whatever a server sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.citing import citings
from whinchat.domain.parts import Citation

_ONE, _TWO = "https://example.org/1", "https://example.org/2"


def places(text: str, *citations: Citation) -> list[tuple[int, int]]:
    return [(place.offset, place.number) for place in citings(text, citations)]


def test_each_address_has_one_number_and_its_places_come_in_order() -> None:
    found = places(
        "First. Second. Third.",
        Citation(_TWO, start=7, end=14),
        Citation(_ONE, start=0, end=6),
        Citation(_TWO, start=15, end=21),
        Citation(_TWO, start=8, end=14),
    )

    assert found == [(6, 2), (14, 1), (21, 1)]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 400), (400, 500), (3, 0)])
def test_what_lies_outside_belongs_nowhere(start: int, end: int) -> None:
    assert places("Words.", Citation(_ONE, start=start, end=end)) == []


def test_a_link_to_the_address_needs_no_number() -> None:
    text = f"See ([here]({_ONE}?utm_source=openai)). More."
    cited = Citation(f"{_ONE}?utm_source=openai", start=4, end=text.index(".", 40))

    assert places(text, cited, Citation(_TWO, start=0, end=len(text))) == [(len(text), 2)]


def test_offsets_are_taken_in_the_unit_in_which_they_end_words() -> None:
    text = "Birds \U0001f426\U0001f426 sing. More words."
    in_characters = text.index(".") + 1

    assert places(text, Citation(_ONE, end=in_characters)) == [(in_characters, 1)]
    assert places(
        text, Citation(_ONE, end=in_characters + 2), Citation(_TWO, end=len(text) + 2)
    ) == [
        (in_characters, 1),
        (len(text), 2),
    ]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
def test_any_offsets_are_harmless(text: str, ranges: list[tuple[int, int]]) -> None:
    found = places(text, *(Citation(_ONE, start=start, end=end) for start, end in ranges))

    assert all(0 < offset <= len(text) for offset, _ in found)
