"""What of a text is indexed, and what every text has that has certain letters in it.

Four kinds of *tokens*: words; two neighbours of writing that has no spaces; every sign, alone and
with its neighbour on either side; and which letters there are. Where in a text is not kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.search_matching import UNSPACED, has_unspaced

_WORD = re.compile(r"[^\W_]+")
_UNSPACED_RUN = re.compile(f"([{UNSPACED}]+)")
_SIGN = re.compile(r"[^\w\s]|_")
_LONGEST = 64
_OVERLAP = 32
"""Longer words, such as keys and pictures as letters, are cut up; the pieces overlap by this."""
_AS_LETTERS = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
"""The index's tokenizer parts at signs, so they are kept as characters that nobody uses."""
_ALONE = {chr(code): chr(0xE000 + code) for code in range(128) if chr(code).isalnum()}
"""Letters that are somewhere in a text, in a word or not, likewise."""
EVERY = "\ue080"
"""A token that every text has."""


class Place(StrEnum):
    """Where in a token some letters are."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    END = "end"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Need:
    """Letters that a token of every text that fits has."""

    letters: str
    place: Place


def words_of(flat: str) -> set[str]:
    """Return the words of a folded text."""
    texts = _UNSPACED_RUN.split(flat)[::2] if has_unspaced(flat) else [flat]
    words = {word for text in texts for word in _WORD.findall(text)}
    for word in [word for word in words if len(word) > _LONGEST]:
        words.remove(word)
        words.update(_cut(word))
    return words


def others_of(flat: str) -> set[str]:
    """Return the tokens of a folded text that are no words."""
    found = {EVERY, *map(_ALONE.__getitem__, _ALONE.keys() & set(flat))}
    for sign in _SIGN.finditer(flat):
        place = sign.start()
        for stretch in (sign[0], flat[max(0, place - 1) : place + 1], flat[place : place + 2]):
            if not stretch[0].isspace() and not stretch[-1].isspace():
                found.add(stretch.translate(_AS_LETTERS))
    for run in _UNSPACED_RUN.findall(flat) if has_unspaced(flat) else ():
        found.update(run[place : place + 2] for place in range(len(run)))
    return found


def needs_of(stretch: str, *, begins: bool, ends: bool) -> Iterator[Need]:
    """Return what a text has that has a folded stretch without spaces in it.

    ``begins`` and ``ends`` say that no letter is before and behind it.
    """
    for sign in _SIGN.finditer(stretch):
        place = sign.start()
        for near in (stretch[max(0, place - 1) : place + 1], stretch[place : place + 2]):
            yield Need(near.translate(_AS_LETTERS), Place.WHOLE)
    place = 0
    for part in _UNSPACED_RUN.split(stretch):
        if _UNSPACED_RUN.fullmatch(part):
            yield from _needs_of_run(part)
        for word in _WORD.finditer(part) if not has_unspaced(part) else ():
            is_begun = begins or place + word.start() > 0
            is_ended = ends or place + word.end() < len(stretch)
            yield need_of_word(word[0], begins=is_begun, ends=is_ended)
        place += len(part)


def need_of_word(word: str, *, begins: bool, ends: bool) -> Need:
    """Return what a text has that has a word in it, or in a longer one."""
    if word in _ALONE and not begins:
        return Need(_ALONE[word], Place.WHOLE)
    is_sure = begins and ends and len(word) <= _LONGEST
    if len(word) > _OVERLAP and not is_sure:
        word, ends = word[:_OVERLAP], False
    if begins:
        return Need(word, Place.WHOLE if ends else Place.BEGINNING)
    return Need(word, Place.END if ends else Place.ANYWHERE)


def sure_sign_of(word: str, *, is_whole: bool) -> Need | None:
    """Return tokens that only texts have with a folded word in them; ``None`` where none tell."""
    is_plain = len(word) <= _OVERLAP and _WORD.fullmatch(word) and not has_unspaced(word)
    return need_of_word(word, begins=is_whole, ends=is_whole) if is_plain else None


def _needs_of_run(run: str) -> Iterator[Need]:
    if len(run) == 1:
        yield Need(run, Place.BEGINNING)
    for place in range(len(run) - 1):
        yield Need(run[place : place + 2], Place.WHOLE)


def _cut(word: str) -> Iterator[str]:
    for place in range(0, len(word) - _OVERLAP, _OVERLAP):
        yield word[place : place + _LONGEST]
