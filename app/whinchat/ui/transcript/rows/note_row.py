"""Quiet lines: what a message holds besides words, and cannot be shown otherwise."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.query import RowHits
from whinchat.ui.transcript.rows.row import Frame, Row, RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words


class NoteRow(Row):
    """An icon and one muted line."""

    space_above = Space.S

    def __init__(
        self, stage: Stage, key: RowKey, icon_name: str, words: str, *, is_name: bool = False
    ) -> None:
        super().__init__(key)
        self._is_name = is_name
        self._stage = stage
        self._icon_name = icon_name
        self._words = words
        self.height = stage.typography.meta_line_height + Space.XS

    @property
    def source(self) -> str:
        """Return the words where they are something's name."""
        return self._words if self._is_name else ""

    def show(self, words: str) -> None:
        """Show other words."""
        if words != self._words:
            self._words = words
            self.version += 1

    def measure(self, width: int) -> None:
        """Take the height of one line."""
        self.measured_for = width
        self.height = self._stage.typography.meta_line_height + Space.XS

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw icon and words."""
        tokens = self._stage.theme.tokens
        pixmap = self._stage.theme.pixmap(
            self._icon_name, tokens.muted, Size.ICON_SMALL, frame.ratio
        )
        middle = (frame.area.height() - Size.ICON_SMALL) // 2
        painter.drawPixmap(frame.area.topLeft() + QPoint(0, middle), pixmap)
        line = QRect(frame.area)
        line.setLeft(line.left() + Size.ICON_SMALL + Space.S)
        font = self._stage.typography.meta
        words = in_words(" ".join(self._words.split()))
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        if frame.hits is not None and self.source:
            self._paint_hits(painter, line, words, frame.hits)

    def _paint_hits(self, painter: QPainter, line: QRect, words: str, hits: RowHits) -> None:
        tokens = self._stage.theme.tokens
        metrics = QFontMetrics(painter.font())
        for number, (start, end) in enumerate(hits.query.stretches(words)):
            is_current = number == hits.current
            area = QRect(line)
            area.setLeft(line.left() + metrics.horizontalAdvance(words[:start]))
            area.setWidth(metrics.horizontalAdvance(words[start:end]))
            painter.fillRect(area, QColor(tokens.accent if is_current else tokens.find))
            painter.setPen(QColor(tokens.on_accent if is_current else tokens.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words[start:end])

    def text_between(self, _start: int, _end: int) -> str:
        """Return the words; there is no part of them."""
        return self._words
