"""Finding the words of a query in a text, and the stretch around them that is worth showing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from whinchat.domain.letters import folded
from whinchat.domain.search_query import Fit, SearchQuery, Words

Span: TypeAlias = tuple[int, int]
"""Where a hit begins and ends, in characters."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff"
UNSPACED += "\U0001f000-\U0001faff\U00020000-\U0003ffff"
"""Writing that puts no spaces between words: Thai, Khmer, Chinese, Japanese, and pictures."""
_LETTER = f"(?:(?![{UNSPACED}])[^\\W_])"
_NO_SPACES = re.compile(f"[{UNSPACED}]")
_LETTERS = re.compile(_LETTER)
_BETWEEN = r"[*_`~]{0,3}\s+[*_`~]{0,3}"
"""Space between words, with the marks of emphasis that the source has and the page does not."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no encoding has."""
_MOST_SPANS = 200


def searchable(text: str) -> str:
    """Return the text in the form that is kept, searched and shown: composed, whole characters."""
    if text.isascii():
        return text
    return _HALVES.sub("\ufffd", unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class _Finder:
    """One of the words asked for, ready to be looked for in folded texts."""

    flat: str
    first: str
    """The first word alone, which is quick to look for."""
    pattern: re.Pattern[str] | None
    """``None`` where the letters alone decide."""
    is_negated: bool

    def is_in(self, flat_text: str) -> bool:
        """Tell whether it occurs."""
        if self.pattern is None:
            return self.flat in flat_text
        return self.first in flat_text and self.pattern.search(flat_text) is not None

    def spans(self, flat_text: str) -> Iterable[Span]:
        """Return where it occurs."""
        pattern = self.pattern or re.compile(re.escape(self.flat))
        return (match.span() for match in pattern.finditer(flat_text))


class Matching:
    """The words of one query, ready to be looked for in many texts.

    Regular expressions are not looked at here: whoever runs them must be able to stop them.
    """

    def __init__(self, query: SearchQuery) -> None:
        words = [term for term in query.terms if isinstance(term, Words)]
        self._finders = [_finder_of(term) for term in words]
        wanted = [finder for finder in self._finders if not finder.is_negated]
        self._wanted = wanted
        self._at_beginnings = [_at_beginning(finder.flat) for finder in wanted]

    def fits(self, flat_text: str) -> bool:
        """Tell whether a folded text has all words that are wanted, and no other."""
        return all(finder.is_in(flat_text) != finder.is_negated for finder in self._finders)

    def is_good(self, flat_text: str) -> bool:
        """Tell whether every word that is wanted begins a word of the text."""
        return all(pattern.search(flat_text) for pattern in self._at_beginnings)

    def spans(self, flat_text: str) -> list[Span]:
        """Return where the words are, in order; good ones stand for those inside of words."""
        found: list[Span] = []
        for finder, good in zip(self._wanted, self._at_beginnings, strict=True):
            is_loose = finder.pattern is None
            spans = [match.span() for match in good.finditer(flat_text)] if is_loose else []
            found += (spans or [*finder.spans(flat_text)])[:_MOST_SPANS]
        return sorted(set(found))


def pieces_of(term: Words) -> list[str]:
    """Return the stretches of letters, folded, that every text with the words has."""
    return folded(searchable(term.text)).split()


def has_unspaced(text: str) -> bool:
    """Tell whether a text has writing that puts no spaces between words."""
    return _NO_SPACES.search(text) is not None


def _finder_of(term: Words) -> _Finder:
    flat = folded(searchable(term.text))
    match term.fit:
        case Fit.ANYWHERE:
            pattern = None
        case Fit.BEGINNING:
            pattern = _at_beginning(flat)
        case Fit.WHOLE:
            pattern = _whole(flat.split())
    return _Finder(flat, (flat.split() or [""])[0], pattern, term.is_negated)


def _at_beginning(flat: str) -> re.Pattern[str]:
    return re.compile(_joined(flat.split()))


def _whole(words: Sequence[str]) -> re.Pattern[str]:
    after = f"(?!{_LETTER})" if _LETTERS.match(words[-1][-1]) else ""
    return re.compile(_joined(words) + after)


def _joined(words: Sequence[str]) -> str:
    """Return a pattern for words, the first of which begins where a word begins."""
    first, *others = map(re.escape, words)
    # Looking back behind the letters and not before them lets the letters be looked for first.
    begins = f"(?<!{_LETTER}{first})" if _LETTERS.match(words[0]) else ""
    return _BETWEEN.join([first + begins, *others])
