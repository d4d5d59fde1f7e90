"""The keyboard in the transcript: which message has it, and what its keys do there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea

from whinchat.ui.transcript.actions.message_actions import MessageActions
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.input.caret import Caret
from whinchat.ui.transcript.input.reading_keys import Verb, step_of, verb_of
from whinchat.ui.transcript.reading.accessible import Accessibles

_LINE = 40
"""Pixels for one press of an arrow; so many of the page before stay in sight, too."""


class Keyboard:
    """Knows the message that the reader is at, and does what keys ask for."""

    def __init__(
        self,
        area: QAbstractScrollArea,
        board: Board,
        actions: MessageActions,
        accessibles: Accessibles,
    ) -> None:
        self._area = area
        self._board = board
        self._actions = actions
        self._accessibles = accessibles
        self._caret = Caret(board)
        self._current: int | None = None
        self._verbs: dict[Verb, Callable[[], None]] = {
            Verb.COPY: actions.copy_selection,
            Verb.SELECT_ALL: board.select_all,
            Verb.PREVIOUS: lambda: self.step(-1),
            Verb.NEXT: lambda: self.step(1),
            Verb.MENU: self.show_menu,
            Verb.READ: self._read,
            Verb.START: lambda: board.jump(0),
            Verb.END: board.jump_to_end,
            Verb.LINE_UP: lambda: board.scroll_by(-_LINE),
            Verb.LINE_DOWN: lambda: board.scroll_by(_LINE),
            Verb.PAGE_UP: lambda: board.scroll_by(-self._page),
            Verb.PAGE_DOWN: lambda: board.scroll_by(self._page),
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; return whether it is one of the transcript's."""
        verb = verb_of(event)
        if verb is Verb.CLEAR:
            return self._board.clear_selection()
        step = step_of(event)
        if verb is not None:
            self._verbs[verb]()
        elif step is not None and self._board.flow.views:
            self._caret.extend(step, self._place)
        return verb is not None or step is not None

    def forget(self) -> None:
        """Be at no message any more."""
        self._current = None

    def be_at(self, place: int) -> None:
        """Be at a message without taking the focus."""
        self._current = place

    def step(self, by: int) -> None:
        """Move to the message below or above; at first to the one where the reader is."""
        if self._board.flow.views:
            self._board.flow.follows = self._board.flow.follows and by > 0
            self.go_to(self._place + (by if self._board.ringed is not None else 0))

    def go_to(self, place: int) -> None:
        """Move to a message and bring it into view."""
        board = self._board
        self._current = max(0, min(place, len(board.flow.views) - 1))
        if board.selection.is_empty:
            # The next selection by key begins at this message.
            board.selection.clear()
        self._area.setFocus(Qt.FocusReason.ShortcutFocusReason)
        board.ringed = self._current
        board.bring_into_view(self._current)
        self._accessibles.announce_focus(self._current)

    def show_ring(self) -> None:
        """Show at which message the keyboard is."""
        if self._board.flow.views:
            self._board.ringed = self._place

    def show_menu(self) -> None:
        """Open the menu of the message that the keyboard is at."""
        if not self._board.flow.views:
            return
        self._board.bring_into_view(self._place)
        corner = self._board.corner_of(self._place)
        self._actions.show_menu(self._place, self._area.viewport().mapToGlobal(corner))

    def _read(self) -> None:
        if self._board.flow.views:
            self._actions.read(self._place)

    @property
    def _place(self) -> int:
        last = len(self._board.flow.views) - 1
        return last if self._current is None else min(self._current, last)

    @property
    def _page(self) -> int:
        return self._board.flow.view_height - _LINE
