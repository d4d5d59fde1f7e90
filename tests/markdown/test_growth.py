"""Words that are only added must read as if the whole had been parsed again."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from fakes.texts import mixed_markdown
from whinchat.markdown.growth import added_words, last_words
from whinchat.markdown.parser import parse

_SIGNS = (
    "1 , - * _ ** ` [ ] ( ) > # ## ~~ | $ $$ \\( \\) < / : . ! & ; www. http:// x@y.z "
    "1. > [^1] [a]: é 漢 שלום <b> </b> <!-- --> <br> <kbd> </kbd> <b"
)
_BITS = st.one_of(
    st.sampled_from(["word", " word", " and ", " ", "a"]),
    st.sampled_from(_SIGNS.split()),
    st.sampled_from([" ", "  ", "\n", "\n\n", "\n- ", "\n> ", "\n  "]),
)
_TEXTS = st.lists(_BITS, max_size=12).map("".join)
_WORDS = st.lists(
    st.sampled_from(["word", "x", "1", "é", "漢", ",", " ", " x", "-", ".", ". ", ";", ": ", "!"]),
    min_size=1,
    max_size=4,
)


def read(tokens: Sequence[Token]) -> list[tuple[object, ...]]:
    """Return what of the tokens a reader sees; neighbouring texts as one."""
    seen: list[tuple[object, ...]] = []
    for token in tokens:
        seen.append((token.type, token.tag, token.nesting, token.level, token.attrs, token.info))
        for child in token.children or ():
            if child.type == "text" and seen[-1][0] == "text":
                child.content = f"{seen.pop()[1]}{child.content}"
            seen.append((child.type, child.content, child.tag, child.level, child.attrs))
    return seen


@given(_TEXTS, _WORDS.map("".join))
def test_added_words_change_nothing_but_the_last_text(before: str, more: str) -> None:
    words = added_words(before, before + more)
    tokens = parse(before)
    end = last_words(tokens)
    if words is None or not end or not before.rstrip(" ").endswith(end):
        return

    expected = read(tokens)
    place = max(place for place, token in enumerate(expected) if token[0] == "text")
    kind, content, *rest = expected[place]
    expected[place] = (kind, f"{content}{words}", *rest)
    assert read(parse(before + more)) == expected


def test_most_pieces_of_a_reply_in_words_are_read_as_words() -> None:
    text = " ".join(mixed_markdown(20_000, seed=1).replace("\n", " ").split())[:8_000]

    found = [added_words(text[:end], text[: end + 4]) for end in range(4, 7_900, 4)]

    assert sum(words is not None for words in found) > len(found) / 2


def test_the_end_of_a_sentence_is_read_as_words() -> None:
    assert added_words("the end", "the end. Next") == ". Next"
    assert added_words("the end.", "the end. Next") == " Next"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("see www", "see www.x"),
        ("_a_", "_a_b"),
        ("a `b", "a `b c`"),
        ("- ", "- a"),
        ("a ", "a  b"),
        ("1", "1. a"),
        ("$5$", "$5$0"),
        ("12 ", "12 שלום"),
        ("end.", "end.Next"),
        ("1.", "1. Next"),
        ("http:", "http://a"),
        ("end!", "end![a](b)"),
    ],
)
def test_what_may_mark_something_is_parsed_again(before: str, after: str) -> None:
    assert added_words(before, after) is None
