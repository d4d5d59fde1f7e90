"""One search: candidates from the database, newest first, each looked at closely."""

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, TypeAlias

from whinchat.domain.conversation import Role
from whinchat.domain.letters import folded
from whinchat.domain.search_matching import Matching, pieces_of
from whinchat.domain.search_query import Pattern, SearchQuery
from whinchat.domain.snippets import Span, make_snippet
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.search_index.branches import Branches
from whinchat.storage.search_index.database import has_pieces
from whinchat.storage.search_index.entries import Trait
from whinchat.storage.search_index.hits import Hit, Page, PatternFinder
from whinchat.storage.search_index.narrowing import Folders, Narrowing, letters_of, narrow
from whinchat.storage.search_index.packing import Packer

_FIRST_WINDOW, _WINDOW = 25, 400
"""So many candidates are looked at together, or fewer where that takes long; few are sent to the
process for regular expressions at first, which answers only when it has looked at all."""
_NEWEST = 2**62
_WINDOW_CHARACTERS = 2_000_000
_MOST_SKIPPED = 40
"""A regular expression that takes too long in so many messages does so in all."""
_MOST_TITLES = 20
_TITLES_AT_ONCE = 400
"""Of those that regular expressions are looked for in."""
_COLUMNS = """m.key, m.id, m.is_user, m.at_seconds, m.model, m.traits,
    c.key, c.id, c.title, c.is_trashed, c.has_versions"""


class _Row(NamedTuple):
    """A candidate."""

    key: int
    message_id: str
    is_user: bool
    at_seconds: int
    model: str
    traits: int
    conversation: int
    conversation_id: str
    title: str
    is_trashed: bool
    has_versions: bool


class _Title(NamedTuple):
    """A conversation whose title fits."""

    conversation_id: str
    title: str
    flat_title: str
    updated_seconds: int
    is_trashed: bool


_Found: TypeAlias = Callable[[], Hit]
"""What makes a hit: only those that are shown are worth a snippet."""


class Searching:
    """A search under way. Asked page by page; dropping it ends it. Raises ``sqlite3.Error``."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: SearchQuery,
        folders: Folders,
        find_pattern: PatternFinder,
    ) -> None:
        self._connection = connection
        self._query = query
        self._matching = Matching(query)
        self._patterns = [term for term in query.terms if isinstance(term, Pattern)]
        self._find_pattern = find_pattern
        self._narrowing = narrow(query, folders, connection if has_pieces(connection) else None)
        has_words = bool(query.wanted or query.patterns)
        self._asks_for_titles = has_words and not self._narrowing.is_of_messages
        self._branches = Branches(connection)
        self._packer = Packer(connection)
        self._before_key = _NEWEST
        self._seen: set[int] = set()
        self._window = _FIRST_WINDOW if self._patterns else _WINDOW
        self._end = 0.0
        self._skipped = 0
        self._ready: deque[_Found] = deque()
        self._found = self._find()
        self._is_over = False

    def page(self, wanted: int, seconds: float) -> Page:
        """Return up to so many more hits, or what was found after so many seconds."""
        self._end = time.perf_counter() + seconds
        while len(self._ready) < wanted and not self._is_over:
            found = next(self._found, None) if self._skipped < _MOST_SKIPPED else None
            if found is None:
                self._is_over = True
            else:
                self._ready += found
            if self._is_late():
                break
        hits: list[Hit] = []
        while self._ready and len(hits) < wanted and not (hits and self._is_late()):
            hits.append(self._ready.popleft()())
        is_last = self._is_over and not self._ready
        return Page(tuple(hits), is_last, 1.0 if is_last else self._looked_at(), self._skipped)

    def _find(self) -> Iterator[list[_Found]]:
        if self._query.is_empty or self._query.trouble is not None:
            return
        titles = self._titles() if self._asks_for_titles else iter(())
        yield from islice(titles, 1)
        # What fits well comes first, the newest of it first of all; then the rest in that order.
        if self._narrowing.words:
            yield from self._search(self._narrowing.words, is_good=True)
        yield from self._search(self._narrowing.tokens, is_good=False)
        yield from titles

    def _search(self, expression: str, *, is_good: bool) -> Iterator[list[_Found]]:
        self._before_key = _NEWEST
        while (rows := self._candidates(expression)) is not None:
            if is_good:
                self._seen.update(row.key for row, _ in rows)
            yield self._look_at(rows)

    def _titles(self) -> Iterator[list[_Found]]:
        """Return the conversations whose titles fit: the newest, then the others in steps."""
        pieces = [
            *chain.from_iterable(map(pieces_of, self._query.wanted)),
            *letters_of(self._query),
        ]
        conditions = _joined(self._narrowing) + " AND instr(m.flat_title, ?)" * len(pieces)
        # A title stands for the whole conversation: conditions see it as a message of its own.
        rows = self._connection.execute(
            f"""SELECT m.id, m.title, m.flat_title, m.at_seconds, m.is_trashed FROM (
                SELECT *, updated_seconds AS at_seconds, 0 AS traits, 0 AS is_user, '' AS models
                FROM conversation) AS m CROSS JOIN conversation AS c ON c.key = m.key
            WHERE {conditions} ORDER BY m.at_seconds DESC""",  # noqa: S608 - conditions of our own
            [*_values(self._narrowing), *pieces],
        )
        if not self._patterns:
            yield self._look_at_titles(map(_Title._make, rows))
            return
        titles = [_Title(*row) for row in rows]
        for place in range(0, len(titles), _TITLES_AT_ONCE):
            yield self._look_at_titles(titles[place : place + _TITLES_AT_ONCE])

    def _look_at_titles(self, titles: Iterable[_Title]) -> list[_Found]:
        good: list[_Title] = []
        others: list[_Title] = []
        for title in titles:
            if self._matching.fits(title.flat_title):
                (good if self._matching.is_good(title.flat_title) else others).append(title)
            if len(good) == _MOST_TITLES and not self._patterns:
                break
        fitting = [*good, *others][: None if self._patterns else _MOST_TITLES]
        spans = self._pattern_spans([title.title for title in fitting])
        found: list[_Found] = [
            partial(self._titled, title, of_patterns)
            for title, of_patterns in zip(fitting, spans, strict=True)
            if of_patterns is not None
        ]
        return found[:_MOST_TITLES]

    def _candidates(self, expression: str) -> list[tuple[_Row, str]] | None:
        """Return the next newest messages that may fit, with their texts; ``None`` at the end."""
        source, key, matching = "message AS m", "m.key", ""
        if expression:
            source = "token AS p CROSS JOIN message AS m ON m.key = p.rowid"
            key, matching = "p.rowid", "token MATCH ? AND"
        rows = self._connection.execute(
            f"""SELECT {_COLUMNS}, b.text FROM {source}
            CROSS JOIN conversation AS c ON c.key = m.conversation
            CROSS JOIN body AS b ON b.key = m.key
            WHERE {matching} {key} < ? AND {_joined(self._narrowing)}
            ORDER BY {key} DESC LIMIT {_WINDOW}""",  # noqa: S608 - made of words of our own
            (*([expression] if expression else []), self._before_key, *_values(self._narrowing)),
        )
        found: list[tuple[_Row, str]] = []
        characters = 0
        is_over = True
        for row in rows:
            is_over = False
            self._before_key = row[0]
            if row[0] not in self._seen:
                text = self._packer.unpack(row[-1])
                found.append((_Row(*row[:-1]), text))
                characters += len(text)
            is_enough = characters > _WINDOW_CHARACTERS or len(found) >= self._window
            if is_enough or (found and self._is_late()):
                break
        self._window = min(_WINDOW, 2 * self._window)
        return None if is_over else found

    def _look_at(self, candidates: Sequence[tuple[_Row, str]]) -> list[_Found]:
        fitting = [pair for pair in candidates if self._matching.fits(folded(pair[1]))]
        spans = self._pattern_spans([text for _, text in fitting])
        return [
            partial(self._hit, row, text, of_patterns)
            for (row, text), of_patterns in zip(fitting, spans, strict=True)
            if of_patterns is not None
        ]

    def _hit(self, row: _Row, text: str, of_patterns: Sequence[Span]) -> Hit:
        is_on_branch = not row.has_versions or row.message_id in self._branches.of(row.conversation)
        return Hit(
            conversation_id=ConversationId(row.conversation_id),
            title=row.title,
            is_trashed=bool(row.is_trashed),
            at=datetime.fromtimestamp(row.at_seconds, UTC),
            snippet=make_snippet(text, self._marks(folded(text), of_patterns)),
            message_id=MessageId(row.message_id),
            role=Role.USER if row.is_user else Role.ASSISTANT,
            model=row.model,
            is_deleted=bool(row.traits & Trait.DELETED),
            is_on_branch=is_on_branch,
        )

    def _titled(self, row: _Title, of_patterns: Sequence[Span]) -> Hit:
        return Hit(
            conversation_id=ConversationId(row.conversation_id),
            title=row.title,
            is_trashed=bool(row.is_trashed),
            at=datetime.fromtimestamp(row.updated_seconds, UTC),
            snippet=make_snippet(row.title, self._marks(row.flat_title, of_patterns)),
        )

    def _marks(self, flat: str, of_patterns: Sequence[Span]) -> list[Span]:
        return sorted([*self._matching.spans(flat), *of_patterns])

    def _pattern_spans(self, texts: Sequence[str]) -> list[list[Span] | None]:
        """Return where the regular expressions are in each text; ``None`` where it does not fit."""
        found: list[list[Span] | None] = [[] for _ in texts]
        for pattern in self._patterns:
            places = [place for place, spans in enumerate(found) if spans is not None]
            answers = self._find_pattern(pattern.source, [texts[place] for place in places])
            for place, spans in zip(places, answers, strict=True):
                self._skipped += spans is None
                before = found[place]
                fits = spans is not None and bool(spans) != pattern.is_negated
                found[place] = [*before, *(spans or ())] if fits and before is not None else None
        return found

    def _is_late(self) -> bool:
        return time.perf_counter() > self._end

    def _looked_at(self) -> float:
        """Return how far back in time it is: to count messages would take longer."""
        oldest, newest = self._connection.execute(
            "SELECT (SELECT min(key) FROM message), (SELECT max(key) FROM message)"
        ).fetchone()
        if oldest is None or oldest == newest:
            return 0.0
        return float((newest - min(self._before_key, newest)) / (newest - oldest))


def _joined(narrowing: Narrowing) -> str:
    return " AND ".join(condition.sql for condition in narrowing.conditions)


def _values(narrowing: Narrowing) -> list[str | int]:
    return [value for condition in narrowing.conditions for value in condition.values]
