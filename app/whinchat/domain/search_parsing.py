"""Reading what is typed into a search: any text becomes a query."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from whinchat.domain.search_days import day_of
from whinchat.domain.search_query import (
    QUOTES,
    VALUES,
    Filter,
    Fit,
    Operator,
    Pattern,
    Remark,
    SearchQuery,
    Term,
    Words,
)

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
_PATTERN = re.compile(r"/((?:[^\\/]|\\.|/(?!\s|\Z))+)/(?=\s|\Z)", re.DOTALL)
_OPERATOR = re.compile(r"([A-Za-z]+):")
_BARE = re.compile(r"\S+")
_LONGEST_TYPED = 2000


def parse_query(typed: str, today: date) -> SearchQuery:
    """Return what is asked for. Never raises; only the first 2,000 characters count."""
    reader = _Reader(typed[:_LONGEST_TYPED], today)
    terms = tuple(reader.terms())
    return SearchQuery(terms, tuple(reader.remarks))


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
        if start in QUOTES:
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
        if following in QUOTES:
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
        closing = QUOTES[self._typed[self._place]]
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
