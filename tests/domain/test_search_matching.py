"""Words are found in any case, with any accents, and where their form says."""

from datetime import date

import pytest

from whinchat.domain.letters import folded
from whinchat.domain.search_matching import Matching, searchable
from whinchat.domain.search_parsing import parse_query

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "text", "is_found"),
    [
        ("CHAT", "whinchat", True),
        ("chat*", "whinchat", False),
        ("whin*", "a_whinchat", True),
        ('"whin"', "whinchat", False),
        ('"song bird"', "a **song** bird.", True),
        ('"song bird"', "a song\nbird", True),
        ('"song bird"', "song birds", False),
        ('"song bird"', "bird song", False),
        ("naive", "NAÏVE", True),
        ("naïve", "nai\u0308ve", True),
        ("vögel", "VOGEL", True),
        ("数据", "这个数据库", True),
        ("数据*", "这个数据库", True),
        ('"数据"', "这个数据库", True),
        ("й", "и", False),
        ("song bird", "bird, song", True),
        ("song -bird", "bird, song", False),
        ("-song", "bird", True),
        ('-"song bird"', "song, bird", True),
    ],
)
def test_words_are_found_where_they_are_meant(typed: str, text: str, is_found: bool) -> None:  # noqa: FBT001 - a column
    assert Matching(parse_query(typed, TODAY)).fits(folded(searchable(text))) is is_found


def test_hits_that_begin_a_word_are_the_ones_marked() -> None:
    text = "start the art"

    spans = Matching(parse_query("art", TODAY)).spans(text)

    assert [text[a:b] + text[b:] for a, b in spans] == ["art"]
    assert spans == [(10, 13)]


def test_a_hit_inside_of_a_word_is_not_as_good() -> None:
    matching = Matching(parse_query("art", TODAY))

    assert matching.is_good("modern art")
    assert not matching.is_good("start")
