"""Scrolling sideways within one row that is wider than its column."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from whinchat.ui.theme.tokens import Space, Tokens


class SidewaysScroll:
    """How far the content of a row has been moved, and the thin bar that shows it."""

    def __init__(self) -> None:
        self.offset = 0
        """Pixels that are hidden at the left."""
        self._content = 0
        self._view = 0

    def set_widths(self, content: int, view: int) -> None:
        """Take how wide the content is and how much of it can be seen."""
        self._content, self._view = content, view
        self.offset = max(0, min(self.offset, content - view))

    def move(self, pixels: int) -> bool:
        """Move the content; return whether it is too wide at all."""
        furthest = self._content - self._view
        if furthest <= 0:
            return False
        self.offset = max(0, min(self.offset + pixels, furthest))
        return True

    def paint(self, painter: QPainter, area: QRect, tokens: Tokens) -> None:
        """Draw the bar at the lower edge of ``area``, where there is something to scroll."""
        if self._content <= self._view:
            return
        track = area.width() - 2 * Space.S
        length = max(Space.XL, track * self._view // self._content)
        way = (track - length) * self.offset // (self._content - self._view)
        left = area.left() + Space.S + way
        bar = QRectF(left, area.bottom() - Space.S + 1, length, Space.XS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, Space.HAIR, Space.HAIR)
        painter.restore()
