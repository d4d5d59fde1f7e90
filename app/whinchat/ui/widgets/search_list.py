"""A list that is searched by typing, over the window: the model picker and its like."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.choice_delegate import ChoiceDelegate
from whinchat.ui.widgets.choices import Choice, ChoicesModel
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.shadow import paint_shadow

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class SearchList(QWidget):
    """Covers its window while open; a click beside the list, Escape or a choice closes it.

    A child of the window and not a window of its own: its round corners need no compositor, and it
    cannot be left behind. The keyboard stays in the field; arrows move the row, Enter takes it.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, name: str, window: QWidget, *, free_text: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._focus_before: QWidget | None = None
        self._anchor: QWidget | None = None
        self._choice_count = 0
        self._model = ChoicesModel(free_text)
        self._delegate = ChoiceDelegate(theme, self._model)
        self.panel = Card(theme, self)
        self.field = SearchField(theme, f"Search {name.lower()}")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = self._make_list(name)
        self._nothing = PlainLabel(theme, "Nothing fits.", LabelKind.MUTED)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.panel.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        for widget in (self.field, self.list, self._nothing):
            self.panel.body.addWidget(widget)
        window.installEventFilter(self)
        self.hide()

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
        self._select(max(0, self._model.row_of(kept_key)))
        if not self.isHidden():
            self._place()

    def open_at(self, anchor: QWidget) -> None:
        """Open below ``anchor``, or above it where there is more room, with nothing typed."""
        self._anchor = anchor
        self._focus_before = self._window.focusWidget()
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self._select(max(0, self._model.row_of(self._delegate.chosen_key)))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_list(self) -> None:
        """Close without a choice; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the field that move in the list; follow the window's size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and claims_escape(event):
            return True
        is_key = watched is self.field and event.type() == QEvent.Type.KeyPress
        return is_key and isinstance(event, QKeyEvent) and self._takes(Qt.Key(event.key()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close: the press was beside the list."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_list()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's shadow."""
        painter = QPainter(self)
        paint_shadow(painter, QRectF(self.panel.geometry()), Radius.CARD)
        painter.end()

    def _takes(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True

    def _make_list(self, name: str) -> QListView:
        view = QListView()
        view.setAccessibleName(name)
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._choose)
        return view

    def _search(self, query: str) -> None:
        self._model.search(query)
        found = self._model.rowCount() > 0
        self.list.setVisible(found)
        self._nothing.setVisible(not found)
        self._select(0)

    def _step(self, by: int) -> None:
        last = self._model.rowCount() - 1
        self._select(min(max(self.list.currentIndex().row() + by, 0), last))
        index = self.list.currentIndex()
        if index.isValid():
            # The focus stays in the field, so the row has to be said.
            words = self._model.choice_at(index.row()).spoken
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))

    def _select(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _choose(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        key = self._model.choice_at(index.row()).key
        self.close_list()
        self.chosen.emit(key)

    def _wanted_height(self) -> int:
        # All rows and the free one: the panel keeps its height while one types.
        # The view itself knows no height of a row while it has none.
        row_height = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        rows = (self._choice_count + 1) * row_height
        margins = self.panel.body.contentsMargins()
        around = self.field.sizeHint().height() + self.panel.body.spacing()
        return min(Size.POPUP_HEIGHT, rows + around + margins.top() + margins.bottom())

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        if self._anchor is None:
            return
        room = self._window.rect().adjusted(Space.S, Space.S, -Space.S, -Space.S)
        corner = self._anchor.mapTo(self._window, QPoint(0, 0))
        anchor = QRect(corner, self._anchor.size())
        below = room.bottom() - anchor.bottom() - Space.XS
        above = anchor.top() - room.top() - Space.XS
        height = min(self._wanted_height(), max(below, above))
        width = min(Size.POPUP_WIDTH, room.width())
        left = min(max(anchor.right() - width + 1, room.left()), room.right() - width + 1)
        opens_down = below >= min(height, above)
        top = anchor.bottom() + Space.XS if opens_down else anchor.top() - Space.XS - height
        self.panel.setGeometry(left, top, width, height)
