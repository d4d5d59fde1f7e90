"""Every action of the window with its shortcuts: one list, read by the window and by its help."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Something the user can do anywhere in the window."""

    name: str
    shortcuts: tuple[str, ...]
    do: Callable[[], None]


def add_actions(window: QWidget, specs: list[ActionSpec]) -> None:
    """Bind the actions to the window."""
    for spec in specs:
        action = QAction(spec.name, window)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        action.triggered.connect(lambda _checked=False, do=spec.do: do())
        window.addAction(action)
