"""What can be typed next is offered for the word at the cursor."""

import pytest

from whinchat.domain.search_completion import KnownNames, beginnings, completions

KNOWN = KnownNames(tags=("to read", "wip"), folders=("Trips",), models=("acme/alpha-1", "beta"))


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("robin ro", ["robin role:"]),
        ("-ta", ["-tag:"]),
        ("tag:", ['tag:"to read" ', "tag:wip "]),
        ('x tag:"to r', ['x tag:"to read" ']),
        ("tag:REA", ['tag:"to read" ']),
        ("model:al", ["model:acme/alpha-1 "]),
        ("role:as", ["role:assistant "]),
        ("after:", ["after:today ", "after:yesterday ", "after:7d ", "after:30d "]),
        ("role:user", []),
        ("nonsense:", []),
        ("robin", []),
    ],
)
def test_a_word_goes_on_as_what_is_known(typed: str, texts: list[str]) -> None:
    assert [each.text for each in completions(typed, len(typed), KNOWN)] == texts


def test_what_stands_behind_the_cursor_stays() -> None:
    (only,) = completions("ro bird", 2, KNOWN)

    assert (only.text, only.cursor) == ("role:bird", 5)


def test_an_empty_word_can_become_every_operator() -> None:
    assert len(completions("", 0, KNOWN)) == len(beginnings("bird")) == 9
    assert beginnings("bird")[0].text == "bird role:"
