"""What can be typed next in a search: operators, and the values that they take."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from whinchat.domain.letters import folded
from whinchat.domain.search_query import VALUES, Operator, quoted

_WORD = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))*$')
_DAYS = ("today", "yesterday", "7d", "30d")
_MOST = 8
_ORDER = (
    Operator.ROLE,
    Operator.MODEL,
    Operator.TAG,
    Operator.FOLDER,
    Operator.AFTER,
    Operator.BEFORE,
    Operator.HAS,
    Operator.IS,
    Operator.IN,
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that operators can be given."""

    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on: what it is called, and what it makes of the text."""

    shown: str
    text: str
    cursor: int


def beginnings(typed: str) -> tuple[Completion, ...]:
    """Return what can be added to all that is typed: every operator."""
    start = f"{typed.rstrip()} ".lstrip()
    return tuple(Completion(f"{one}:", f"{start}{one}:", len(f"{start}{one}:")) for one in _ORDER)


def completions(typed: str, cursor: int, known: KnownNames) -> tuple[Completion, ...]:
    """Return how the word before the cursor can go on; all operators where there is no word."""
    before, after = typed[:cursor], typed[cursor:]
    found = _WORD.search(before)
    word = found[0] if found is not None else ""
    sign = "-" if word.startswith("-") else ""
    name, colon, value = word.removeprefix("-").partition(":")
    start = before[: len(before) - len(word)]
    if colon:
        operator = name.lower()
        values = _values(Operator(operator), known) if operator in list(Operator) else ()
        shown = _that_begin(values, value.strip('"'))
        endings = [(one, f"{sign}{operator}:{quoted(one)} ") for one in shown]
    else:
        endings = [(f"{one}:", f"{sign}{one}:") for one in _that_begin(_ORDER, name)]
    return tuple(
        Completion(shown, start + ending + after.lstrip(), len(start + ending))
        for shown, ending in endings[: _MOST if colon else None]
    )


def _values(operator: Operator, known: KnownNames) -> Iterable[str]:
    match operator:
        case Operator.TAG:
            return known.tags
        case Operator.FOLDER:
            return known.folders
        case Operator.MODEL:
            return known.models
        case Operator.BEFORE | Operator.AFTER:
            return _DAYS
        case _:
            return VALUES[operator]


def _that_begin(names: Iterable[str], typed: str) -> list[str]:
    """Return the names with a word that begins so; what is typed in full needs no completion."""
    flat = folded(typed)
    return [
        str(name)
        for name in names
        if folded(str(name)) != flat and re.search(rf"(?<!\w){re.escape(flat)}", folded(str(name)))
    ]
