"""Both texts are in the difference, whole; what is the same is not said twice."""

import time

from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.word_difference import Change, count_words, word_difference

_MARKS = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}
_texts = st.text("ab \n雨é.", max_size=60)


def shown(before: str, after: str) -> str:
    return "".join(_MARKS[run.change].format(run.text) for run in word_difference(before, after))


def test_a_changed_word_is_marked_among_those_that_stay() -> None:
    assert shown("The red bird sings.", "The small bird sings!") == (
        "The [-red-][+small+] bird sings[-.-][+!+]"
    )


def test_neighbouring_changes_are_one() -> None:
    assert shown("a one two b", "a three four b") == "a [-one two-][+three four+] b"


def test_letters_without_spaces_between_words_are_compared_one_by_one() -> None:
    assert shown("今日は雨です", "今日は雪です") == "今日は[-雨-][+雪+]です"


def test_words_are_counted_without_signs() -> None:
    runs = word_difference("Yes.", "No, never.")

    assert (count_words(runs, Change.REMOVED), count_words(runs, Change.ADDED)) == (1, 2)


@given(_texts, _texts)
def test_both_texts_are_in_the_difference(before: str, after: str) -> None:
    runs = word_difference(before, after)

    assert "".join(run.text for run in runs if run.change is not Change.ADDED) == before
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == after
    assert before != after or all(run.change is Change.SAME for run in runs)


def test_long_texts_are_compared_in_good_time() -> None:
    one = " ".join(f"word{number * number % 307}" for number in range(16_000))
    other = " ".join(f"word{number * number % 311}" for number in range(16_000))

    start = time.perf_counter()
    word_difference(one, other)

    assert time.perf_counter() - start < 20
