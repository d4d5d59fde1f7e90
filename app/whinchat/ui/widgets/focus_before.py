"""What had the keyboard before something took it for a while."""

from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class FocusBefore:
    """Belongs to a widget that takes the keyboard, and gives it back where it was."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._widget: QWidget | None = None

    @property
    def is_due(self) -> bool:
        """Tell whether the keyboard would be lost with the owner: it is there, or nowhere."""
        focused = QApplication.focusWidget()
        return focused is None or self._owner.isAncestorOf(focused)

    def remember(self) -> None:
        """Note what has the keyboard in the owner's window now."""
        self._widget = self._owner.window().focusWidget()

    def give_back(self) -> bool:
        """Give the keyboard back, once; tell whether what had it is still in sight."""
        before, self._widget = self._widget, None
        # Qt's part of what was taken away meanwhile is gone.
        with suppress(RuntimeError):
            if before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.PopupFocusReason)
                return True
        return False
