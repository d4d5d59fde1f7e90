"""A list that is searched by typing, over the window: the model picker and its like."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.choice_delegate import ChoiceDelegate
from whinchat.ui.widgets.choices import Choice, ChoicesModel
from whinchat.ui.widgets.overlay import Overlay
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField


class SearchList(Overlay):
    """Opens at a button; with ``free_text``, what was typed can be chosen as well."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, window: QWidget, *, free_text: str = "") -> None:
        field = SearchField(theme, f"Search {name.lower()}")
        super().__init__(theme, window, field, name, page_rows=8)
        self._anchor = window
        self._choice_count = 0
        self._model = ChoicesModel(free_text)
        self._delegate = ChoiceDelegate(theme, self._model)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.field.textChanged.connect(self._search)
        self._nothing = PlainLabel(theme, "Nothing fits.", LabelKind.MUTED)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.field, self.list, self._nothing):
            self.panel.body.addWidget(widget)

    def set_choices(self, choices: Sequence[Choice], *, chosen_key: str = "") -> None:
        """Offer these, with a check mark at the one in use.

        An open list grows to fit, and the row that Enter would take stays the current one.
        """
        current = self.list.currentIndex()
        kept_key = self._model.choice_at(current.row()).key if current.isValid() else chosen_key
        self._delegate.chosen_key = chosen_key
        self._model.set_choices(choices)
        self._choice_count = len(choices)
        self._search(self.field.text())
        self.select(max(0, self._model.row_of(kept_key)))
        if not self.isHidden():
            self.place_panel()

    def open_at(self, anchor: QWidget) -> None:
        """Open below ``anchor``, or above it where there is more room, with nothing typed."""
        self._anchor = anchor
        self.field.clear()
        self.come_up(Qt.FocusReason.PopupFocusReason)
        self.select(max(0, self._model.row_of(self._delegate.chosen_key)))

    def row_after(self, row: int, by: int) -> int:
        """Return the row so many steps further, at most the last."""
        return min(max(row + by, 0), self._model.rowCount() - 1)

    def choose(self) -> None:
        """Close with the current row as the choice."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        key = self._model.choice_at(index.row()).key
        self.close_panel()
        self.chosen.emit(key)

    def area_in(self, room: QRect) -> QRect:
        """Return a place that touches the anchor and ends where it does."""
        anchor = QRect(self._anchor.mapTo(self._window, QPoint(0, 0)), self._anchor.size())
        below = room.bottom() - anchor.bottom() - Space.XS
        above = anchor.top() - room.top() - Space.XS
        height = min(self._wanted_height(), max(below, above))
        width = min(Size.POPUP_WIDTH, room.width())
        left = min(max(anchor.right() - width + 1, room.left()), room.right() - width + 1)
        opens_down = below >= min(height, above)
        top = anchor.bottom() + Space.XS if opens_down else anchor.top() - Space.XS - height
        return QRect(left, top, width, height)

    def _search(self, query: str) -> None:
        self._model.search(query)
        found = self._model.rowCount() > 0
        self.list.setVisible(found)
        self._nothing.setVisible(not found)
        self.select(0)

    def _wanted_height(self) -> int:
        # All rows and the free one: the panel keeps its height while one types.
        # The view itself knows no height of a row while it has none.
        row_height = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        rows = (self._choice_count + 1) * row_height
        margins = self.panel.body.contentsMargins()
        around = self.field.sizeHint().height() + self.panel.body.spacing()
        return min(Size.POPUP_HEIGHT, rows + around + margins.top() + margins.bottom())
