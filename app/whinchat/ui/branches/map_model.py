"""The rows of a conversation's map, with words that are read when a row comes into sight."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from whinchat.domain.branch_map import MapRow
from whinchat.domain.conversation import Conversation, Role
from whinchat.domain.snippets import beginning
from whinchat.domain.values import MessageId

_WORDS = 120
"""Characters of a message: more than the widest panel shows."""


class MapModel(QAbstractListModel):
    """A row's text is what a screen reader says of it; the delegate draws the same."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._conversation: Conversation | None = None
        self._rows: Sequence[MapRow] = ()

    def show_rows(self, conversation: Conversation, rows: Sequence[MapRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._conversation, self._rows = conversation, rows
        self.endResetModel()

    def row_at(self, place: int) -> MapRow:
        """Return a row."""
        return self._rows[place]

    def place_of(self, message_id: MessageId | None) -> int:
        """Return the row that begins with a message; -1 where there is none."""
        places = (at for at, row in enumerate(self._rows) if row.message_id == message_id)
        return next(places, -1)

    def last_shown(self) -> int:
        """Return the last row of the branch that is on the screen; -1 where there is none."""
        shown = (place for place, row in enumerate(self._rows) if row.is_shown)
        return max(shown, default=-1)

    def words(self, row: MapRow) -> str:
        """Return the first words of a message, or of how many messages the row stands for."""
        if row.count > 1:
            return f"{row.count} messages"
        if self._conversation is None:
            return ""
        message = self._conversation.messages[row.message_id]
        return beginning(message.text, _WORDS) or "No words"

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return a row's words, and the whole row in words for who does not see its place."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _:
                return None

    def _spoken(self, row: MapRow) -> str:
        speaker = "You" if row.role == Role.USER else "Reply"
        number, count = row.version
        facts = [
            self.words(row) if row.count > 1 else f"{speaker}: {self.words(row)}",
            f"version {number} of {count}" if count > 1 else "",
            f"branch level {row.depth}" if row.depth else "",
            "shown" if row.is_shown else "not shown",
        ]
        return ", ".join(filter(None, facts))
