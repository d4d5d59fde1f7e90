"""A field that edits a title in its place, until Enter, Escape or a click elsewhere."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from whinchat.ui.widgets.own_keys import claims_escape


class TitleField(QLineEdit):
    """Hidden until ``begin``; its owner takes it away again when it has ``finished``."""

    finished = Signal(str)
    """What shall be the title; after Escape the one there was. Comes once for each ``begin``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._is_editing = False
        self.setAccessibleName("Conversation title")
        self.editingFinished.connect(self._finish)
        self.hide()

    def begin(self, title: str) -> None:
        """Offer a title to be changed."""
        self._title = title
        self._is_editing = True
        self.setText(title)
        # All of it, backwards: the beginning of a long title is what one knows it by.
        self.setSelection(len(title), -len(title))
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window takes it as a shortcut."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the title as it was on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._title)
            self._finish()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        # Hiding the field ends its editing once more.
        if self._is_editing:
            self._is_editing = False
            self.finished.emit(" ".join(self.text().split()))
