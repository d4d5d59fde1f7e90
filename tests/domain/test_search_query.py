"""What is typed into a search is understood, or said to be something else; nothing raises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.search_parsing import parse_query
from whinchat.domain.search_query import (
    Filter,
    Fit,
    Operator,
    Pattern,
    Term,
    Words,
)

TODAY = date(2026, 11, 23)
_PIECES = st.sampled_from(
    [
        *("bird", "song bird", '"', "“", "”", "/", "-", "*", ":", " ", "\n", "\\", "(", "[a", "é"),
        *(
            "role:",
            "user",
            "tag:",
            "after:",
            "7d",
            "2026-11",
            "in:trash",
            "中文",
            "/a+b/",
            '"x/"',
            "\ud800",
        ),
    ]
)


@given(st.text() | st.lists(_PIECES).map("".join))
def test_nothing_that_is_typed_raises(typed: str) -> None:
    query = parse_query(typed, TODAY)

    assert all(0 <= remark.start <= len(typed) for remark in query.remarks)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("song bird", (Words("song"), Words("bird"))),
        ('"song  bird"', (Words("song bird", Fit.WHOLE),)),
        ("“song bird” x", (Words("song bird", Fit.WHOLE), Words("x"))),
        ('"song bi', (Words("song bi", Fit.WHOLE),)),
        ("whin*", (Words("whin", Fit.BEGINNING),)),
        ("-whin* -a", (Words("whin", Fit.BEGINNING, is_negated=True), Words("a", is_negated=True))),
        ("-", (Words("-"),)),
        ("*", (Words("*"),)),
        (r"/wh?in\/ch a/ b", (Pattern(r"wh?in\/ch a"), Words("b"))),
        ("/usr/bin", (Words("/usr/bin"),)),
        ("-/a+/", (Pattern("a+", is_negated=True),)),
        ("http://a.b c", (Words("http://a.b"), Words("c"))),
        ("ROLE:Me", (Filter(Operator.ROLE, "user"),)),
        (
            'tag:"to read" -tag:x',
            (Filter(Operator.TAG, "to read"), Filter(Operator.TAG, "x", is_negated=True)),
        ),
        ("after:2026-11", (Filter(Operator.AFTER, "2026-11", day=date(2026, 11, 1)),)),
        ("before:2025", (Filter(Operator.BEFORE, "2025", day=date(2025, 1, 1)),)),
        ("after:yesterday", (Filter(Operator.AFTER, "yesterday", day=date(2026, 11, 22)),)),
        ("after:7d", (Filter(Operator.AFTER, "7d", day=date(2026, 11, 16)),)),
        ("is:archived", (Filter(Operator.IN, "archive"),)),
        ("role:", ()),
    ],
)
def test_each_form_has_its_meaning(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse_query(typed, TODAY).terms == terms


@pytest.mark.parametrize(
    ("typed", "sentence", "place"),
    [
        ("a /b(/", "The regular expression cannot be read: missing ), unterminated subpattern.", 4),
        ("has:cat", "“has:cat” is not known: write has:code, has:image, has:link or has:file.", 0),
        (
            "x before:soon",
            "“soon” is no date: write a date like 2026-11, 2026-11-22, today, yesterday or 7d.",
            2,
        ),
        ("after:2026-13", None, 0),
        ("after:99999y", None, 0),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_place(
    typed: str, sentence: str | None, place: int
) -> None:
    trouble = parse_query(typed, TODAY).trouble

    assert trouble is not None
    assert trouble.start == place
    assert sentence is None or trouble.sentence == sentence


def test_a_word_that_looks_like_an_operator_is_text_with_a_hint() -> None:
    query = parse_query("rol:user", TODAY)

    assert query.terms == (Words("rol:user"),)
    assert query.remarks[0].sentence == "“rol:” is searched as text. Did you mean “role:”?"
    assert query.trouble is None


def test_an_operator_without_a_value_waits_for_one() -> None:
    query = parse_query("bird tag:", TODAY)

    assert query.terms == (Words("bird"),)
    assert query.remarks[0].sentence == "“tag:” waits for the name of a tag."
