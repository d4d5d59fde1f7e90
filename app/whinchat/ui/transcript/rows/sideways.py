"""Scrolling sideways within one row that is wider than its column."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from whinchat.ui.theme.tokens import Space, Tokens


class SidewaysScroll:
    """How far the content of a row has been moved, and the thin bar that shows it."""

    def __init__(self) -> None:
        self.offset = 0
        """Pixels that are hidden at the left."""
        self._content = 0
        self._view = 0
        self._gripped = (0, 0)
        """Where the bar was taken hold of, and the offset then."""

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

    def grip(self, point: QPoint) -> None:
        """Take hold of the bar."""
        self._gripped = (point.x(), self.offset)

    def is_bar_at(self, point: QPoint, area: QRect) -> bool:
        """Tell whether the bar at the lower edge of ``area`` is under a point."""
        if self._content <= self._view:
            return False
        reach = self._bar(area).adjusted(-Space.HAIR, -Space.XS, Space.HAIR, Space.XS)
        return reach.contains(point)

    def drag(self, point: QPoint, area: QRect) -> None:
        """Move the content as far as the bar follows the pointer."""
        start, offset = self._gripped
        way = self._track(area) - self._length(area)
        furthest = max(0, self._content - self._view)
        moved = (point.x() - start) * furthest // max(1, way)
        self.offset = max(0, min(offset + moved, furthest))

    def paint(self, painter: QPainter, area: QRect, tokens: Tokens) -> None:
        """Draw the bar at the lower edge of ``area``, where there is something to scroll."""
        if self._content <= self._view:
            return
        bar = self._bar(area)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, Space.HAIR, Space.HAIR)
        painter.restore()

    def _track(self, area: QRect) -> int:
        return area.width() - 2 * Space.S

    def _length(self, area: QRect) -> int:
        return max(Space.XL, self._track(area) * self._view // self._content)

    def _bar(self, area: QRect) -> QRectF:
        length = self._length(area)
        way = (self._track(area) - length) * self.offset // (self._content - self._view)
        left = area.left() + Space.S + way
        return QRectF(left, area.bottom() - Space.S + 1, length, Space.XS)
