"""What stays as it was while the lines of the list become others."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QListView

from whinchat.services.rows import Row
from whinchat.ui.sidebar.rows import RowsModel, key_of
from whinchat.ui.sidebar.selected import selected_lines, selection_of

_FLAG = QItemSelectionModel.SelectionFlag


class KeptPlace:
    """Remembers, when made, what is selected, the current line, and the line at the top."""

    def __init__(self, view: QListView, model: RowsModel) -> None:
        self._view = view
        self._model = model
        self._selected = list(map(key_of, selected_lines(view.selectionModel(), model.lines)))
        current = view.currentIndex()
        self._current, self._current_place = _key(model, current), current.row()
        top = view.indexAt(view.viewport().rect().topLeft())
        self._top, self._offset = _key(model, top), view.visualRect(top).top()
        self._was_at_top = view.verticalScrollBar().value() == 0

    def restore(self, fallback: str, *, steps_aside: bool) -> None:
        """Select again what is still there.

        Where the current line is gone, the one after it is the current one if that is wanted,
        else ``fallback``.
        """
        kept = [place for key in self._selected if (place := self._model.place_of(key)) >= 0]
        current = self._model.index_of(self._current)
        if not current.isValid() and steps_aside and self._current:
            current = self._row_near(self._current_place)
        if not current.isValid():
            current = self._model.index_of(fallback)
        selection = self._view.selectionModel()
        selection.setCurrentIndex(current, _FLAG.NoUpdate)
        places = kept or ([current.row()] if current.isValid() else [])
        selection.select(selection_of(self._model, places), _FLAG.ClearAndSelect)
        self._scroll_back()

    def _row_near(self, place: int) -> QModelIndex:
        """Return a conversation at a place, or else the first one after or before it."""
        lines = self._model.lines
        for near in (*range(place, len(lines)), *range(min(place, len(lines)) - 1, -1, -1)):
            if isinstance(lines[near], Row):
                return self._model.index(near)
        return QModelIndex()

    def _scroll_back(self) -> None:
        self._view.executeDelayedItemsLayout()
        top = self._model.index_of(self._top)
        bar = self._view.verticalScrollBar()
        if top.isValid() and not self._was_at_top:
            bar.setValue(bar.value() + self._view.visualRect(top).top() - self._offset)


def _key(model: RowsModel, index: QModelIndex) -> str:
    line = model.line_at(index)
    return key_of(line) if line is not None else ""
