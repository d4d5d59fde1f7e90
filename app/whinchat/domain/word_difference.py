"""What changed between two texts, word by word, as runs of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto

_WORDS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+|\s+|[^\w\s]"
)
"""Chinese and Japanese have no spaces between words: each letter counts as one."""
_MOST_PAIRS = 4_000_000
"""Of words compared with each other; beyond it, those that come very often are passed over."""
_MOST_WORDS = 60_000
"""In one stretch of changed lines; a longer one is taken as written anew."""


class Change(Enum):
    """What became of words."""

    SAME = auto()
    REMOVED = auto()
    ADDED = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share one fate."""

    change: Change
    text: str


@dataclass(slots=True)
class _Piece:
    """The same words in both, or what was removed and what was added in one place."""

    same: str = ""
    removed: str = ""
    added: str = ""


def word_difference(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs that, without what was added, are the one text, and else the other.

    Lines are compared first, and words within lines that differ: two texts of 100 kB take some
    tenths of a second, which is for a thread.
    """
    pieces = _compared(before.splitlines(keepends=True), after.splitlines(keepends=True))
    found: list[_Piece] = []
    for piece in pieces:
        if piece.same:
            found.append(piece)
        else:
            found += _words_of(piece)
    return tuple(_runs(_joined(found)))


def _words_of(piece: _Piece) -> list[_Piece]:
    removed, added = _WORDS.findall(piece.removed), _WORDS.findall(piece.added)
    if not removed or not added or len(removed) + len(added) > _MOST_WORDS:
        return [piece]
    return [*_compared(removed, added)]


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[_Piece]:
    is_long = len(before) * len(after) > _MOST_PAIRS
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, before, after, autojunk=is_long
    ).get_opcodes():
        first, second = "".join(before[start:end]), "".join(after[other_start:other_end])
        yield _Piece(same=first) if tag == "equal" else _Piece(removed=first, added=second)


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Join neighbours of one kind; a space between two changes belongs to both."""
    held: _Piece | None = None
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        is_between = held is not None and not held.same and following and not following.same
        if is_between and piece.same.isspace():
            piece = _Piece(removed=piece.same, added=piece.same)  # noqa: PLW2901 - read as a change
        if held is not None and bool(held.same) == bool(piece.same):
            held.same += piece.same
            held.removed += piece.removed
            held.added += piece.added
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _runs(pieces: Iterator[_Piece]) -> Iterator[Run]:
    for piece in pieces:
        for change, text in (
            (Change.SAME, piece.same),
            (Change.REMOVED, piece.removed),
            (Change.ADDED, piece.added),
        ):
            if text:
                yield Run(change, text)


def count_words(runs: Sequence[Run], change: Change) -> int:
    """Return how many words became so; spaces and signs are none."""
    found = (_WORDS.findall(run.text) for run in runs if run.change is change)
    return sum(word[0].isalnum() for words in found for word in words)
