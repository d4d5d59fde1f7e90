"""Formulas onto a painter, in the text's colour, sharp at every scale."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTransform

from whinchat.ui.math.formula import EM, Formula, Piece, PieceKind

WORDS_SIZE = 0.86
"""Size of letters that the formula's font lacks, as a share of it: others look larger."""
_GROUND_OPACITY = 0.35
_LIGHTEST, _DARKEST = 0.45, 0.62
"""How light a formula's own colours may be on a light ground, and how dark on a dark one."""
_HALF = 0.5


class FormulaPainter:
    """Draws formulas in a font's company: ``font`` has the letters that formulas lack."""

    def __init__(self, painter: QPainter, font: QFont, colour: QColor) -> None:
        self._painter = painter
        self._font = font
        self._colour = colour
        self._is_dark = colour.lightnessF() > _HALF

    def draw(self, formula: Formula, start: QPointF, em: float) -> None:
        """Draw a formula, its baseline beginning at ``start``, its em so many pixels wide."""
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The baseline lies on a whole device pixel, as that of the words around does.
        device = painter.deviceTransform()
        there = device.map(start)
        back, _ = device.inverted()
        painter.translate(back.map(QPointF(there.x(), round(there.y()))))
        painter.scale(em / EM, -em / EM)
        ground = painter.transform()
        for piece in formula.pieces:
            painter.setTransform(ground)
            self._draw_piece(piece)
        painter.restore()

    def _draw_piece(self, piece: Piece) -> None:
        painter = self._painter
        colour = self._readable(piece.colour)
        if piece.clip is not None:
            painter.save()
            painter.setClipPath(piece.clip, Qt.ClipOperation.IntersectClip)
        painter.setTransform(piece.transform, combine=True)
        match piece.kind:
            case PieceKind.FILL:
                painter.fillPath(piece.path, colour)
            case PieceKind.RULE:
                self._draw_rule(piece.area, colour)
            case PieceKind.GROUND:
                self._draw_ground(piece)
            case PieceKind.STROKE:
                painter.strokePath(piece.path, _pen(piece, colour))
            case PieceKind.WORDS:
                self._draw_words(piece, colour)
        if piece.clip is not None:
            painter.restore()

    def _draw_rule(self, area: QRectF, colour: QColor) -> None:
        """Fill a rectangle, a thin one on whole device pixels: half a pixel would be a blur."""
        device = self._painter.deviceTransform()
        wide = device.mapRect(area)
        if wide.height() <= wide.width():
            height = max(1, round(wide.height()))
            wide = QRectF(wide.left(), round(wide.center().y() - height / 2), wide.width(), height)
        else:
            width = max(1, round(wide.width()))
            wide = QRectF(round(wide.center().x() - width / 2), wide.top(), width, wide.height())
        back, _ = device.inverted()
        self._painter.fillRect(back.mapRect(wide), colour)

    def _draw_ground(self, piece: Piece) -> None:
        colour = QColor(piece.colour)
        if self._is_dark:
            colour.setAlphaF(_GROUND_OPACITY)
        self._painter.fillRect(piece.area, colour)

    def _draw_words(self, piece: Piece, colour: QColor) -> None:
        painter = self._painter
        font = QFont(self._font)
        font.setItalic("i" in piece.style)
        if "b" in piece.style:
            font.setWeight(QFont.Weight.Bold)
        # Letters are set in pixels as they will be, since fonts are hinted and cached by size.
        scale = painter.transform().m11() * EM * WORDS_SIZE
        font.setPixelSize(max(1, round(scale)))
        painter.setFont(font)
        painter.setPen(colour)
        size = EM * WORDS_SIZE / font.pixelSize()
        painter.setTransform(QTransform.fromScale(size, size), combine=True)
        painter.drawText(QPointF(), piece.data)

    def _readable(self, name: str) -> QColor:
        """Return a colour that the formula names as it can be read on the ground here."""
        colour = QColor(name) if name else self._colour
        if not name or not colour.isValid():
            return self._colour
        lightness = colour.lightnessF()
        wanted = max(lightness, _DARKEST) if self._is_dark else min(lightness, _LIGHTEST)
        return QColor.fromHslF(max(0.0, colour.hslHueF()), colour.hslSaturationF(), wanted)


def _pen(piece: Piece, colour: QColor) -> QPen:
    pen = QPen(colour, piece.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    dashes = [float(length) for length in piece.style.replace(",", " ").split()]
    if dashes:
        if not dashes[0]:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pattern = dashes if len(dashes) > 1 else dashes * 2
        pen.setDashPattern([max(length / piece.width, 0.01) for length in pattern])
    return pen
