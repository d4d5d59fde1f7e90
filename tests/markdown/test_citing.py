"""The numbers of sources stand where they change nothing of the Markdown around them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from fakes.markdown_texts import documents
from whinchat.markdown.citing import SourceSign, parse_with_signs, signs_by_block
from whinchat.markdown.parser import parse
from whinchat.markdown.splitter import split


def read(tokens: list[Token]) -> str:
    """Return the words, and the numbers of sources in braces."""
    found = []
    for child in (child for token in tokens for child in token.children or ()):
        number = child.meta.get("number") if child.type == "citation" else None
        found.append(f"{{{number}}}" if number is not None else child.content)
    return "".join(found)


@pytest.mark.parametrize(
    ("text", "after", "shown"),
    [
        ("One two.", "One", "One{1} two."),
        ("**One.** two.", "**One.**", "One.{1} two."),
        ("[One](https://e.org) two.", "](https://e", "One two.{1}"),
        ("`One` two.", "`On", "One two.{1}"),
        ("See https://e.org now", "https://e.org", "See https://e.org{1} now"),
        ("$x$ is", "$x$", "x{1} is"),
        ("- One\n- two", "One", "One{1}two"),
        ("| a |\n|---|\n| b |", "b", "ab{1}"),
    ],
)
def test_a_number_stands_behind_the_words_or_at_the_next_good_place(
    text: str, after: str, shown: str
) -> None:
    sign = SourceSign(text.index(after) + len(after), 1)

    assert read(list(parse_with_signs(text, {}, [sign]))) == shown


@given(documents, st.lists(st.integers(0, 300), max_size=5))
@settings(max_examples=200, deadline=None)
def test_numbers_change_nothing_else(text: str, offsets: list[int]) -> None:
    signs = [SourceSign(min(offset, len(text)), n) for n, offset in enumerate(sorted(offsets))]
    tokens = list(parse_with_signs(text, {}, signs))

    without = "".join(
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type != "citation"
    )
    assert without == "".join(c.content for token in parse(text) for c in token.children or ())
    assert [token.type for token in tokens] == [token.type for token in parse(text)]


def test_each_block_gets_its_own_numbers_and_code_gets_none() -> None:
    text = "One.\n\n```\ncode\n```\n\n- two\n- three\n"
    offsets = (4, text.index("code") + 2, text.index("three") + 5, 900)
    signs = [SourceSign(offset, number) for number, offset in enumerate(offsets, 1)]

    found = signs_by_block(text, split(text), signs)

    numbers = [[(sign.offset, sign.number) for sign in own] for own in found]
    assert numbers == [[(4, 1)], [], [(13, 3)]]


def test_a_text_without_blocks_has_no_place_for_signs() -> None:
    assert signs_by_block("\n", [], [SourceSign(0, 1)]) == []
