"""Folding letters: what is searched for is found in any case, and with or without accents."""

import re
import unicodedata

_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
ANY_MARKS = f"[{_FIRST_MARK}-{_LAST_MARK}]*"
"""Accents that are written after their letter as characters of their own."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKS = re.compile(f"[{_FIRST_MARK}-{_LAST_MARK}]")
_LAST_LATIN_OR_GREEK = "\u03ff"
"""In other alphabets a letter with a mark is another letter."""
_ALIKE = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u0451": "\u0435",
    "\u0401": "\u0435",
}


class _Folds(dict[int, str]):
    """What each character is folded to; worked out when one is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


_FOLDS = _Folds({ord(character): alike for character, alike in _ALIKE.items()})


def folded(text: str) -> str:
    """Return a text in small letters without accents, every character still in its place."""
    flat = text.lower()
    if flat.isascii():
        return flat
    if len(flat) != len(text):
        return text.translate(_FOLDS)
    # A few passes over the whole text are quicker than one that looks up every character.
    for character in _NOT_ASCII.findall("".join(set(flat))):
        alike = _FOLDS[ord(character)]
        if alike != character:
            flat = flat.replace(character, alike)
    return flat


def has_marks(text: str) -> bool:
    """Tell whether a text has accents that are characters of their own."""
    return not text.isascii() and _MARKS.search(text) is not None


def _fold_character(character: str) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", character))
    if marks and letter <= _LAST_LATIN_OR_GREEK and all(map(_is_mark, marks)):
        character = letter
    small = character.lower()
    return small if len(small) == 1 else character


def _is_mark(character: str) -> bool:
    return _FIRST_MARK <= character <= _LAST_MARK
