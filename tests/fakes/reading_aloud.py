"""Reads everything that is shown, as assistive technology does, from within the process."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

_Text = QAccessible.Text
_KINDS = (_Text.Name, _Text.Description, _Text.Value, _Text.Accelerator)
_MANY = 100
"""So many children of one object are enough."""


def read_aloud() -> list[str]:
    """Return the names of all there is in all windows, each asked for all that can be asked."""
    names: list[str] = []
    for window in QApplication.topLevelWidgets():
        # Never kept: Qt deletes them with their widgets, and tells Python nothing of it.
        interface = QAccessible.queryAccessibleInterface(window)
        if window.isVisible() and interface is not None:
            _read(interface, names)
    return names


def _read(interface: QAccessibleInterface, names: list[str]) -> None:
    if not interface.isValid():
        return
    for ask in (interface.role, interface.state, interface.rect, interface.focusChild):
        ask()
    QAccessible.uniqueId(interface)
    name, *_rest = (interface.text(kind) for kind in _KINDS)
    names.append(name)
    for place in range(min(interface.childCount(), _MANY)):
        child = interface.child(place)
        if child is not None:
            interface.indexOfChild(child)
            child.parent()
            _read(child, names)
