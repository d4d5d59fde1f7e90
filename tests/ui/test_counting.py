"""Numbers with their nouns."""

import pytest

from whinchat.ui.counting import counted


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 messages"), (1, "1 message"), (2, "2 messages"), (3_000, "3,000 messages")],
)
def test_only_one_of_a_thing_is_singular(number: int, words: str) -> None:
    assert counted(number, "message") == words
