"""A line above the conversation that stays as long as something is wrong."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.ui.announcing import announce
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space, Tint
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


class Banner(QWidget):
    """Shows one trouble in words; hidden while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = PlainLabel(theme, "", LabelKind.BODY, wraps=True)
        self._words.setAccessibleName("Notice")
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        line.setSpacing(Space.S)
        line.addWidget(IconMark(theme, "triangle-alert", Tint.WARN), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.hide()
        theme.changed.connect(self.update)

    def show_trouble(self, words: str) -> None:
        """Show what is wrong; nothing hides the banner."""
        if words and words != self._words.text():
            announce(self, words)
        self._words.setText(words)
        self._words.setAccessibleDescription(words)
        self.setVisible(bool(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline below."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.warn_inset))
        bottom = QRectF(0, self.height() - Size.HAIRLINE, self.width(), Size.HAIRLINE)
        painter.fillRect(bottom, QColor(tokens.line))
        painter.end()
