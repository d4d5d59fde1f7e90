"""A tree of widgets as those meet it who do not see it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

_INNER = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")
_INNER_PARENTS = ("QComboBoxPrivateContainer",)
"""Parts of Qt's own widgets: the widget around them is what is announced."""


def accessible_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def accessible_role(widget: QWidget) -> QAccessible.Role:
    """Return what a screen reader says that a widget is."""
    return QAccessible.queryAccessibleInterface(widget).role()


def nameless(root: QWidget) -> list[QWidget]:
    """Return what takes the keyboard and has no name, in all of a tree."""
    return [widget for widget in _focusable(root) if not accessible_name(widget)]


def _focusable(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _is_inner(widget):
            yield widget


def _is_inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    around = parent.metaObject().className() if parent is not None else ""
    return widget.objectName() in _INNER or around in _INNER_PARENTS
