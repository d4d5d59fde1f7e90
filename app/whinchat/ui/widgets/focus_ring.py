"""The ring around what has the keyboard's focus: two pixels of accent, the same everywhere."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from whinchat.ui.theme.tokens import Size

_GAP = 2 * Size.FOCUS_RING


def paint_focus_ring(painter: QPainter, area: QRectF, radius: float, colour: str) -> None:
    """Draw the ring just inside ``area``."""
    half = Size.FOCUS_RING / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), Size.FOCUS_RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def inside_ring(area: QRectF) -> QRectF:
    """Return what a filled button leaves for ring and gap: accent on accent is no ring."""
    return area.adjusted(_GAP, _GAP, -_GAP, -_GAP)
