"""The rows of a searchable list: what can be chosen, narrowed down by what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    key: str
    """What the list gives back, and what the second line shows."""
    title: str
    detail: str = ""
    """Short facts at the right: context and price of a model."""

    @property
    def spoken(self) -> str:
        """Return what a screen reader says for the row."""
        shown = (self.title, self.key if self.key != self.title else "", self.detail)
        return ", ".join(part for part in shown if part)


class ChoicesModel(QAbstractListModel):
    """The choices that fit the query, those that begin with it first.

    With ``free_text`` (a sentence with ``{}`` in it), what was typed is a last row of its own
    unless it is a key already.
    """

    def __init__(self, free_text: str = "") -> None:
        super().__init__()
        self._free_text = free_text
        self._choices: tuple[Choice, ...] = ()
        self._haystacks: list[str] = []
        self._rows: list[Choice] = []
        self._query = ""

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices; the query stays."""
        self._choices = tuple(choices)
        self._haystacks = [f"{choice.title}\n{choice.key}".casefold() for choice in choices]
        self.search(self._query)

    def search(self, query: str) -> None:
        """Show the choices in which every word of ``query`` occurs."""
        self._query = query.strip()
        words = self._query.casefold().split()
        found = [
            (choice, haystack)
            for choice, haystack in zip(self._choices, self._haystacks, strict=True)
            if all(word in haystack for word in words)
        ]
        start = words[0] if words else ""
        found.sort(key=lambda pair: not (pair[1].startswith(start) or f"\n{start}" in pair[1]))
        self.beginResetModel()
        self._rows = [choice for choice, _ in found] + self._free_rows()
        self.endResetModel()

    def choice_at(self, row: int) -> Choice:
        """Return what the row shows."""
        return self._rows[row]

    def row_of(self, key: str) -> int:
        """Return the row of that key, or -1."""
        return next((row for row, choice in enumerate(self._rows) if choice.key == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows fit."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title to see, the whole row to hear."""
        if not index.isValid():
            return None
        choice = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return choice.spoken
        return None

    def _free_rows(self) -> list[Choice]:
        known = any(choice.key == self._query for choice in self._choices)
        if not self._free_text or not self._query or known:
            return []
        return [Choice(key=self._query, title=self._free_text.format(self._query))]
