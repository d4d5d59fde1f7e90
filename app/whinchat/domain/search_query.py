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

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeAlias

from whinchat.domain.search_days import day_of


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
_ALIKE = {
    (Operator.ROLE, "me"): "user",
    (Operator.ROLE, "you"): "user",
    (Operator.ROLE, "model"): "assistant",
    (Operator.ROLE, "reply"): "assistant",
    (Operator.HAS, "picture"): "image",
    (Operator.HAS, "images"): "image",
    (Operator.HAS, "links"): "link",
    (Operator.HAS, "attachment"): "file",
    (Operator.IS, "archived"): "archive",
}


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


_QUOTES = {'"': '"', "“": '”"', "„": '“”"'}
_PATTERN = re.compile(r"/((?:[^\\/\n]|\\.|/(?!\s|$))+)/(?=\s|$)")
_OPERATOR = re.compile(r"([A-Za-z]+):")
_BARE = re.compile(r"\S+")
_LONGEST_TYPED = 2000


def parse_query(typed: str, today: date) -> SearchQuery:
    """Return what is asked for. Never raises; only the first 2,000 characters count."""
    reader = _Reader(typed[:_LONGEST_TYPED], today)
    terms = tuple(reader.terms())
    return SearchQuery(terms, tuple(reader.remarks))


def write_query(query: SearchQuery) -> str:
    """Return what could be typed to ask for the same."""
    return " ".join(map(_written, query.terms))


def _written(term: Term) -> str:
    sign = "-" if term.is_negated else ""
    match term:
        case Pattern(source):
            return f"{sign}/{source}/"
        case Filter(operator, value):
            return f"{sign}{operator}:{quoted(value)}"
        case Words(text, Fit.WHOLE):
            return f'{sign}"{text}"'
        case Words(text, Fit.BEGINNING):
            return f"{sign}{text}*"
        case Words(text):
            return f"{sign}{text}"


def quoted(value: str) -> str:
    """Return an operator's value as it has to be typed."""
    needs_quotes = any(character.isspace() for character in value) or value[:1] in _QUOTES
    return f'"{value}"' if needs_quotes else value


class _Reader:
    """Goes once over what was typed."""

    def __init__(self, typed: str, today: date) -> None:
        self._typed = typed
        self._today = today
        self._place = 0
        self.remarks: list[Remark] = []

    def terms(self) -> Iterator[Term]:
        """Return the terms one by one."""
        while (bare := _BARE.search(self._typed, self._place)) is not None:
            self._place = start = bare.start()
            is_negated = len(bare.group()) > 1 and bare.group()[0] == "-"
            self._place += is_negated
            term = self._read(is_negated=is_negated)
            if isinstance(term, Pattern):
                self._check(term, start)
            if term is not None:
                yield term

    def _read(self, *, is_negated: bool) -> Term | None:
        start = self._typed[self._place]
        if start in _QUOTES:
            phrase = " ".join(self._take_quoted().split())
            return Words(phrase, Fit.WHOLE, is_negated) if phrase else None
        pattern = _PATTERN.match(self._typed, self._place)
        if pattern is not None:
            self._place = pattern.end()
            return Pattern(pattern[1], is_negated)
        named = _OPERATOR.match(self._typed, self._place)
        if named is not None and named[1].lower() in list(Operator):
            return self._read_filter(Operator(named[1].lower()), named, is_negated=is_negated)
        if named is not None:
            self._suggest(named)
        word = self._take_bare()
        if len(word) > 1 and word.endswith("*"):
            return Words(word[:-1], Fit.BEGINNING, is_negated)
        return Words(word, Fit.ANYWHERE, is_negated)

    def _read_filter(
        self, operator: Operator, named: re.Match[str], *, is_negated: bool
    ) -> Filter | None:
        self._place = named.end()
        following = self._typed[self._place : self._place + 1]
        if following in _QUOTES:
            value = " ".join(self._take_quoted().split())
        else:
            value = "" if not following or following.isspace() else self._take_bare()
        where = (named.start(), self._place)
        if not value:
            self.remarks.append(Remark(f"“{operator}:” waits for {_asks(operator)}.", *where))
            return None
        if operator in (Operator.BEFORE, Operator.AFTER):
            return self._read_day(operator, value, where, is_negated=is_negated)
        return self._read_value(operator, value, where, is_negated=is_negated)

    def _read_day(
        self, operator: Operator, value: str, where: tuple[int, int], *, is_negated: bool
    ) -> Filter | None:
        day = day_of(value, self._today)
        if day is None:
            sentence = f"“{value}” is no date: write {_asks(operator)}."
            self.remarks.append(Remark(sentence, *where, is_trouble=True))
        return Filter(operator, value, is_negated, day)

    def _read_value(
        self, operator: Operator, value: str, where: tuple[int, int], *, is_negated: bool
    ) -> Filter | None:
        known = VALUES.get(operator)
        if known is None:
            return Filter(operator, value, is_negated)
        word = _ALIKE.get((operator, value.lower()), value.lower())
        if (operator, word) == (Operator.IS, "archive"):
            return Filter(Operator.IN, word, is_negated)
        if word not in known:
            sentence = f"“{operator}:{value}” is not known: write {_asks(operator)}."
            self.remarks.append(Remark(sentence, *where, is_trouble=True))
        return Filter(operator, word, is_negated)

    def _suggest(self, named: re.Match[str]) -> None:
        near = get_close_matches(named[1].lower(), list(Operator), n=1, cutoff=0.6)
        if near:
            sentence = f"“{named[0]}” is searched as text. Did you mean “{near[0]}:”?"
            self.remarks.append(Remark(sentence, named.start(), named.end()))

    def _check(self, pattern: Pattern, start: int) -> None:
        try:
            re.compile(pattern.source, re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            why = str(error).partition(" at position")[0]
            sentence = f"The regular expression cannot be read: {why}."
            place = getattr(error, "pos", None) or 0
            begin = start + 1 + pattern.is_negated + place
            self.remarks.append(Remark(sentence, begin, self._place, is_trouble=True))

    def _take_quoted(self) -> str:
        """Take what is in quotes; ones that are not closed yet end with what was typed."""
        closing = _QUOTES[self._typed[self._place]]
        start = self._place + 1
        ends = (place for place in range(start, len(self._typed)) if self._typed[place] in closing)
        end = next(ends, len(self._typed))
        self._place = end + 1
        return self._typed[start:end]

    def _take_bare(self) -> str:
        bare = _BARE.match(self._typed, self._place)
        word = bare[0] if bare is not None else ""
        self._place += len(word)
        return word


def _asks(operator: Operator) -> str:
    match operator:
        case Operator.BEFORE | Operator.AFTER:
            return "a date like 2026-11, 2026-11-22, today, yesterday or 7d"
        case Operator.MODEL:
            return "a part of a model's name"
        case Operator.TAG | Operator.FOLDER:
            return f"the name of a {operator}"
        case _:
            *others, last = (f"{operator}:{value}" for value in VALUES[operator])
            return f"{', '.join(others)} or {last}" if others else last
