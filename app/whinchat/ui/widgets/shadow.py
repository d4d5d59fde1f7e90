"""The soft shadow under what lies over the page."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from whinchat.ui.theme.tokens import Size

_ALPHA = 5
"""Of 255, per ring: the rings add up towards the plate."""


def paint_shadow(painter: QPainter, plate: QRectF, radius: float) -> None:
    """Draw the shadow of a plate with round corners, ``Size.SHADOW`` pixels wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, _ALPHA))
    for spread in range(1, Size.SHADOW):
        ring = plate.adjusted(-spread, -spread, spread, spread).translated(0, Size.HAIRLINE)
        painter.drawRoundedRect(ring, radius + spread, radius + spread)
    painter.restore()
