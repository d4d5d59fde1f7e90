"""The transcript for assistive technology: a list whose items are whole messages.

What is drawn has no widget, so Qt is given interfaces of our own. Never override
``interface_cast`` in one: PySide 6.11 hands back a number for its pointer and the process ends.
"""

from collections.abc import Callable
from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget

from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.reading.accessible_message import (
    NO_INTERFACE,
    NO_OBJECT,
    NO_WINDOW,
    ItemInterface,
    set_flags,
)

_Text = QAccessible.Text


@runtime_checkable
class HasAccessibleList(Protocol):
    """A widget that brings its own interface."""

    def accessible_list(self) -> QAccessibleInterface:
        """Return an interface that Qt has not been given yet, and keep it alive."""


@cache
def install_accessibility() -> None:
    """Have Qt ask us for the interfaces of our drawn widgets; needs a ``QApplication``."""
    QAccessible.installFactory(_interface_for)


class Accessibles:
    """The interfaces of one transcript, and what is told of it.

    Qt deletes what it was given, and keeps no reference of its own to what Python gives it: so
    they stay here until the transcript is destroyed. It knows an object by its address *and* its
    ``QMetaObject``, and PySide makes another of those when a method gets its first connection: then
    Qt asks again, and an interface given twice would be deleted twice.
    """

    def __init__(self, area: QAbstractScrollArea, board: Board) -> None:
        self._area = area
        self._board = board
        self._lists: list[ListInterface] = []
        self._items: dict[int, ItemInterface] = {}
        # Keeps this object until then; a bound method would be held weakly.
        area.destroyed.connect(lambda: self._take_back())  # noqa: PLW0108 - as said above

    def new_list(self) -> QAccessibleInterface:
        """Return an interface of the transcript that Qt has not been given yet."""
        self._lists.append(ListInterface(self._area, self._board, self.item))
        return self._lists[-1]

    def item(self, message: int) -> ItemInterface:
        """Return a message's interface, always the same one."""
        if message not in self._items:
            made = ItemInterface(self._area, self._board, message)
            self._items[message] = made
            QAccessible.registerAccessibleInterface(made)
        return self._items[message]

    def announce_change(self) -> None:
        """Tell that there are other messages now."""
        if QAccessible.isActive():
            event = QAccessibleEvent(self._area, QAccessible.Event.ObjectReorder)
            QAccessible.updateAccessibility(event)

    def announce_name(self, message: int) -> None:
        """Tell that a message's words are others now."""
        self._announce(message, QAccessible.Event.NameChanged)

    def announce_focus(self, message: int) -> None:
        """Tell that the keyboard is at a message."""
        self._announce(message, QAccessible.Event.Focus)

    def _announce(self, message: int, kind: QAccessible.Event) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.item(message), kind))

    def _take_back(self) -> None:
        # A message has no object by whose end Qt would know its own.
        for item in self._items.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))
        self._items.clear()


class ListInterface(QAccessibleInterface):
    """The transcript: a list of messages, and behind them the widgets that lie on it."""

    def __init__(
        self, area: QAbstractScrollArea, board: Board, item: Callable[[int], ItemInterface]
    ) -> None:
        super().__init__()
        self._area = area
        self._board = board
        self._item = item

    @guarded(fallback=True)
    def isValid(self) -> bool:
        """Return whether the transcript is there."""
        return True

    @guarded(NO_OBJECT)
    def object(self) -> QObject:
        """Return the widget."""
        return self._area

    @guarded(NO_WINDOW)
    def window(self) -> QWindow:
        """Return the window that it is in."""
        return self._area.window().windowHandle()

    @guarded(NO_INTERFACE)
    def parent(self) -> QAccessibleInterface:
        """Return what it lies in."""
        around: QObject | None = self._area.parentWidget() or QApplication.instance()
        if around is None:
            return NO_INTERFACE
        return QAccessible.queryAccessibleInterface(around)

    def role(self) -> QAccessible.Role:
        """Return that it is a list."""
        return QAccessible.Role.List

    @guarded(QAccessible.State())
    def state(self) -> QAccessible.State:
        """Return whether it can have, and has, the focus."""
        state = QAccessible.State()
        set_flags(
            state, focusable=True, focused=self._area.hasFocus(), invisible=self._area.isHidden()
        )
        return state

    @guarded("")
    def text(self, kind: QAccessible.Text) -> str:
        """Return the name."""
        return self._area.accessibleName() if kind == _Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Do nothing: it is read only."""

    @guarded(QRect())
    def rect(self) -> QRect:
        """Return where it is on the screen."""
        return QRect(self._area.mapToGlobal(QPoint()), self._area.size())

    @guarded(0)
    def childCount(self) -> int:
        """Return how many messages and widgets there are."""
        return len(self._board.flow.views) + len(self._widgets())

    @guarded(NO_INTERFACE)
    def child(self, index: int) -> QAccessibleInterface:
        """Return a message, or one of the widgets after them."""
        count = len(self._board.flow.views)
        if 0 <= index < count:
            return self._item(index)
        widgets = self._widgets()
        if not 0 <= index - count < len(widgets):
            return NO_INTERFACE
        return QAccessible.queryAccessibleInterface(widgets[index - count])

    @guarded(NO_INTERFACE)
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return the message at a point of the screen."""
        placed = self._board.row_at(self._area.viewport().mapFromGlobal(QPoint(x, y)))
        return NO_INTERFACE if placed is None else self._item(placed.spot.message)

    @guarded(-1)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the index of a message or widget."""
        if isinstance(child, ItemInterface):
            return child.message
        for index, widget in enumerate(self._widgets()):
            if child.object() is widget:
                return len(self._board.flow.views) + index
        return -1

    @guarded(NO_INTERFACE)
    def focusChild(self) -> QAccessibleInterface:
        """Return the message that the keyboard is at."""
        current = self._board.ringed
        if not self._area.hasFocus() or current is None:
            return NO_INTERFACE
        return self._item(current)

    def _widgets(self) -> list[QWidget]:
        # An open menu too: Qt lists menus nowhere, and there one could only follow the focus.
        return [
            child
            for child in self._area.children()
            if isinstance(child, QWidget)
            and not child.isHidden()
            and (isinstance(child, QMenu) or not child.isWindow())
        ]


def _interface_for(_key: str, thing: QObject) -> QAccessibleInterface:
    return thing.accessible_list() if isinstance(thing, HasAccessibleList) else NO_INTERFACE
