"""What lies over its window to be searched by typing: a field, a list, and the card around them."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from whinchat.ui.announcing import announce
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Space
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.focus_before import FocusBefore
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.shadow import paint_shadow


class Overlay(QWidget):
    """Covers its window while open; a click beside the panel, Escape or a choice closes it.

    A child of the window and not a window of its own: its round corners need no compositor, and it
    cannot be left behind. The keyboard stays in the field; arrows move the row, Enter takes it.
    Whoever builds on it fills ``panel.body`` and ``list``, and says where the panel lies, which
    row follows which, and what a choice is.
    """

    closed = Signal()

    def __init__(
        self, theme: Theme, window: QWidget, field: SearchField, list_name: str, *, page_rows: int
    ) -> None:
        super().__init__(window)
        self._window = window
        self._before = FocusBefore(self)
        self._steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page_rows,
            Qt.Key.Key_PageDown: page_rows,
        }
        self.panel = Card(theme, self)
        self.panel.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.field = field
        self.list = _make_list(list_name)
        self.list.clicked.connect(self.choose)
        field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def area_in(self, room: QRect) -> QRect:
        """Return where in the window the panel lies; ``room`` is what it may take."""
        raise NotImplementedError

    def row_after(self, row: int, by: int) -> int:
        """Return the row so many steps further, or -1 where there is none."""
        raise NotImplementedError

    def choose(self) -> None:
        """Take the current row, if there is one."""
        raise NotImplementedError

    def come_up(self, reason: Qt.FocusReason) -> None:
        """Open, with the keyboard in the field."""
        if self.isHidden():
            self._before.remember()
        self.place_panel()
        self.show()
        self.raise_()
        self.field.setFocus(reason)

    def close_panel(self) -> None:
        """Close without a choice; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self._before.give_back()
        self.closed.emit()

    def select(self, row: int) -> None:
        """Make a row the current one, in sight."""
        index = self.list.model().index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def takes(self, key: Qt.Key) -> bool:
        """Do what a key in the field is for here; tell whether it is for anything."""
        if key in self._steps:
            self._step(self._steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            return False
        return True

    def place_panel(self) -> None:
        """Cover the window and lay the panel anew."""
        area = self._window.rect()
        self.setGeometry(area)
        self.panel.setGeometry(self.area_in(area.adjusted(Space.S, Space.S, -Space.S, -Space.S)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the field that move in the list; follow the window's size."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and not self.isHidden():
                self.place_panel()
            return False
        if claims_escape(event):
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.takes(Qt.Key(event.key()))
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close: the press was beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's shadow."""
        painter = QPainter(self)
        paint_shadow(painter, QRectF(self.panel.geometry()), Radius.CARD)
        painter.end()

    def _step(self, by: int) -> None:
        self.select(self.row_after(self.list.currentIndex().row(), by))
        words = self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        if words:
            # The focus stays in the field, so the row has to be said.
            announce(self.list, words)


def _make_list(name: str) -> QListView:
    view = QListView()
    view.setAccessibleName(name)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
