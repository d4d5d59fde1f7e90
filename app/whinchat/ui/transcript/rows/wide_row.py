"""Rows whose content may be wider than the column, and is then moved sideways by itself."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.rows.sideways import SidewaysScroll
from whinchat.ui.transcript.stage import Stage


class WideRow(DocumentRow):
    """Text that is moved with the wheel, and with a thin bar below it."""

    def __init__(self, stage: Stage, key: RowKey) -> None:
        super().__init__(stage, key)
        self.sideways = SidewaysScroll()

    def bar_area(self, area: QRect) -> QRect:
        """Return the area at whose lower edge the bar is, of a row that stands at ``area``."""
        return area.adjusted(0, 0, 0, Space.XS)

    def paint_bar(self, painter: QPainter, area: QRect) -> None:
        """Draw the bar of a row that stands at ``area``, where there is something to move."""
        self.sideways.paint(painter, self.bar_area(area), self.stage.theme.tokens)

    def scroll_sideways(self, pixels: int) -> bool:
        """Move too wide content; return whether there was anything to move."""
        if not self.sideways.move(pixels):
            return False
        self.version += 1
        return True

    def is_bar_at(self, point: QPoint) -> bool:
        """Tell whether the bar of too wide content is under a point."""
        return self.sideways.is_bar_at(point, self.bar_area(self.area))

    def grip(self, point: QPoint) -> None:
        """Take hold of the bar."""
        self.sideways.grip(point)

    def drag(self, point: QPoint) -> None:
        """Move the content with the bar."""
        self.sideways.drag(point, self.bar_area(self.area))
        self.version += 1
