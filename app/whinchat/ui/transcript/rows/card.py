"""Cards: the ground of code and diagrams, with a header above and a hairline around."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from whinchat.ui.theme.tokens import Radius, Size, Tokens
from whinchat.ui.transcript.rows.row import Frame


def paint_card(painter: QPainter, frame: Frame, header_height: int, tokens: Tokens) -> None:
    """Draw an empty card."""
    card = QRectF(frame.area).adjusted(0.5, 0.5, -0.5, -0.5)
    outline = QPainterPath()
    outline.addRoundedRect(card, Radius.CARD, Radius.CARD)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outline, QColor(tokens.code))
    header = QRect(frame.area.left(), frame.area.top(), frame.area.width(), header_height)
    painter.setClipRect(header.intersected(frame.clip))
    painter.fillPath(outline, QColor(tokens.raised))
    painter.setClipRect(frame.clip)
    painter.setPen(QPen(QColor(tokens.line), Size.HAIRLINE))
    painter.drawPath(outline)
    painter.restore()
