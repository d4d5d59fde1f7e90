"""A card: a round border around things that belong together."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space


class Card(QWidget):
    """Put widgets into ``body``; the card draws what is around them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.body.setSpacing(Space.S)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw background and border."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        paint_card(painter, QRectF(self.rect()), tokens.window, tokens.line)
        painter.end()


def paint_card(
    painter: QPainter, area: QRectF, fill: str, border: str, radius: float = Radius.CARD
) -> None:
    """Draw a filled area with a hairline around it and round corners."""
    half = Size.HAIRLINE / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(border), Size.HAIRLINE))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)
