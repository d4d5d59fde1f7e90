"""Going on from a partial reply, without the words said twice."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from whinchat.domain.overlap import continued, repeated_length
from whinchat.domain.parts import Citation, Part, ReasoningPart, TextPart

BEFORE = "The quick brown fox jumps over the lazy dog and"


def text_of(*parts: Part) -> str:
    return "".join(part.text for part in parts if isinstance(part, TextPart))


@given(st.text(min_size=10), st.integers(10, 200), st.text())
def test_a_repeated_end_is_said_once(before: str, length: int, rest: str) -> None:
    repeated = before[-length:]
    joined = text_of(*continued((TextPart(before),), (TextPart(repeated + rest),), is_final=True))
    assert joined.startswith(before)
    assert len(joined) <= len(before + rest)
    assert (before + rest).endswith(joined[len(before) :])


@given(st.text(alphabet="ab "), st.text(alphabet="cd "))
def test_nothing_is_lost_where_nothing_is_repeated(before: str, after: str) -> None:
    assume(repeated_length(before, after) == 0)
    parts = continued((TextPart(before),), (TextPart(after),), is_final=True)
    assert text_of(*parts) == before + after


@pytest.mark.parametrize("after", ["and", "dog and", " and"])
def test_a_short_repetition_is_chance(after: str) -> None:
    parts = continued((TextPart(BEFORE),), (TextPart(after),), is_final=True)
    assert text_of(*parts) == BEFORE + after


def test_the_joined_text_only_ever_grows() -> None:
    after = "the lazy dog and ran away with the spoon"
    shown = BEFORE
    for length in range(len(after) + 1):
        parts = continued((TextPart(BEFORE),), (TextPart(after[:length]),), is_final=False)
        assert text_of(*parts).startswith(shown)
        shown = text_of(*parts)
    assert shown == "The quick brown fox jumps over the lazy dog and ran away with the spoon"


def test_new_thoughts_come_before_the_text_that_goes_on() -> None:
    start = (ReasoningPart("Old"), TextPart("One"))
    more = (ReasoningPart("New"), TextPart(" two"))
    assert continued(start, more, is_final=True) == (
        ReasoningPart("Old"),
        ReasoningPart("New"),
        TextPart("One two"),
    )


def test_sources_move_with_their_words() -> None:
    source = Citation("https://example.org", start=0, end=4)
    [part] = continued((TextPart("Before. "),), (TextPart("Text", (source,)),), is_final=True)
    assert isinstance(part, TextPart)
    assert [(found.start, found.end) for found in part.citations] == [(8, 12)]


def test_without_a_text_to_go_on_from_all_is_kept() -> None:
    more = (TextPart("New"),)
    assert continued((), more, is_final=True) == more
    assert continued((ReasoningPart("x"),), more, is_final=True) == (ReasoningPart("x"), *more)
