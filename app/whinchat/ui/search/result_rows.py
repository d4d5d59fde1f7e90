"""The rows of what was found: conversations, and under each its messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from whinchat.domain.conversation import Role
from whinchat.storage.search_index.hits import Hit

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
UNTITLED = "New conversation"


class ResultRole(IntEnum):
    """What the delegate asks for beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: a conversation, or a message of the conversation above it."""

    hit: Hit
    is_head: bool

    @property
    def can_be_chosen(self) -> bool:
        """Tell whether it was found itself: else it only says what the rows below belong to."""
        return not self.is_head or self.hit.message_id is None

    @property
    def title(self) -> str:
        """Return what the conversation is called."""
        return self.hit.title or UNTITLED


class ResultRows(QAbstractListModel):
    """What was found so far, in the order in which it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()
        self._rows: list[ResultRow] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these; where they only go on, the rows that are there stay."""
        rows = rows_of(hits)
        kept = len(self._rows)
        self._hits = tuple(hits)
        if rows[:kept] == self._rows:
            if len(rows) > kept:
                self.beginInsertRows(_ROOT, kept, len(rows) - 1)
                self._rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, place: int) -> ResultRow | None:
        """Return a row, or ``None`` where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def next_choice(self, place: int, by: int) -> int:
        """Return the place of the row so many choices further, or -1 where nothing was found."""
        choices = [n for n, row in enumerate(self._rows) if row.can_be_chosen]
        if not choices:
            return -1
        at = choices.index(place) if place in choices else -1
        return choices[min(max(at + by, 0), len(choices) - 1)]

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let keys and clicks pass over what was not found itself."""
        row = self.row_at(index.row())
        if row is None or not row.can_be_chosen:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and screen readers ask for."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return row if role == ResultRole.ROW else None


def rows_of(hits: Sequence[Hit]) -> list[ResultRow]:
    """Return the rows for hits: each conversation is named before its messages."""
    rows: list[ResultRow] = []
    before = ""
    for hit in hits:
        if hit.message_id is None or hit.conversation_id != before:
            rows.append(ResultRow(hit, is_head=True))
        if hit.message_id is not None:
            rows.append(ResultRow(hit, is_head=False))
        before = hit.conversation_id
    return rows


def who(hit: Hit) -> str:
    """Return who wrote a message."""
    return "You" if hit.role is Role.USER else hit.model or "Reply"


def when(moment: datetime, now: datetime) -> str:
    """Return a moment as short as it is clear, by the user's own calendar."""
    here, today = moment.astimezone(), now.astimezone()
    if here.date() == today.date():
        return f"{here:%H:%M}"
    if here.year == today.year:
        return f"{here.day} {here:%b}"
    return f"{here.day} {here:%b} {here.year}"


def state_words(hit: Hit) -> str:
    """Return what is special about where a hit is; mostly nothing."""
    if hit.is_trashed or hit.is_deleted:
        return "in the trash"
    return "" if hit.is_on_branch else "on another branch"


def spoken(row: ResultRow) -> str:
    """Return what a screen reader says for a row."""
    hit = row.hit
    if row.is_head:
        parts = ["Conversation", row.title, state_words(hit)]
    else:
        here = hit.at.astimezone()
        day = f"{here.day} {here:%B} {here.year}"
        parts = [who(hit), hit.snippet.text, f"in {row.title}", day, state_words(hit)]
    return ", ".join(part for part in parts if part)
