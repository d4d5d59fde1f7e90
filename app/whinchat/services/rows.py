"""The rows of the list: what each shows, and the order of what happened last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from operator import attrgetter

from whinchat.domain.conversation import Conversation, Field
from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.domain.source import Source
from whinchat.domain.values import ConversationId, Json
from whinchat.storage.summaries import Summary, tags_in

_AHEAD = timedelta(days=1)
"""Clocks of several computers differ; what lies further ahead than this is no time of ours."""
_MOMENT = timedelta(microseconds=1)
LONG_AGO = datetime.fromtimestamp(0, UTC)


class RowState(StrEnum):
    """The one mark of a row; the most urgent wins."""

    QUIET = ""
    REPLYING = "replying"
    UNREAD = "unread"
    FAILED = "error"
    DRAFT = "draft"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation as the sidebar lists it."""

    id: ConversationId
    title: str
    updated_at: datetime
    is_pinned: bool = False
    state: RowState = RowState.QUIET
    folder: FolderId = NO_FOLDER
    """Where it lies; the id may be that of a folder that is not there (any more): the top then."""
    tags: tuple[str, ...] = ()
    is_archived: bool = False
    is_unread: bool = False
    source: Source | None = None
    """Where it was imported from."""
    is_read_only: bool = False
    """Damaged, or written by a newer version: it can be deleted, and nothing else."""


class Rows:
    """The rows by their ids, and in order. A row is a value; a change puts another."""

    def __init__(self) -> None:
        self._rows: dict[ConversationId, Row] = {}
        self._ordered: tuple[Row, ...] | None = None
        self._listed: tuple[Row, ...] | None = None
        self._touched: set[ConversationId] | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.ordered)

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, conversation_id: ConversationId) -> Row | None:
        """Return the row of a conversation, if it is listed."""
        return self._rows.get(conversation_id)

    def put(self, row: Row) -> None:
        """Add a row or exchange the one with its id."""
        self._note(row.id)
        self._rows[row.id] = row

    def pop(self, conversation_id: ConversationId) -> Row | None:
        """Take a row out, if it is there."""
        self._note(conversation_id)
        return self._rows.pop(conversation_id, None)

    def show(self, conversation_id: ConversationId, state: RowState) -> None:
        """Let a row show a state; nothing that the disk knows changes."""
        row = self._rows.get(conversation_id)
        if row is not None and row.state is not state:
            self._rows[conversation_id] = replace(row, state=state)
            self._ordered = self._listed = None

    def begin_reading(self) -> None:
        """From now on until ``end_reading``, what is put counts more than what ``read`` brings."""
        self._touched = set()

    def read(self, rows: Iterable[Row], gone: Iterable[ConversationId] = ()) -> None:
        """Take rows as the disk had them a moment ago, and take out others."""
        touched = self._touched or ()
        for row in rows:
            if row.id not in touched:
                self._rows[row.id] = row
        for conversation_id in gone:
            if conversation_id not in touched:
                self._rows.pop(conversation_id, None)
        self._ordered = self._listed = None

    def end_reading(self) -> None:
        """Take it that the disk has said all."""
        self._touched = None

    def _note(self, conversation_id: ConversationId) -> None:
        self._ordered = self._listed = None
        if self._touched is not None:
            self._touched.add(conversation_id)

    @property
    def ordered(self) -> tuple[Row, ...]:
        """Return all rows, that in which something happened last first."""
        if self._ordered is None:
            # By the id as well: what happened at the same time keeps its order over a restart.
            # One after the other, since a pair for each row takes as much room as the row.
            rows = sorted(self._rows.values(), key=attrgetter("id"), reverse=True)
            rows.sort(key=attrgetter("updated_at"), reverse=True)
            self._ordered = tuple(rows)
        return self._ordered

    @property
    def listed(self) -> tuple[Row, ...]:
        """Return the rows that are not in the archive, in order."""
        if self._listed is None:
            self._listed = tuple(row for row in self.ordered if not row.is_archived)
        return self._listed

    @property
    def archived(self) -> tuple[Row, ...]:
        """Return the rows in the archive, in order."""
        return tuple(row for row in self.ordered if row.is_archived)

    def next_moment(self, at: datetime) -> datetime:
        """Return when something happens that happens now, by a clock that says ``at``.

        It is later than all that happened before, also where the clock was set back meanwhile.
        """
        latest = latest_believed((row.updated_at for row in self.ordered), at)
        believed = (row.updated_at for row in self.ordered if row.updated_at <= latest)
        newest = next(believed, None)
        return at if newest is None else max(at, newest + _MOMENT)


def latest_believed(times: Iterable[datetime], now: datetime) -> datetime:
    """Return the last moment at which something can have happened.

    A time that lies ahead was noted by a clock that was wrong, unless most of them do: then our
    own clock is behind.
    """
    ahead, count = [], 0
    for time in times:
        count += 1
        if time > now + _AHEAD:
            ahead.append(time)
    return max(ahead) if 2 * len(ahead) > count else now + _AHEAD


def with_field(row: Row, field: Field, value: Json) -> Row:
    """Return a row as it is with another value of a field; odd values count as none."""
    match field:
        case Field.PINNED:
            return replace(row, is_pinned=value is True)
        case Field.ARCHIVED:
            return replace(row, is_archived=value is True)
        case Field.UNREAD:
            return replace(row, is_unread=value is True)
        case Field.FOLDER:
            return replace(row, folder=FolderId(value) if isinstance(value, str) else NO_FOLDER)
        case Field.TAGS:
            return replace(row, tags=tags_in(value))
        case _:
            return row


def row_of_conversation(conversation: Conversation) -> Row:
    """Return the row of a conversation that is in memory."""
    row = Row(conversation.id, conversation.title, conversation.created_at)
    for field, mark in conversation.marks.items():
        row = with_field(row, Field(field), mark.value)
    return replace(row, is_read_only=conversation.is_read_only)


def row_of(summary: Summary, latest: datetime) -> Row:
    """Return the row of a conversation; times later than ``latest`` are not believed."""
    updated_at, created_at = summary.updated_at, summary.created_at
    if updated_at > latest:
        updated_at = created_at if created_at <= latest else LONG_AGO
    state = RowState.UNREAD if summary.is_unread else RowState.QUIET
    return Row(
        summary.id,
        summary.title,
        updated_at,
        is_pinned=summary.is_pinned,
        state=RowState.DAMAGED if summary.is_damaged else state,
        folder=summary.folder,
        tags=summary.tags,
        is_archived=summary.is_archived,
        is_unread=summary.is_unread,
        source=summary.source,
        is_read_only=summary.is_read_only or summary.is_damaged,
    )
