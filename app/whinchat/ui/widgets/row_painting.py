"""What rows of lists have in common when they are drawn: their ground, and lines of words."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def two_lines(theme: Theme) -> int:
    """Return the height of a line and a quiet line below it, without air."""
    first = QFontMetrics(theme.interface_font()).height()
    return first + QFontMetrics(theme.meta_font()).height()


def fill_ground(painter: QPainter, area: QRect, colour: str) -> None:
    """Fill the ground of a row that is selected, or under the pointer."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(area, Radius.CONTROL, Radius.CONTROL)


def draw_line(
    painter: QPainter,
    area: QRect,
    words: str,
    font: QFont,
    colour: str,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Draw one line of words at the left of an area, shortened to its width; return its end."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, elide, area.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, _LEFT, shown)
    return area.left() + metrics.horizontalAdvance(shown)
