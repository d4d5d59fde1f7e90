"""Marks: what is drawn behind and beside the text of a document, and where."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextDocument, QTextLine

from whinchat.ui.math.formula import Formula
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import has_right_to_left

CHIP_REACH = 4
"""How far the ground of inline code reaches beyond its letters, in pixels; the last letter's
spacing is as wide."""
_REACH = (-CHIP_REACH, 0, CHIP_REACH, 0)
_BULLET_EM = 0.3


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a list item: a number with its dot, a bullet, or a box."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole paragraphs of a document, from one position to another, and a left edge."""

    first: int
    last: int
    left: int


@dataclass(frozen=True, slots=True)
class Panel(Stretch):
    """Code within a list or a quote: one paragraph, its lines parted by U+2028."""

    code: str
    info: str


@dataclass(slots=True)
class Marks:
    """Everything that the writer wants drawn besides the words."""

    chips: list[tuple[int, int]] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    bars: list[Stretch] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    """Those that the document shows, so that they stay alive with it."""
    awaits_formulas: bool = False
    """Whether some show their source only until they have been set."""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not (self.chips or self.markers or self.bars or self.panels or self.rules)


BULLETS = ("disc", "circle", "square")
BOXES = ("box", "checked box")


def panel_area(document: QTextDocument, panel: Panel) -> QRectF:
    """Return the ground of code in a document that is laid out."""
    return _stretch_area(document, panel).adjusted(0, -Space.S, 0, Space.S)


def paint_marks(
    painter: QPainter,
    document: QTextDocument,
    marks: Marks,
    typography: Typography,
    clip: QRectF,
) -> None:
    """Draw those marks within ``clip`` of a document that is drawn at the painter's origin."""
    if marks.is_empty:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    tokens = typography.tokens
    for panel in marks.panels:
        painter.setBrush(QColor(tokens.code))
        painter.drawRoundedRect(panel_area(document, panel), Radius.CONTROL, Radius.CONTROL)
    for bar in marks.bars:
        has_panel_last = any(panel.last == bar.last for panel in marks.panels)
        below = Space.S if has_panel_last else 0
        area = _stretch_area(document, bar).adjusted(0, 0, 0, below)
        painter.setBrush(QColor(tokens.line))
        is_mirrored = _runs_left(document.findBlock(bar.first))
        left = document.textWidth() - bar.left - Size.QUOTE_BAR if is_mirrored else bar.left
        painter.drawRoundedRect(QRectF(left, area.top(), Size.QUOTE_BAR, area.height()), 1, 1)
    painter.setBrush(QColor(tokens.raised))
    for first, last in marks.chips:
        for area in _line_areas(document, first, last, clip):
            painter.drawRoundedRect(area, Radius.SMALL, Radius.SMALL)
    for position in marks.rules:
        middle = round(_block_area(document, document.findBlock(position)).center().y())
        painter.fillRect(
            QRectF(0, middle, document.textWidth(), Size.HAIRLINE), QColor(tokens.line)
        )
    for marker in marks.markers:
        _paint_marker(painter, document, marker, typography, clip)
    painter.restore()


def _paint_marker(
    painter: QPainter,
    document: QTextDocument,
    marker: Marker,
    typography: Typography,
    clip: QRectF,
) -> None:
    block = document.findBlock(marker.position)
    whole = _block_area(document, block)
    line = block.layout().lineAt(0)
    if not line.isValid() or not whole.intersects(clip):
        return
    origin = whole.topLeft()
    baseline = origin.y() + line.y() + line.ascent()
    em = typography.body.pixelSize()
    tokens = typography.tokens
    painter.setFont(typography.body)
    width = _marker_width(painter, marker, em)
    if is_mirrored := _runs_left(block):
        left = document.textWidth() - block.blockFormat().rightMargin() + Space.S
    else:
        left = origin.x() + block.blockFormat().leftMargin() - Space.S - width
    middle = QPointF(left + width / 2, baseline - em * 0.36)
    if marker.text in BOXES:
        box = QRectF(left, baseline - width + 1, width, width)
        _paint_box(painter, box, typography, is_checked=marker.text == BOXES[1])
    elif marker.text in BULLETS:
        _paint_bullet(painter, middle, em, marker.text, tokens.muted)
    else:
        painter.setPen(QColor(tokens.muted))
        text = f".{marker.text.rstrip('.')}" if is_mirrored else marker.text
        painter.drawText(QPointF(left + 1, baseline), text)
        painter.setPen(Qt.PenStyle.NoPen)


def _marker_width(painter: QPainter, marker: Marker, em: float) -> float:
    if marker.text in BOXES:
        return em * 0.85
    if marker.text in BULLETS:
        return em * 2 * _BULLET_EM
    return painter.fontMetrics().horizontalAdvance(marker.text)


def _runs_left(block: QTextBlock) -> bool:
    return block.textDirection() == Qt.LayoutDirection.RightToLeft


def _paint_bullet(painter: QPainter, middle: QPointF, em: float, kind: str, colour: str) -> None:
    radius = em * 0.17
    painter.save()
    if kind == BULLETS[1]:
        painter.setPen(QColor(colour))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(QColor(colour))
    if kind == BULLETS[2]:
        painter.drawRect(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius))
    else:
        painter.drawEllipse(middle, radius, radius)
    painter.restore()


def _paint_box(painter: QPainter, box: QRectF, typography: Typography, *, is_checked: bool) -> None:
    tokens = typography.tokens
    painter.save()
    if not is_checked:
        painter.setPen(QColor(tokens.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
        return
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(box, 3, 3)
    pen = painter.pen()
    pen.setColor(QColor(tokens.on_accent))
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setWidthF(box.width() * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    tick = [
        QPointF(box.left() + box.width() * x, box.top() + box.height() * y)
        for x, y in ((0.24, 0.54), (0.42, 0.70), (0.76, 0.32))
    ]
    painter.drawPolyline(tick)
    painter.restore()


def _block_area(document: QTextDocument, block: QTextBlock) -> QRectF:
    return document.documentLayout().blockBoundingRect(block)


def _stretch_area(document: QTextDocument, stretch: Stretch) -> QRectF:
    top = _block_area(document, document.findBlock(stretch.first))
    bottom = _block_area(document, document.findBlock(stretch.last))
    return QRectF(
        stretch.left, top.top(), document.textWidth() - stretch.left, bottom.bottom() - top.top()
    )


def _line_areas(document: QTextDocument, first: int, last: int, clip: QRectF) -> list[QRectF]:
    """Return the ground of a run of characters, one area for each line in sight of it."""
    block = document.findBlock(first)
    layout = block.layout()
    whole = _block_area(document, block)
    if not whole.adjusted(*_REACH).intersects(clip):
        return []
    origin = whole.topLeft()
    start, end = first - block.position(), last - block.position()
    # Where words run both ways the letter after the last may stand anywhere.
    goes_both_ways = has_right_to_left(block.text())
    edges = _edges_of_letters if goes_both_ways else _edges
    areas = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if not line.rect().translated(origin).adjusted(*_REACH).intersects(clip):
            continue
        line_start, line_end = line.textStart(), line.textStart() + line.textLength()
        if line_end <= start or line_start >= end:
            continue
        left, right = edges(line, max(start, line_start), min(end, line_end))
        areas.append(
            QRectF(
                origin.x() + left - CHIP_REACH,
                origin.y() + line.y() + 1,
                right - left + (2 if goes_both_ways else 1) * CHIP_REACH,
                line.height() - 1,
            )
        )
    return areas


def _edges(line: QTextLine, start: int, end: int) -> tuple[float, float]:
    left, right = _x_of(line, start), _x_of(line, end)
    return min(left, right), max(left, right)


def _edges_of_letters(line: QTextLine, start: int, end: int) -> tuple[float, float]:
    areas = [run.boundingRect() for run in line.glyphRuns(start, end - start)]
    if not areas:
        return _edges(line, start, end)
    return min(area.left() for area in areas), max(area.right() for area in areas)


def _x_of(line: QTextLine, position: int) -> float:
    # PySide answers with the position as well, and its stubs say ``object``.
    answer = line.cursorToX(position)
    return float(answer[0] if isinstance(answer, tuple) else str(answer))
