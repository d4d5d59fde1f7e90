"""The field a key is typed into: it shows dots, gives nothing back and forgets."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space

_AT_THE_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class KeyEdit(QLineEdit):
    """A password field with a quiet line about the key there is at its right end.

    Qt lets nothing be copied or undone out of a field that shows dots.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        hints = Qt.InputMethodHint
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            hints.ImhHiddenText
            | hints.ImhNoPredictiveText
            | hints.ImhSensitiveData
            | hints.ImhNoAutoUppercase
        )
        self._theme = theme
        self.note = ""
        """What the field says about the key there is."""
        theme.changed.connect(self.update)

    def set_note(self, note: str) -> None:
        """Say something about the key there is, as long as the field is empty."""
        self.note = note
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, and the note where there is room beside the placeholder."""
        super().paintEvent(event)
        font = self._theme.meta_font()
        asked = self.fontMetrics().horizontalAdvance(self.placeholderText())
        needed = QFontMetrics(font).horizontalAdvance(self.note)
        if self.text() or asked + needed + 4 * Space.M > self.width():
            return
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        area = self.rect().adjusted(Space.NONE, Space.NONE, -Space.M, Space.NONE)
        painter.drawText(area, int(_AT_THE_END), self.note)
        painter.end()
