"""One message for assistive technology: an item of a list, named by all of its words."""

from typing import cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAbstractScrollArea

from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.reading.spoken import STATUS_WORDS, spoken
from whinchat.ui.transcript.rows.meta_row import standing_words

# Null is how one tells Qt that there is none; PySide's stubs do not know that.
NO_INTERFACE = cast("QAccessibleInterface", None)
NO_OBJECT = cast("QObject", None)
NO_WINDOW = cast("QWindow", None)
_Text = QAccessible.Text


class ItemInterface(QAccessibleInterface):
    """One message: its name is all of its words."""

    def __init__(self, area: QAbstractScrollArea, board: Board, message: int) -> None:
        super().__init__()
        self._area = area
        self._board = board
        self.message = message

    @guarded(fallback=False)
    def isValid(self) -> bool:
        """Return whether the message is still there."""
        return self.message < len(self._board.flow.views)

    def object(self) -> QObject:
        """Return nothing: it is drawn."""
        return NO_OBJECT

    @guarded(NO_WINDOW)
    def window(self) -> QWindow:
        """Return the window that it is in."""
        return self._area.window().windowHandle()

    @guarded(NO_INTERFACE)
    def parent(self) -> QAccessibleInterface:
        """Return the list."""
        return QAccessible.queryAccessibleInterface(self._area)

    def role(self) -> QAccessible.Role:
        """Return that it is an item of a list."""
        return QAccessible.Role.ListItem

    @guarded(QAccessible.State())
    def state(self) -> QAccessible.State:
        """Return what can be done with it.

        What is scrolled away is not called hidden: it can be read and gone to all the same.
        """
        state = QAccessible.State()
        is_current = self._area.hasFocus() and self._board.ringed == self.message
        set_flags(state, readOnly=True, focusable=True, selectableText=True)
        set_flags(state, focused=is_current)
        return state

    @guarded("")
    def text(self, kind: QAccessible.Text) -> str:
        """Return the words, or how the message stands."""
        if not self.isValid():
            return ""
        entry = self._board.entry(self.message)
        match kind:
            case _Text.Name:
                return spoken(entry)
            case _Text.Description:
                words = STATUS_WORDS[entry.message.status], *standing_words(entry.message)
                return ", ".join(filter(None, words))
            case _:
                return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Do nothing: it is read only."""

    @guarded(QRect())
    def rect(self) -> QRect:
        """Return where it is on the screen; empty while it is out of sight."""
        area = QRect()
        for placed in self._board.flow.placed:
            if placed.spot.message == self.message:
                area = area.united(self._board.page.area(placed))
        visible = area.intersected(self._area.viewport().rect())
        if visible.isEmpty():
            return QRect()
        return visible.translated(self._area.viewport().mapToGlobal(QPoint()))

    def childCount(self) -> int:
        """Return none: its buttons lie on the transcript."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface:
        """Return nothing."""
        return NO_INTERFACE

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        """Return nothing."""
        return NO_INTERFACE

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return that it is none."""
        return -1

    def focusChild(self) -> QAccessibleInterface:
        """Return nothing."""
        return NO_INTERFACE


def set_flags(state: QAccessible.State, **flags: bool) -> None:
    """Set bits of a state."""
    # The fields are bits of a C++ struct, which the stubs know as plain attributes.
    for name, value in flags.items():
        setattr(state, name, value)
