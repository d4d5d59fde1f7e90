"""Deleting in lists: which key does it, how menus say so, and where the selection goes then."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView


def deletes(event: QKeyEvent) -> bool:
    """Tell whether a key deletes what is selected in a list: Delete or Backspace, with Mod held.

    Never alone: a key that was meant for a field elsewhere takes nothing away.
    """
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_key = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    return is_key and held == Qt.KeyboardModifier.ControlModifier


def show_deleting_key(action: QAction) -> None:
    """Show in a menu which key does the same; the list takes it, not the action."""
    action.setShortcut(QKeySequence("Ctrl+Del"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setShortcutVisibleInContextMenu(True)


def go_to_only(view: QAbstractItemView, index: QModelIndex) -> None:
    """Go to a line and select it alone, also while the key is held that deleted the one before.

    A view's own ``setCurrentIndex`` leaves the selection as it is while Ctrl is held.
    """
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.selectionModel().setCurrentIndex(index, flag)
