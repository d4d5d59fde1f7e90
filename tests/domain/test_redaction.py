"""Keys are taken out of text, whatever they look like there."""

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.redaction import redact
from whinchat.domain.secret import Secret

KEY = "sk-or-v1-0a9b8c7d6e5f4a3b2c1d+/=x"
KEYS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=8, max_size=80)


def pieces_of(key: str) -> list[str]:
    return [key[start : start + 8] for start in range(len(key) - 7)]


@given(KEYS, st.text(), st.text())
def test_no_eight_characters_of_a_key_are_left(key: str, before: str, after: str) -> None:
    redacted = redact(f"{before}{key}{after}", Secret(key))
    # The neighbours alone may hold what looks like a piece of a short key.
    assert not any(piece in redacted for piece in pieces_of(key) if piece not in before + after)


@given(KEYS)
def test_encoded_forms_are_taken_out_too(key: str) -> None:
    assert quote(key, safe="") not in redact(f"url?x={quote(key, safe='')}&y", Secret(key))
    for offset in range(3):
        encoded = base64.b64encode(b"x" * offset + key.encode() + b"yz").decode()
        assert encoded[8:-8] not in redact(encoded, Secret(key)) or len(encoded) < 24


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-abcdefghijkl.",
        "Incorrect API key provided: sk-proj-****************xyz1.",
        "sk-or-v1-abc...xyz is not valid",
        "Authorization: Bearer abcdefgh12345678",
        "authorization: bearer abcdefgh12345678",
        "Proxy-Authorization: Basic dXNlcjpwYXNz",
        "https://user:hunter2@proxy:3128/x",
        "GET https://host/v1?key=abcdefgh&x=1",
        "GET https://host/v1?x=1&api_key=abcdefgh",
        "GET https://host/cb?code=abcdefgh#frag",
        "hf_abcdefghijklmnop",
        "gsk_abcdefghijklmnop",
        "xai-abcdefghijklmnop",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abc-def_ghi",
    ],
)
def test_what_looks_like_a_key_goes_without_being_known(text: str) -> None:
    redacted = redact(text)
    assert "•••" in redacted
    assert not any(
        part in redacted for part in ("abcdefgh", "hunter2", "dXNlcjpwYXNz", "xyz", "SyA123", "eyJ")
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The model is overloaded. Try again in 20 s.",
        "ask-me-anything, a task-oriented disk-based bearer of news",
        "https://openrouter.ai/api/v1/responses?x=1",
        "The key may be mistyped: check it.",
        "me@example.org wrote https://example.org/@me",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert redact(text, Secret(KEY)) == text


@given(st.text())
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(f"{text} {KEY} {text}", Secret(KEY))
    assert redact(once, Secret(KEY)) == once


def test_several_keys_go_at_once() -> None:
    one, two = Secret("alpha-0123456"), Secret("omega-9876543")
    assert redact(f"a {one.reveal()} {two.reveal()} b", one, two) == "a ••• ••• b"


def test_the_words_around_a_key_stay() -> None:
    assert redact(f"before {KEY} after", Secret(KEY)) == "before ••• after"


def test_a_key_of_three_letters_is_no_secret() -> None:
    assert redact("xxx marks the spot", Secret("xxx")) == "xxx marks the spot"
