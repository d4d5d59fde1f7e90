"""The list of providers: name, where the key is, and a dot that says how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from whinchat.domain.values import ProviderId
from whinchat.ui.settings.key_words import StateLine
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import draw_line, fill_ground, two_lines
from whinchat.ui.widgets.state_dot import paint_dot

Index = QModelIndex | QPersistentModelIndex
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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the name, and for a screen reader the state as well."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {row.state.words}"
        return None


class _RowDelegate(QStyledItemDelegate):
    """Draws two lines and a dot."""

    def __init__(self, theme: Theme, model: _RowsModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines and the air around them."""
        lines = two_lines(self._theme)
        return QSize(Size.SIDEBAR_MINIMUM, max(lines + Space.XL, Size.ROW_TWO_LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row; the current one is filled, and ringed while the list has the focus."""
        row = self._model.rows[index.row()]
        tokens = self._theme.tokens
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            fill_ground(painter, area, tokens.selected)
        inner = area.adjusted(Space.M, Space.NONE, -Space.M, Space.NONE)
        dot = QRectF(inner.right() - Size.DOT, inner.top(), Size.DOT, inner.height())
        paint_dot(painter, dot, row.state.dot, tokens)
        inner.setRight(inner.right() - Size.DOT - Space.S)
        self._paint_words(painter, inner, row)
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: ProviderRow) -> None:
        tokens = self._theme.tokens
        first = self._theme.interface_font(QFont.Weight.Medium)
        second = self._theme.meta_font()
        heights = (QFontMetrics(first).height(), QFontMetrics(second).height())
        top = area.top() + (area.height() - sum(heights) - Space.HAIR) // 2
        lines = ((row.name, first, tokens.text), (row.state.words, second, tokens.muted))
        for (words, font, colour), height in zip(lines, heights, strict=True):
            line = QRect(area.left(), top, area.width(), height)
            draw_line(painter, line, words, font, colour)
            top += height + Space.HAIR


class ProviderList(QListView):
    """Shows the providers, and says which one the user went to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows_model = _RowsModel()
        self._delegate = _RowDelegate(theme, self._rows_model)
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
