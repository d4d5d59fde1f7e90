"""What waits to be sent, above the composer: one row each, in order."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from whinchat.domain.draft import Draft
from whinchat.services.waiting import Waiter, Waiting
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.card import paint_card
from whinchat.ui.widgets.deleting import deletes
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_MOST_ROWS = 5
_LEAVING = "Sending… Esc puts it back"
_HELD = "Not sent yet"
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QueueRow(QWidget):
    """One message that waits.

    While it has the keyboard, Enter edits it, Ctrl+Delete removes it, Alt with the arrows moves it.
    """

    edit_requested = Signal()
    remove_requested = Signal()
    send_requested = Signal()
    move_requested = Signal(int)

    def __init__(self, theme: Theme, words: str, text: str, parent: QWidget) -> None:
        """Show a message's ``text`` after ``words`` on how it stands with it."""
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{words}: {text}")
        self.setAccessibleDescription("Enter edits, Delete removes, Alt with Up and Down moves")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        self._line.setSpacing(Space.XS)
        self._line.addWidget(IconMark(theme, "clock"))
        self._line.addSpacing(Space.XS)
        self._line.addWidget(PlainLabel(theme, words, LabelKind.META))
        self._line.addSpacing(Space.XS)
        self._line.addWidget(ElidedLabel(theme, text), 1)
        theme.changed.connect(self.update)

    def offer_put_back(self) -> None:
        """Offer what can be done with a message that is about to leave."""
        back = Button(self._theme, "Put back", ButtonKind.LINK)
        back.clicked.connect(self.edit_requested)
        self._line.addWidget(back)
        self._add("arrow-up", "Send now", self.send_requested.emit)

    def offer_all(self) -> None:
        """Offer what can be done with a message that waits."""
        self._add("arrow-up", "Send now", self.send_requested.emit)
        self._add("pencil", "Edit before sending", self.edit_requested.emit)
        self._add("x", "Remove from the queue", self.remove_requested.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, remove or move."""
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Up if is_alt:
                self.move_requested.emit(-1)
            case Qt.Key.Key_Down if is_alt:
                self.move_requested.emit(1)
            case _ if deletes(event):
                self.remove_requested.emit()
            case key if key in _ENTER_KEYS:
                self.edit_requested.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card and the focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_card(painter, area, tokens.window, tokens.line)
        if self.hasFocus():
            paint_focus_ring(painter, area, Radius.CARD, tokens.accent)
        painter.end()

    def _add(self, icon_name: str, name: str, do: Callable[[], None]) -> None:
        button = IconButton(self._theme, icon_name, name)
        button.clicked.connect(do)
        self._line.addWidget(button)


class QueueView(QWidget):
    """Says what the user wants done with what waits; hidden while nothing does."""

    edit_requested = Signal(int)
    remove_requested = Signal(int)
    send_requested = Signal(int)
    move_requested = Signal(int, int)
    """The place of a message, and the one it is to have."""
    send_all_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[QueueRow] = []
        self.setAccessibleName("Queue")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._more = PlainLabel(theme, "", LabelKind.META)
        self._send_all = Button(theme, "Send all", ButtonKind.LINK)
        self._send_all.clicked.connect(self.send_all_requested)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(Space.M, Space.NONE, Space.NONE, Space.NONE)
        foot.addWidget(self._more, 1)
        foot.addWidget(self._send_all)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.S)
        self._lines.setSpacing(Space.XS)
        self._lines.addWidget(self._foot)
        self.hide()

    def show_waiting(self, waiting: Waiting) -> None:
        """Show what waits; a row with the keyboard hands it to the one that has its place now."""
        keyboard = QApplication.focusWidget()
        focused = next(
            (place for place, row in enumerate(self.rows) if _holds(row, keyboard)), None
        )
        for row in self.rows:
            row.hide()
            row.deleteLater()
        shown = waiting.waiters[:_MOST_ROWS]
        self.rows = [self._make_row(place, one, waiting) for place, one in enumerate(shown)]
        self.setVisible(bool(shown))
        for place, row in enumerate(self.rows):
            self._lines.insertWidget(place, row)
            # A layout shows what is new only in the next turn, and what is hidden has no keyboard.
            row.show()
        left = len(waiting.waiters) - len(shown)
        held = sum(waiter.is_held for waiter in waiting.waiters)
        self._more.setText(f"and {left} more" if left else "")
        self._send_all.setVisible(held > 1)
        self._foot.setVisible(bool(left) or held > 1)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def focus_row(self, place: int) -> None:
        """Give the keyboard to a row."""
        if place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_row(self, place: int, waiter: Waiter, waiting: Waiting) -> QueueRow:
        is_leaving = waiting.is_leaving and place == 0
        words = _LEAVING if is_leaving else _HELD if waiter.is_held else "Next"
        row = QueueRow(self._theme, words, summary(waiter.draft), self)
        if is_leaving:
            row.offer_put_back()
        else:
            row.offer_all()
        row.edit_requested.connect(partial(self.edit_requested.emit, place))
        row.remove_requested.connect(partial(self.remove_requested.emit, place))
        row.send_requested.connect(partial(self.send_requested.emit, place))
        row.move_requested.connect(lambda by: self.move_requested.emit(place, place + by))
        return row


def _holds(row: QWidget, keyboard: QWidget | None) -> bool:
    return keyboard is not None and (keyboard is row or row.isAncestorOf(keyboard))


def summary(draft: Draft) -> str:
    """Return a draft on one line."""
    text = " ".join(draft.text.split())
    names = ", ".join(attachment.name for attachment in draft.attachments)
    return " · ".join(part for part in (text, names) if part)
