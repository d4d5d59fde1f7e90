"""Keys in the transcript, and what each asks for."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from whinchat.ui.transcript.rows.moving import Step, Unit


class Verb(Enum):
    """What a key does, besides selecting."""

    COPY = auto()
    SELECT_ALL = auto()
    CLEAR = auto()
    """Select nothing any more."""
    PREVIOUS = auto()
    NEXT = auto()
    MENU = auto()
    READ = auto()
    START = auto()
    END = auto()
    LINE_UP = auto()
    LINE_DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()


_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_STANDARD = {
    QKeySequence.StandardKey.Copy: Verb.COPY,
    QKeySequence.StandardKey.SelectAll: Verb.SELECT_ALL,
}
_VERBS = {
    (_Key.Key_Escape, _NONE): Verb.CLEAR,
    (_Key.Key_Up, _ALT): Verb.PREVIOUS,
    (_Key.Key_Down, _ALT): Verb.NEXT,
    (_Key.Key_Menu, _NONE): Verb.MENU,
    (_Key.Key_F10, _SHIFT): Verb.MENU,
    (_Key.Key_Return, _NONE): Verb.READ,
    (_Key.Key_Enter, _NONE): Verb.READ,
    (_Key.Key_Home, _NONE): Verb.START,
    (_Key.Key_Home, _CONTROL): Verb.START,
    (_Key.Key_End, _NONE): Verb.END,
    (_Key.Key_End, _CONTROL): Verb.END,
    (_Key.Key_Up, _NONE): Verb.LINE_UP,
    (_Key.Key_Down, _NONE): Verb.LINE_DOWN,
    (_Key.Key_PageUp, _NONE): Verb.PAGE_UP,
    (_Key.Key_PageDown, _NONE): Verb.PAGE_DOWN,
    (_Key.Key_Space, _SHIFT): Verb.PAGE_UP,
    (_Key.Key_Space, _NONE): Verb.PAGE_DOWN,
}
_STEPS = {
    (_Key.Key_Left, _NONE): Step(Unit.CHARACTER, -1),
    (_Key.Key_Right, _NONE): Step(Unit.CHARACTER, 1),
    (_Key.Key_Left, _CONTROL): Step(Unit.WORD, -1),
    (_Key.Key_Right, _CONTROL): Step(Unit.WORD, 1),
    (_Key.Key_Up, _NONE): Step(Unit.LINE, -1),
    (_Key.Key_Down, _NONE): Step(Unit.LINE, 1),
    (_Key.Key_Up, _CONTROL): Step(Unit.PARAGRAPH, -1),
    (_Key.Key_Down, _CONTROL): Step(Unit.PARAGRAPH, 1),
    (_Key.Key_PageUp, _NONE): Step(Unit.PAGE, -1),
    (_Key.Key_PageDown, _NONE): Step(Unit.PAGE, 1),
    (_Key.Key_Home, _NONE): Step(Unit.LINE_END, -1),
    (_Key.Key_End, _NONE): Step(Unit.LINE_END, 1),
    (_Key.Key_Home, _CONTROL): Step(Unit.ALL, -1),
    (_Key.Key_End, _CONTROL): Step(Unit.ALL, 1),
}
"""With Shift."""


def verb_of(event: QKeyEvent) -> Verb | None:
    """Return what a key does; ``None`` if it is no key of the transcript's."""
    for standard, verb in _STANDARD.items():
        if event.matches(standard):
            return verb
    return _VERBS.get((_Key(event.key()), _modifiers(event)))


def step_of(event: QKeyEvent) -> Step | None:
    """Return how far a key extends the selection; ``None`` if it does not."""
    modifiers = _modifiers(event)
    if not modifiers & _SHIFT:
        return None
    return _STEPS.get((_Key(event.key()), modifiers & ~_SHIFT))


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
