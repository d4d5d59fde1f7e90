"""What of a query the database can answer by itself: which messages are worth a closer look."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import assert_never

from whinchat.domain.letters import folded
from whinchat.domain.search_matching import pieces_of, searchable
from whinchat.domain.search_query import Filter, Operator, SearchQuery
from whinchat.storage.search_index.entries import Trait
from whinchat.storage.search_index.heads import flat_name
from whinchat.storage.search_index.literals import literals_of

Folders = Mapping[str, frozenset[str]]
"""The ids of the folders of a name, and of those in them, by the name as ``flat_name`` has it."""
Value = str | int

_LENGTH = 3
_MOST_BEGINNINGS = 1500
"""More stretches that begin with a letter or two are no help: nearly every message has one."""
_OF_MESSAGES = (Operator.ROLE, Operator.MODEL, Operator.HAS)
_TRAITS = {
    "code": Trait.CODE,
    "image": Trait.IMAGE,
    "link": Trait.LINK,
    "file": Trait.FILE,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL, ``m`` being the message and ``c`` its conversation, and its values."""

    sql: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which rows may fit a query."""

    pieces: str
    """An expression of FTS5; empty where the words do not narrow anything."""
    conditions: tuple[Condition, ...]
    is_of_messages: bool
    """Whether no title can fit."""


def narrow(
    query: SearchQuery, folders: Folders, connection: sqlite3.Connection | None
) -> Narrowing:
    """Return what narrows a query; ``connection`` is to the pieces, where there are any."""
    pieces = _pieces_for(query, connection) if connection is not None else ""
    asked = {(each.operator, each.is_negated) for each in query.filters}
    is_of_messages = any((operator, False) in asked for operator in _OF_MESSAGES)
    return Narrowing(pieces, (*_conditions(query, folders),), is_of_messages)


def start_of(day: date) -> int:
    """Return when a day begins here, in seconds since 1970."""
    try:
        return int(datetime(day.year, day.month, day.day).astimezone().timestamp())  # noqa: DTZ001 - the user's own time
    except (OverflowError, ValueError, OSError):
        return 0 if day.year < 1980 else 2**40  # noqa: PLR2004 - before or after any message


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
        yield from (stretch[place : place + _LENGTH] for place in range(0, last + 1, _LENGTH))
        yield stretch[last:]


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
    match each.operator:
        case Operator.ROLE:
            return Condition("m.is_user = ?", (int(each.value == "user"),))
        case Operator.MODEL:
            return Condition("instr(m.models, ?)", (folded(searchable(each.value)),))
        case Operator.TAG:
            return Condition("instr(c.tags, ?)", (f"\n{flat_name(each.value)}\n",))
        case Operator.FOLDER:
            ids = sorted(folders.get(flat_name(each.value), frozenset()))
            return Condition(f"c.folder IN ({', '.join('?' * len(ids))})", (*ids,))
        case Operator.BEFORE | Operator.AFTER:
            sign = "<" if each.operator is Operator.BEFORE else ">="
            return Condition(f"m.at_seconds {sign} ?", (start_of(each.day),)) if each.day else None
        case Operator.HAS:
            return Condition(f"m.traits & {int(_TRAITS.get(each.value, 0))}")
        case Operator.IN:
            return Condition("c.is_archived") if each.value == "archive" else None
        case Operator.IS:
            return Condition("c.is_pinned")
        case _:
            assert_never(each.operator)
