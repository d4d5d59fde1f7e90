"""Ids and well-formed text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.values import new_id, repair_surrogates

ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


def test_ids_are_32_hex_digits_shaped_like_uuid_7() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}", new_id())


def test_ids_do_not_repeat() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000


def test_halves_of_a_surrogate_pair_are_joined() -> None:
    assert repair_surrogates("a\ud83d" + "\ude00b") == "a\U0001f600b"


def test_a_half_alone_becomes_the_replacement_character() -> None:
    assert repair_surrogates("a\ud83d") == "a\ufffd"


@given(ANY_TEXT)
def test_repaired_text_can_always_be_written(text: str) -> None:
    assert repair_surrogates(text).encode().decode() == repair_surrogates(text)


@given(st.text())
def test_well_formed_text_stays_as_it_is(text: str) -> None:
    assert repair_surrogates(text) == text
