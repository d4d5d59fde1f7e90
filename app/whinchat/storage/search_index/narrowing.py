"""What of a query the database can answer by itself: which messages are worth a closer look."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from whinchat.domain.letters import folded
from whinchat.domain.search_matching import has_unspaced, pieces_of, searchable
from whinchat.domain.search_query import Filter, Fit, Operator, SearchQuery, Words
from whinchat.storage.search_index.entries import Trait
from whinchat.storage.search_index.heads import flat_name
from whinchat.storage.search_index.literals import literals_of
from whinchat.storage.search_index.tokens import (
    EVERY,
    Need,
    Place,
    need_of_word,
    needs_of,
    sure_sign_of,
)

Folders = Mapping[str, frozenset[str]]
"""The ids of the folders of a name, and of those in them, by the name as ``flat_name`` has it."""
Value = str | int

_LENGTH = 3
_SHORTEST_BEGINNING = 2
_TOKEN = re.compile(r"[^\W_]+")
_MOST_WORDS = 300
"""More words with the same letters are no help: a good part of all messages has one, and to look
each of them up takes longer than to look at some messages."""
_MOST_UNWANTED = 100
_NO_WORD = "\ue000\ue000\ue000"
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
    """An expression for the tokens of what fits well; empty where words do not tell."""
    tokens: str
    """An expression for the tokens of all that fits; empty where they do not narrow it."""
    conditions: tuple[Condition, ...]
    is_of_messages: bool
    """Whether no title can fit."""


def narrow(
    query: SearchQuery, folders: Folders, connection: sqlite3.Connection | None
) -> Narrowing:
    """Return what narrows a query; ``connection`` is to the pieces, where there are any."""
    words = tokens = ""
    if connection is not None:
        unwanted = " OR ".join(_unwanted_for(query, connection))
        words = _without(unwanted, _words_for(query, connection))
        tokens = _tokens_for(query, connection)
        tokens = _without(unwanted, tokens or _quoted(EVERY)) if unwanted else tokens
    asked = {(each.operator, each.is_negated) for each in query.filters}
    is_of_messages = any((operator, False) in asked for operator in _OF_MESSAGES)
    return Narrowing(words, tokens, (*_conditions(query, folders),), is_of_messages)


def letters_of(query: SearchQuery) -> Iterator[str]:
    """Return folded stretches of letters without which no regular expression of a query fits."""
    for pattern in query.patterns:
        for literal in literals_of(pattern.source):
            yield folded(searchable(literal))


def start_of(day: date) -> int:
    """Return when a day begins here, in seconds since 1970."""
    try:
        return int(datetime(day.year, day.month, day.day).astimezone().timestamp())
    except (OverflowError, ValueError, OSError):
        return 0 if day.year < 1980 else 2**40  # noqa: PLR2004 - before or after any message


def _words_for(query: SearchQuery, connection: sqlite3.Connection) -> str:
    tokens: list[str] = []
    for term in query.wanted:
        found = _TOKEN.findall(" ".join(pieces_of(term)))
        if not found or has_unspaced(term.text) or len(found[-1]) < _SHORTEST_BEGINNING:
            return ""
        for place, word in enumerate(found):
            is_whole = place < len(found) - 1 or term.fit is Fit.WHOLE
            need = need_of_word(word, begins=True, ends=is_whole)
            tokens.append(_expression(need, connection))
    return " AND ".join(dict.fromkeys(tokens))


def _tokens_for(query: SearchQuery, connection: sqlite3.Connection) -> str:
    needs = dict.fromkeys(chain(*map(_needs_of_words, query.wanted), _needs_of_patterns(query)))
    expressions = (_expression(need, connection) for need in needs)
    return " AND ".join(filter(None, expressions))


def _unwanted_for(query: SearchQuery, connection: sqlite3.Connection) -> Iterator[str]:
    """Return expressions for texts that cannot fit; a closer look finds the others of these."""
    negated = (term for term in query.terms if isinstance(term, Words) and term.is_negated)
    # A long word is cut into pieces, and such a piece does not begin where the word does.
    for term in (term for term in negated if term.fit is not Fit.BEGINNING):
        stretches = pieces_of(term)
        is_one = len(stretches) == 1
        need = sure_sign_of(stretches[0], is_whole=term.fit is Fit.WHOLE) if is_one else None
        match need:
            case Need(letters, Place.WHOLE):
                yield _quoted(letters)
            case Need():
                yield from map(_quoted, _words_with(need, connection, _MOST_UNWANTED))


def _without(unwanted: str, wanted: str) -> str:
    return f"({wanted}) NOT ({unwanted})" if wanted and unwanted else wanted


def _needs_of_words(term: Words) -> Iterator[Need]:
    stretches = pieces_of(term)
    for place, stretch in enumerate(stretches):
        begins = place > 0 or term.fit is not Fit.ANYWHERE
        ends = place < len(stretches) - 1 or term.fit is Fit.WHOLE
        yield from needs_of(stretch, begins=begins, ends=ends)


def _needs_of_patterns(query: SearchQuery) -> Iterator[Need]:
    for letters in letters_of(query):
        for stretch in letters.split():
            yield from needs_of(stretch, begins=False, ends=False)


def _expression(need: Need, connection: sqlite3.Connection) -> str:
    """Return an expression for a need; empty where it would hardly narrow anything."""
    is_long = len(need.letters) >= _SHORTEST_BEGINNING or not need.letters.isascii()
    match need.place:
        case Place.WHOLE:
            return _quoted(need.letters)
        case Place.BEGINNING if is_long:
            return _quoted(need.letters) + "*"
        case _:
            return _any_of(_words_with(need, connection, _MOST_WORDS))


def _words_with(need: Need, connection: sqlite3.Connection, limit: int) -> list[str]:
    """Return words with these letters, at most so many."""
    conditions = ["instr(v.word, ?)"]
    values = [need.letters]
    source = "vocabulary AS v"
    if need.place in (Place.BEGINNING, Place.END):
        start = "-length(?)" if need.place is Place.END else "1, length(?)"
        conditions.append(f"substr(v.word, {start}) = ?")
        values += [need.letters, need.letters]
    if len(need.letters) >= _LENGTH:
        source = "piece AS p CROSS JOIN vocabulary AS v ON v.key = p.rowid"
        conditions.insert(0, "piece MATCH ?")
        values.insert(0, " AND ".join(map(_quoted, dict.fromkeys(_threes(need.letters)))))
    select = f"SELECT v.word FROM {source} WHERE {' AND '.join(conditions)} LIMIT ?"  # noqa: S608 - our own
    return [str(row[0]) for row in connection.execute(select, (*values, limit))]


def _threes(letters: str) -> Iterator[str]:
    return (letters[place : place + _LENGTH] for place in range(len(letters) - _LENGTH + 1))


def _any_of(words: Sequence[str]) -> str:
    if len(words) == _MOST_WORDS:
        return ""
    return f"({' OR '.join(map(_quoted, words))})" if words else _quoted(_NO_WORD)


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
