"""Snippets show the hit, on one line, and know where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.snippets import beginning, make_snippet

_WORDS = st.lists(st.sampled_from(["bird", "a", "song\n\n", "  ", "\t", "中文字", "x" * 300]))


@given(_WORDS.map(" ".join), st.data())
def test_marked_is_what_was_hit(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, max(0, len(text) - 4)), max_size=5))
    spans = sorted((start, min(start + 4, len(text))) for start in starts)

    snippet = make_snippet(text, spans)

    assert not set(snippet.text) & {"\n", "\t"}
    hits = {" ".join(text[a:b].split()) for a, b in spans}
    shown = [snippet.text[a:b] for a, b in snippet.spans]
    assert shown or not any(text[a:b].strip() for a, b in spans)
    if len(spans) == 1 and shown:
        assert " ".join(shown[0].split()) in hits


def test_words_around_the_hit_are_shown() -> None:
    text = "word " * 100 + "the whinchat sings " + "word " * 100

    snippet = make_snippet(text, [(504, 512)])

    a, b = snippet.spans[0]
    assert snippet.text[a:b] == "whinchat"
    assert snippet.text.startswith("…word")
    assert snippet.text.endswith("word…")
    assert len(snippet.text) < 300


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a **bold** bird", "a bold bird"),
        ("a *slanted* bird, 2 * 3 * 4", "a slanted bird, 2 * 3 * 4"),
        ("see [the bird](https://birds.example/a) sing", "see the bird sing"),
        ("## Birds\n```python\nbird()\n```", "Birds bird()"),
        ("call `bird()` or `song`", "call bird() or song"),
        ("2**3 and f(**birds, **songs)", "2**3 and f(**birds, **songs)"),
    ],
)
def test_marks_that_only_decorate_are_left_out(text: str, shown: str) -> None:
    start = text.lower().index("bird") if "bird" in text.lower() else 0

    snippet = make_snippet(text, [(start, start + 4)])

    assert snippet.text == shown
    assert [snippet.text[a:b].lower() for a, b in snippet.spans] == ["bird"]


def test_marks_that_were_searched_for_are_shown() -> None:
    text = "see [the bird](https://birds.example/a)"

    assert make_snippet(text, [(23, 28)]).text == "see [the bird](https://birds.example/a)"
    assert make_snippet("a **bold** bird", [(2, 4)]).text == "a **bold** bird"


def test_a_beginning_is_plain_and_cut_at_a_word() -> None:
    text = "## Birds\n\nA **whinchat** sings " + "la " * 1000

    assert beginning(text, 40) == "Birds A whinchat sings la la la…"
    assert beginning("`one`\ntwo", 40) == "one two"
    assert beginning(" \n", 40) == ""
