"""Shift+F10: opens the menu of what has the keyboard, as the menu key does."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


def offer_menu_key(window: QWidget) -> None:
    """Let Shift+F10 open menus in a window: on Linux, Qt itself knows the menu key alone."""
    shortcut = QShortcut(QKeySequence("Shift+F10"), window)
    shortcut.activated.connect(open_menu_at_focus)


def open_menu_at_focus() -> None:
    """Ask what has the keyboard for its menu, at its caret if there is one."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    caret = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    # A line of text answers in whole pixels, a text of several lines in parts of them.
    area = caret.toRect() if isinstance(caret, QRectF) else caret
    where = area.center() if isinstance(area, QRect) else widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, widget.mapToGlobal(where))
    QApplication.sendEvent(widget, event)
