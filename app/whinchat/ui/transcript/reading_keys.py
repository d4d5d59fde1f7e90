"""Keys in the transcript, and what each does."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from whinchat.ui.transcript.board import Board

_OVERLAP = 40
"""Pixels of the page before that stay in sight."""

_Key = Qt.Key


def scroll_pixels(event: QKeyEvent, board: Board) -> int | None:
    """Return how far a key moves the view; ``None`` if it is no key for that."""
    page = board.flow.view_height - _OVERLAP
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    distances = {
        _Key.Key_Up: -_OVERLAP,
        _Key.Key_Down: _OVERLAP,
        _Key.Key_PageUp: -page,
        _Key.Key_PageDown: page,
        _Key.Key_Space: -page if is_shifted else page,
    }
    return distances.get(_Key(event.key()))


def is_copy(event: QKeyEvent) -> bool:
    """Tell whether the keys are those for copying."""
    return event.matches(QKeySequence.StandardKey.Copy)


def verb_for(event: QKeyEvent, verbs: dict[str, Callable[[], None]]) -> Callable[[], None] | None:
    """Return what a key does, of the verbs that are offered by name."""
    is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    is_shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    name = ""
    if is_copy(event):
        name = "copy"
    elif event.matches(QKeySequence.StandardKey.SelectAll):
        name = "select all"
    elif is_alt:
        name = {_Key.Key_Up: "previous", _Key.Key_Down: "next"}.get(_Key(event.key()), "")
    elif event.key() == _Key.Key_Menu or (is_shift and event.key() == _Key.Key_F10):
        name = "menu"
    else:
        name = {
            _Key.Key_Home: "start",
            _Key.Key_End: "end",
            _Key.Key_Return: "read",
            _Key.Key_Enter: "read",
        }.get(_Key(event.key()), "")
    return verbs.get(name)
