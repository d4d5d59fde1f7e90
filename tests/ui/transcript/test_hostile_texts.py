"""Texts made to be slow: all of each is shown, and what it takes grows with its length."""

import math
import time

import pytest

from fakes.entries import reply, user
from fakes.hostile_texts import FAMILIES, Family
from fakes.whole_texts import missing_of
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.stage import Stage

_WIDTH = 640
_SMALL = 3_000
_SIZE = 18_000
_RATIO = 3.5
_NOISE_SECONDS = 0.05
"""Below this the clock and the machine tell more than the text."""
_NAMES = sorted(FAMILIES)


@pytest.mark.parametrize("name", _NAMES)
def test_every_sign_of_a_hostile_text_is_in_a_row(stage: Stage, name: str) -> None:
    text = FAMILIES[name](_SMALL)

    for entry in (reply(text), user(text)):
        assert missing_of(name, text, _filled(stage, entry)) == ""


@pytest.mark.parametrize("name", _NAMES)
def test_what_a_hostile_text_takes_grows_with_its_length(stage: Stage, name: str) -> None:
    family = FAMILIES[name]
    _seconds(stage, family, _SIZE)
    best = [math.inf] * 3
    for _ in range(3):
        # What else the machine does makes a time longer, never shorter.
        best = [
            min(known, _seconds(stage, family, _SIZE << doublings))
            for doublings, known in enumerate(best)
        ]
        if all(map(_grows_with_length, best, best[1:])):
            return
    pytest.fail(f"{_SIZE} characters, twice and four times as many took {best} s")


def _grows_with_length(small: float, large: float) -> bool:
    return large <= max(_RATIO * small, _NOISE_SECONDS)


def _filled(stage: Stage, entry: Entry) -> MessageView:
    """Return a message all of which is in blocks, its first rows laid out."""
    view = MessageView(stage, entry)
    view.build(_WIDTH)
    while view.is_filling:
        view.fill()
    for index in range(min(6, len(view.rows))):
        view.measure(index, _WIDTH)
    return view


def _seconds(stage: Stage, family: Family, size: int) -> float:
    text = family(size)
    start = time.thread_time()
    view = _filled(stage, reply(text))
    seconds = time.thread_time() - start
    view.discard()
    return seconds
