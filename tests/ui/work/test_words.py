"""What is said once work on many conversations has ended."""

from collections.abc import Sequence

import pytest

from whinchat.ui.work.words import outcome_words


@pytest.mark.parametrize(
    ("came", "failures", "was_stopped", "words"),
    [
        ((3, 0), (), False, "3 conversations knitted"),
        ((1, 2), (), False, "1 conversation knitted, 2 conversations mended"),
        ((0, 0), (), False, "No wool"),
        ((0, 0), (), True, "Stopped. No wool"),
        ((1, 0), ("It tore.", "It burnt."), False, "1 conversation knitted. 2 failures: It tore."),
    ],
)
def test_what_came_is_counted_and_the_first_failure_told(
    came: tuple[int, int], failures: Sequence[str], words: str, *, was_stopped: bool
) -> None:
    knitted, mended = came
    numbers = {"knitted": knitted, "mended": mended}

    told = outcome_words(numbers, failures, nothing="No wool", was_stopped=was_stopped)

    assert told == words
