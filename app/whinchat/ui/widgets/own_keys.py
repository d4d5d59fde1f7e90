"""Keys that a widget takes before the window's shortcuts get them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def claims_escape(event: QEvent) -> bool:
    """Take Escape from the window's shortcuts; it then comes as a key press.

    Before a key is a shortcut, Qt asks the widget with the focus and those around it.
    """
    is_question = event.type() == QEvent.Type.ShortcutOverride
    if not is_question or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
        return False
    event.accept()
    return True
