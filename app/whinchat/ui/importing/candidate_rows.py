"""The conversations of a preview as rows that can be checked, narrowed by what is typed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from whinchat.services.import_preview import Candidate, Place, Standing
from whinchat.ui.importing.words import STANDINGS, facts_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CHECKED = Qt.ItemDataRole.CheckStateRole


class CandidateRows(QAbstractListModel):
    """All conversations of a preview, of which those show that fit the search."""

    checks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Candidate, ...] = ()
        self._rows: list[Candidate] = []
        self._checked: set[Place] = set()

    @property
    def checked(self) -> tuple[Candidate, ...]:
        """Return what is checked, whether it shows or not."""
        return tuple(one for one in self._all if one.place in self._checked)

    @property
    def shown(self) -> Sequence[Candidate]:
        """Return what fits the search."""
        return self._rows

    def set_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Show a preview; what is here already is not checked."""
        self._all = tuple(candidates)
        news = (one for one in candidates if one.standing is not Standing.HERE)
        self._checked = {one.place for one in news}
        self.search("")
        self.checks_changed.emit()

    def search(self, query: str) -> None:
        """Show those in whose title every word occurs."""
        words = query.casefold().split()
        self.beginResetModel()
        self._rows = [
            one for one in self._all if all(word in one.title.casefold() for word in words)
        ]
        self.endResetModel()

    def candidate_at(self, row: int) -> Candidate:
        """Return what the row shows."""
        return self._rows[row]

    def is_checked(self, row: int) -> bool:
        """Tell whether a row is checked."""
        return self._rows[row].place in self._checked

    def check_shown(self, *, checked: bool) -> None:
        """Check everything that shows, or nothing of it."""
        self.check(range(len(self._rows)), checked=checked)

    def check(self, rows: Iterable[int], *, checked: bool) -> None:
        """Check rows, or take their checks away."""
        places = {self._rows[row].place for row in rows}
        self._checked = self._checked | places if checked else self._checked - places
        if self._rows:
            last = self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [_CHECKED])
        self.checks_changed.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many fit."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell that a row can be checked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title to see, everything to hear."""
        if not index.isValid():
            return None
        candidate = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return candidate.title
            case Qt.ItemDataRole.AccessibleTextRole:
                told = (candidate.title, facts_of(candidate), STANDINGS[candidate.standing])
                return ", ".join(filter(None, told))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(candidate.notes) or None
            case Qt.ItemDataRole.CheckStateRole:
                is_checked = self.is_checked(index.row())
                return Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a check, from assistive technology as from a key."""
        if role != _CHECKED or not index.isValid():
            return False
        self.check((index.row(),), checked=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
