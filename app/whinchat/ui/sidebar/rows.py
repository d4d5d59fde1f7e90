"""The sidebar's rows: conversations under the heads of their date groups, as a Qt model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState
from whinchat.ui.widgets.plain_label import plain_tooltip

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex

_PINNED = "Pinned"
_WEEK = timedelta(days=7)


class ItemRole(IntEnum):
    """What the delegate asks for beyond Qt's own roles."""

    STATE = Qt.ItemDataRole.UserRole
    IS_HEAD = Qt.ItemDataRole.UserRole + 1
    IS_PINNED = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group."""

    title: str


class RowsModel(QAbstractListModel):
    """Heads and rows in the order they are shown. Holds the shelf's values, no copies of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Head | Row] = []
        self._places: dict[ConversationId, int] = {}

    def show_rows(self, rows: Sequence[Row], today: date) -> None:
        """Show the rows, newest first, under their groups; a change of states alone is cheap."""
        items = grouped(rows, today)
        if [_identity(item) for item in items] == [_identity(item) for item in self._items]:
            self._items = items
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._items = items
        self._places = {item.id: place for place, item in enumerate(items) if isinstance(item, Row)}
        self.endResetModel()

    def row_at(self, index: AnyIndex) -> Row | None:
        """Return the conversation at an index, or ``None`` for a head."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        return item if isinstance(item, Row) else None

    def index_of(self, conversation_id: ConversationId) -> QModelIndex:
        """Return where a conversation is shown; invalid where it is not."""
        place = self._places.get(conversation_id)
        return self.index(place) if place is not None else QModelIndex()

    def replying(self) -> list[QModelIndex]:
        """Return where the conversations are to which a reply is on its way."""
        return [
            self.index(place)
            for place, item in enumerate(self._items)
            if isinstance(item, Row) and item.state is RowState.REPLYING
        ]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        """Return the number of heads and rows."""
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let keys and clicks pass over heads."""
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and screen readers ask for."""
        item = self._items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.title
        if role == ItemRole.IS_HEAD:
            return isinstance(item, Head)
        return _detail(item, role) if isinstance(item, Row) else None


def grouped(rows: Sequence[Row], today: date) -> list[Head | Row]:
    """Return rows, newest first, under Pinned, Today, Yesterday, Previous 7 days and months."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        title = _PINNED if row.is_pinned else group_of(row.updated_at, today)
        groups.setdefault(title, []).append(row)
    items: list[Head | Row] = []
    for title in sorted(groups, key=lambda title: title != _PINNED):
        items.append(Head(title))
        items.extend(groups[title])
    return items


def group_of(moment: datetime, today: date) -> str:
    """Return the name of the group of a moment, by the user's own calendar."""
    day = moment.astimezone().date()
    if day >= today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    if day >= today - _WEEK:
        return "Previous 7 days"
    return f"{day:%B}" if day.year == today.year else f"{day:%B %Y}"


def _identity(item: Head | Row) -> tuple[str, str]:
    return (item.id, item.title) if isinstance(item, Row) else ("", item.title)


def _detail(row: Row, role: int) -> object:
    match role:
        case ItemRole.STATE:
            return row.state
        case ItemRole.IS_PINNED:
            return row.is_pinned
        case Qt.ItemDataRole.AccessibleDescriptionRole:
            return "streaming" if row.state is RowState.REPLYING else row.state.value
        case Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row.title)
        case _:
            return None
