"""Regular expressions are looked for by a child that gets only so much time."""

import sys
import time

from whinchat.provider import pattern_child
from whinchat.provider.pattern_process import PatternProcess


def test_places_are_those_of_every_hit_in_any_case() -> None:
    process = PatternProcess()

    found = process.find(r"b[iu]rd", ["Bird and burd", "none", "数 bird"])
    process.end()

    assert found == [[(0, 4), (9, 13)], [], [(2, 6)]]


def test_a_pattern_that_never_ends_is_given_up_and_others_are_found() -> None:
    process = PatternProcess()
    start = time.monotonic()

    found = process.find("(a+)+$", ["a" * 60 + "b", "caa"])
    process.end()

    assert found == [None, [(1, 3)]]
    assert time.monotonic() - start < 10


def test_time_that_other_programs_take_leaves_no_text_out() -> None:
    answers = pattern_child.find("b", ["ab", "b"])

    assert next(answers) == [(1, 2)]
    time.sleep(0.5)  # more than an order may take
    assert next(answers) == [(0, 1)]


def test_a_child_that_does_not_answer_is_ended_and_started_anew() -> None:
    silent = (sys.executable, "-c", "import time; time.sleep(60)")
    process = PatternProcess(silent, seconds=0.2)

    assert process.find("a", ["a", "b"]) == [None, None]
    assert process.find("a", ["a"]) == [None]
    process.end()


def test_a_child_that_cannot_be_started_finds_nothing() -> None:
    assert PatternProcess(("/nowhere/at/all",)).find("a", ["a"]) == [None]
