"""The language of searching: what is typed becomes a query, whatever is typed.

=====================  ==============================================================
``whinchat``           anywhere, inside of words too
``whin*``              where a word begins so
``"song bird"``        these words in this order, whole
``/wh?in(chat)?/``     a regular expression, in any case
``role:`` and so on    about the message or its conversation; a value may be quoted
``-``                  before any of these: messages where it is not so
=====================  ==============================================================

Everything must be so at once, but of several roles, models or folders one is enough: a message
has no more than one. Nothing that is typed is an error of the program: what cannot be meant says
so as a sentence, what is no operator is a word.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

QUOTES = {'"': '"', "“": '”"', "„": '“”"'}
"""What opens a phrase, and what closes it."""


class Fit(StrEnum):
    """How words are to be found in a text."""

    ANYWHERE = "anywhere"
    BEGINNING = "beginning"
    WHOLE = "whole"


class Operator(StrEnum):
    """What can be asked of a message beyond its words."""

    ROLE = "role"
    MODEL = "model"
    TAG = "tag"
    FOLDER = "folder"
    BEFORE = "before"
    AFTER = "after"
    HAS = "has"
    IN = "in"
    IS = "is"


VALUES: dict[Operator, tuple[str, ...]] = {
    Operator.ROLE: ("user", "assistant"),
    Operator.HAS: ("code", "image", "link", "file"),
    Operator.IN: ("trash", "archive"),
    Operator.IS: ("pinned",),
}
"""The operators that take one of a few words."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found, as they were typed."""

    text: str
    fit: Fit = Fit.ANYWHERE
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression to be found, in any case."""

    source: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What must be so about a message or its conversation."""

    operator: Operator
    value: str
    is_negated: bool = False
    day: date | None = None
    """The first day of what a date's value names."""


Term: TypeAlias = Words | Pattern | Filter


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about what was typed, and where that is."""

    sentence: str
    start: int
    end: int
    is_trouble: bool = False
    """It cannot be meant so: what it is about finds nothing."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What was typed, understood."""

    terms: tuple[Term, ...] = ()
    remarks: tuple[Remark, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for yet."""
        return not self.terms

    @property
    def trouble(self) -> Remark | None:
        """Return why nothing can be found, where that is so."""
        return next((remark for remark in self.remarks if remark.is_trouble), None)

    @property
    def wanted(self) -> tuple[Words, ...]:
        """Return the words that are to be there."""
        return tuple(t for t in self.terms if isinstance(t, Words) and not t.is_negated)

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Return the regular expressions that are to be there."""
        return tuple(t for t in self.terms if isinstance(t, Pattern) and not t.is_negated)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Return what is asked beyond words."""
        return tuple(term for term in self.terms if isinstance(term, Filter))


def quoted(value: str) -> str:
    """Return an operator's value as it has to be typed."""
    is_odd = value[:1] in QUOTES or value.endswith("/")
    needs_quotes = is_odd or any(character.isspace() for character in value)
    return f'"{value}"' if needs_quotes else value
