"""A few words on the colour of notices, beside the pointer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space


class NoticeChip(QWidget):
    """Hidden until it has words; the pointer passes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show the words, or as much of them as a popup is wide."""
        metrics = QFontMetrics(self._theme.meta_font())
        width = min(Size.SIDEBAR_MINIMUM, metrics.horizontalAdvance(words))
        self._words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        self.resize(width + 2 * Space.S, metrics.height() + Space.S)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.notice))
        painter.drawRoundedRect(QRectF(self.rect()), Radius.CONTROL, Radius.CONTROL)
        painter.setPen(QColor(tokens.on_notice))
        painter.setFont(self._theme.meta_font())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)
        painter.end()
