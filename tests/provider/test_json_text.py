"""JSON from strangers never raises and never brings what cannot be kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.provider.json_text import is_object, parse_object, whole_of

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), VALUES))
def test_an_object_comes_out_as_it_went_in(document: dict[str, object]) -> None:
    assert parse_object(json.dumps(document).encode()) == document


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    parse_object(data)


@pytest.mark.parametrize(
    "hostile",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a":' + b"[" * 64 + b"]" * 64 + b"}",
        b'{"a":' + b"9" * 5_000 + b"}",
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b"[1]",
        b'"text"',
        b"",
        b'{"a":1',
    ],
)
def test_what_is_hostile_or_no_object_is_refused(hostile: bytes) -> None:
    assert parse_object(hostile) is None


def test_sixty_three_levels_inside_an_object_are_deep_enough() -> None:
    document = b'{"a":' + b"[" * 63 + b"]" * 63 + b"}"
    assert parse_object(document) is not None


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a":"\\ud83d"}', "\ud83d"),
        (b'{"a":"\xff"}', "\ufffd"),
        (b'{"a":"x\ny"}', "x\ny"),
        ('{"a":"\u2028"}'.encode(), "\u2028"),
    ],
)
def test_text_that_strict_parsers_refuse_is_kept(data: bytes, value: str) -> None:
    assert parse_object(data) == {"a": value}


@pytest.mark.parametrize(("data", "is_whole"), [(b" {} ", True), (b"{", False), (b"{}}", False)])
def test_a_whole_object_is_told_from_a_piece(data: bytes, *, is_whole: bool) -> None:
    assert is_object(data) is is_whole


@pytest.mark.parametrize(
    ("value", "whole"),
    [(3, 3), (3.7, 3), ("3", 3), ("x", None), (None, None), (True, None), (float("inf"), None)],
)
def test_numbers_are_read_from_what_servers_send(value: object, whole: int | None) -> None:
    assert whole_of(value) == whole  # type: ignore[arg-type]  # servers send anything
