"""What of a query the database can answer by itself: which messages are worth a closer look."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from whinchat.domain.letters import folded
from whinchat.domain.search_matching import has_unspaced, pieces_of, searchable
from whinchat.domain.search_query import Filter, Fit, Operator, SearchQuery
from whinchat.storage.search_index.entries import Trait
from whinchat.storage.search_index.heads import flat_name
from whinchat.storage.search_index.literals import literals_of

Folders = Mapping[str, frozenset[str]]
"""The ids of the folders of a name, and of those in them, by the name as ``flat_name`` has it."""
Value = str | int

_LENGTH = 3
_SHORTEST_BEGINNING = 2
_TOKEN = re.compile(r"[^\W_]+")
_MOST_BEGINNINGS = 1500
"""More stretches that begin with a letter or two are no help: nearly every message has one."""
_OF_MESSAGES = (Operator.ROLE, Operator.MODEL, Operator.HAS)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL, ``m`` being the message and ``c`` its conversation, and its values."""

    sql: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which rows may fit a query."""

    words: str
    """An expression for the table of words: what fits well; empty where words do not tell."""
    pieces: str
    """An expression for the table of pieces: all that fits; empty where they do not narrow it."""
    conditions: tuple[Condition, ...]
    is_of_messages: bool
    """Whether no title can fit."""


def narrow(
    query: SearchQuery, folders: Folders, connection: sqlite3.Connection | None
) -> Narrowing:
    """Return what narrows a query; ``connection`` is to the pieces, where there are any."""
    words = _words_for(query) if connection is not None else ""
    pieces = _pieces_for(query, connection) if connection is not None else ""
    asked = {(each.operator, each.is_negated) for each in query.filters}
    is_of_messages = any((operator, False) in asked for operator in _OF_MESSAGES)
    return Narrowing(words, pieces, (*_conditions(query, folders),), is_of_messages)


def start_of(day: date) -> int:
    """Return when a day begins here, in seconds since 1970."""
    try:
        return int(datetime(day.year, day.month, day.day).astimezone().timestamp())
    except (OverflowError, ValueError, OSError):
        return 0 if day.year < 1980 else 2**40  # noqa: PLR2004 - before or after any message


def _words_for(query: SearchQuery) -> str:
    tokens: list[str] = []
    for term in query.wanted:
        found = _TOKEN.findall(" ".join(pieces_of(term)))
        if not found or has_unspaced(term.text) or len(found[-1]) < _SHORTEST_BEGINNING:
            return ""
        last = _quoted(found[-1]) + ("" if term.fit is Fit.WHOLE else "*")
        tokens += [*map(_quoted, found[:-1]), last]
    return " AND ".join(dict.fromkeys(tokens))


def _pieces_for(query: SearchQuery, connection: sqlite3.Connection) -> str:
    stretches = [
        *chain.from_iterable(map(pieces_of, query.wanted)),
        *(
            folded(searchable(literal))
            for pattern in query.patterns
            for literal in literals_of(pattern.source)
        ),
    ]
    usable = [stretch for stretch in stretches if stretch and "\0" not in stretch]
    threes = dict.fromkeys(chain.from_iterable(map(_threes, usable)))
    if threes:
        return " AND ".join(map(_quoted, threes))
    shorts = (stretch for stretch in usable if len(stretch) < _LENGTH and _narrows(stretch))
    return next(filter(None, (_beginning_with(short, connection) for short in shorts)), "")


def _threes(stretch: str) -> Iterable[str]:
    """Return stretches of three letters that cover all: every third, and the last."""
    last = len(stretch) - _LENGTH
    if last >= 0:
        yield from (stretch[place : place + _LENGTH] for place in range(last + 1))


def _narrows(short: str) -> bool:
    return len(short) > 1 or not short.isascii()


def _beginning_with(short: str, connection: sqlite3.Connection) -> str:
    """Return an expression for the stretches that begin so; empty where there are too many."""
    select = "SELECT term FROM piece_term WHERE term >= ? AND term < ? LIMIT ?"
    limits = (short, short + "\U0010ffff", _MOST_BEGINNINGS)
    terms = [str(row[0]) for row in connection.execute(select, limits)]
    if not terms:
        return _quoted(short + "\U0010fffe")
    return " OR ".join(map(_quoted, terms)) if len(terms) < _MOST_BEGINNINGS else ""


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def _conditions(query: SearchQuery, folders: Folders) -> Iterable[Condition]:
    yield _about_trash(query)
    alternatives: dict[Operator, list[Condition]] = {}
    for each in query.filters:
        condition = _condition(each, folders)
        if condition is None:
            continue
        if each.is_negated:
            yield Condition(f"NOT ({condition.sql})", condition.values)
        elif each.operator in (Operator.ROLE, Operator.MODEL, Operator.FOLDER):
            alternatives.setdefault(each.operator, []).append(condition)
        else:
            yield condition
    for several in alternatives.values():
        sql = " OR ".join(f"({one.sql})" for one in several)
        yield Condition(f"({sql})", tuple(chain.from_iterable(one.values for one in several)))


def _about_trash(query: SearchQuery) -> Condition:
    wants_trash = any(
        each.operator is Operator.IN and each.value == "trash" and not each.is_negated
        for each in query.filters
    )
    deleted = f"m.traits & {int(Trait.DELETED)}"
    if wants_trash:
        return Condition(f"(c.is_trashed OR {deleted})")
    return Condition(f"NOT c.is_trashed AND NOT {deleted}")


def _condition(each: Filter, folders: Folders) -> Condition | None:
    """Return what a filter asks, not minding whether it is negated."""
    if each.day is not None:
        sign = "<" if each.operator is Operator.BEFORE else ">="
        return Condition(f"m.at_seconds {sign} ?", (start_of(each.day),))
    if each.operator is Operator.FOLDER:
        ids = sorted(folders.get(flat_name(each.value), frozenset()))
        return Condition(f"c.folder IN ({', '.join('?' * len(ids))})", (*ids,))
    if each.operator in _COLUMNS:
        sql, value_of = _COLUMNS[each.operator]
        return Condition(sql, (value_of(each.value),))
    bare = _BARE.get((each.operator, each.value))
    return Condition(bare) if bare is not None else None


_COLUMNS: dict[Operator, tuple[str, Callable[[str], Value]]] = {
    Operator.ROLE: ("m.is_user = ?", lambda value: int(value == "user")),
    Operator.MODEL: ("instr(m.models, ?)", lambda value: folded(searchable(value))),
    Operator.TAG: ("instr(c.tags, ?)", lambda value: f"\n{flat_name(value)}\n"),
}
_BARE = {
    (Operator.HAS, "code"): f"m.traits & {int(Trait.CODE)}",
    (Operator.HAS, "image"): f"m.traits & {int(Trait.IMAGE)}",
    (Operator.HAS, "link"): f"m.traits & {int(Trait.LINK)}",
    (Operator.HAS, "file"): f"m.traits & {int(Trait.FILE)}",
    (Operator.IN, "archive"): "c.is_archived",
    (Operator.IS, "pinned"): "c.is_pinned",
}
