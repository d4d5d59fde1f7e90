"""A key shows itself to nobody who did not ask for it."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.secret import BadKey, Secret, parse_key

KEY = "sk-or-v1-0123456789abcdef"


@pytest.mark.parametrize(
    "shown",
    [
        repr(Secret(KEY)),
        str(Secret(KEY)),
        f"{Secret(KEY)}",
        f"{Secret(KEY)!r:>40}",
        "{} {!r}".format(*[Secret(KEY)] * 2),
        repr({"key": [Secret(KEY)]}),
    ],
)
def test_no_way_of_printing_shows_it(shown: str) -> None:
    assert KEY not in shown
    assert KEY[-4:] not in shown


@pytest.mark.parametrize("give_away", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps])
def test_it_is_not_written_or_copied(give_away: object) -> None:
    assert callable(give_away)
    with pytest.raises(TypeError) as raised:
        give_away(Secret(KEY))
    assert KEY not in str(raised.value)


def test_it_has_no_attributes_to_be_listed() -> None:
    assert not hasattr(Secret(KEY), "__dict__")


def test_it_is_revealed_and_its_tail_is_shown() -> None:
    assert (Secret(KEY).reveal(), Secret(KEY).tail) == (KEY, "cdef")


def test_a_short_key_has_no_tail() -> None:
    assert Secret("sk-short").tail == ""


def test_equal_keys_are_equal() -> None:
    assert Secret(KEY) == Secret(KEY)
    assert hash(Secret(KEY)) == hash(Secret(KEY))
    assert Secret(KEY) != Secret("other")
    assert Secret(KEY) != KEY


@pytest.mark.parametrize("around", ["", " ", "\n", "\t\r\n", "\u00a0"])
def test_space_around_a_pasted_key_is_taken_off(around: str) -> None:
    assert parse_key(f"{around}{KEY}{around}").reveal() == KEY


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("x" * 1025, "1,025 characters"),
        (f"{KEY}\nx", "a line break at position 26"),
        (f"Bearer {KEY}", "a space at position 7"),
        (f"{KEY}\tx", "a tab"),
        (f"{KEY}\x00x", "U+0000"),
        (f"{KEY}\u200bx", "U+200B"),
        (f"“{KEY}”", "U+201C"),
        ("sk-\u0430bc", "U+0430"),
    ],
)
def test_what_cannot_be_a_key_is_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(BadKey, match=complaint.replace("+", r"\+")):
        parse_key(text)


@given(st.sampled_from(["\n", "é", "\x00", "😀", "\u2028"]), st.text())
def test_a_refusal_never_quotes_the_key(bad: str, text: str) -> None:
    with pytest.raises(BadKey) as raised:
        parse_key(f"{KEY}{bad}{text}x")
    assert KEY not in str(raised.value)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=1024))
def test_every_plain_text_is_a_key(text: str) -> None:
    assert parse_key(text).reveal() == text
