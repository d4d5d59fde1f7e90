"""Telling screen readers about what happens without the user's doing."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Say ``words`` politely: after what is being read now."""
    event = QAccessibleAnnouncementEvent(widget, words)
    QAccessible.updateAccessibility(event)
