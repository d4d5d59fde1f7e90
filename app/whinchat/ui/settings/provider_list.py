"""The list of providers: name, where the key is, and a dot that says how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy

from whinchat.domain.values import ProviderId
from whinchat.ui.settings.key_words import StateLine
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.state_dot import DotState, paint_dot
from whinchat.ui.widgets.two_line_delegate import Index, LineRole, TwoLineDelegate

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One row."""

    id: ProviderId
    name: str
    state: StateLine


class _RowsModel(QAbstractListModel):
    """The rows, by position."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ProviderRow, ...] = ()

    def show_rows(self, rows: tuple[ProviderRow, ...]) -> None:
        """Show other rows; a mere change of words keeps the selection."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many providers there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the state below it with its dot, and for a screen reader both."""
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {row.state.words}"
            case LineRole.DETAIL:
                return row.state.words
            case LineRole.MARK:
                return row.state.dot
            case _:
                return None


class _RowDelegate(TwoLineDelegate):
    """Draws a dot after the lines."""

    def paint_mark(self, painter: QPainter, area: QRect, mark: str) -> QRect:
        """Draw the dot at the right."""
        dot = QRectF(area.right() - Size.DOT, area.top(), Size.DOT, area.height())
        paint_dot(painter, dot, DotState(mark), self._theme.tokens)
        return area.adjusted(0, 0, -(Size.DOT + Space.S), 0)


class ProviderList(QListView):
    """Shows the providers, and says which one the user went to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows_model = _RowsModel()
        self._delegate = _RowDelegate(theme)
        self.setModel(self._rows_model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Provider")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._go_to_selected)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[ProviderRow], chosen: ProviderId) -> None:
        """Show the rows with one of them chosen; nobody is told."""
        self.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own argument
        self._rows_model.show_rows(tuple(rows))
        position = next((at for at, row in enumerate(rows) if row.id == chosen), 0)
        self.setCurrentIndex(self._rows_model.index(position))
        self.selectionModel().blockSignals(False)  # noqa: FBT003 - Qt's own argument
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the size at which nothing must be scrolled."""
        count = self._rows_model.rowCount()
        height = sum(self.sizeHintForRow(at) for at in range(count))
        return QSize(Size.SIDEBAR_MINIMUM, height)

    def minimumSizeHint(self) -> QSize:
        """Return the size of one row: the rest can be scrolled to."""
        return QSize(Size.SIDEBAR_MINIMUM, Size.ROW_TWO_LINES)

    def _go_to_selected(self) -> None:
        # A screen reader's action selects a row without moving to it.
        for index in self.selectedIndexes():
            if index != self.currentIndex():
                self.setCurrentIndex(index)

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._rows_model.rows[current.row()].id)
