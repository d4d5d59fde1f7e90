"""Formulas as SVG, for what leaves the window: pages, documents, other programs."""

from html import escape

from PySide6.QtGui import QPainterPath, QTransform

from whinchat.ui.math.formula import EM, Formula, Piece, PieceKind
from whinchat.ui.math.painting import WORDS_SIZE

_Step = QPainterPath.ElementType
_SIGNS = {
    _Step.MoveToElement: "M",
    _Step.LineToElement: "L",
    _Step.CurveToElement: "C",
    _Step.CurveToDataElement: "",
}


def svg_of(formula: Formula, colour: str = "currentColor") -> str:
    """Return a formula as a picture of its own, measured in ems, its baseline in its style."""
    height = formula.ascent + formula.descent
    view = f"0 {-formula.ascent:g} {formula.width:g} {height:g}"
    pieces = "".join(map(_element, formula.pieces))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{formula.width / EM:g}em" '
        f'height="{height / EM:g}em" viewBox="{view}" '
        f'style="vertical-align:{-formula.descent / EM:g}em" color="{colour}" fill="{colour}">'
        f'<g transform="scale(1 -1)">{pieces}</g></svg>'
    )


def _element(piece: Piece) -> str:
    place = _matrix(piece.transform)
    fill = f' fill="{escape(piece.colour)}"' if piece.colour else ""
    match piece.kind:
        case PieceKind.RULE | PieceKind.GROUND:
            area = piece.area
            sides = f'x="{area.x():g}" y="{area.y():g}" width="{area.width():g}"'
            return f'<rect{place} {sides} height="{area.height():g}"{fill}/>'
        case PieceKind.STROKE:
            ink = escape(piece.colour) or "currentColor"
            line = f'fill="none" stroke="{ink}" stroke-width="{piece.width:g}"'
            dashes = f' stroke-dasharray="{escape(piece.style)}"' if piece.style else ""
            return f'<path{place} d="{escape(piece.data)}" {line}{dashes}/>'
        case PieceKind.WORDS:
            size = f'font-size="{EM * WORDS_SIZE:g}" textLength="{piece.width:g}"'
            return f"<text{place} {size}{fill}>{escape(piece.data)}</text>"
        case PieceKind.FILL:
            if piece.clip is not None:
                return f'<path d="{_cut(piece, piece.clip)}"{fill}/>'
            return f'<path{place} d="{escape(piece.data)}"{fill}/>'


def _cut(piece: Piece, edge: QPainterPath) -> str:
    """Return the data of a path that is cut off, already in the formula's own coordinates.

    Not every reader of SVG can cut.
    """
    left = piece.transform.map(piece.path).intersected(edge)
    found = [left.elementAt(number) for number in range(left.elementCount())]
    return "".join(f"{_SIGNS[step.type]}{step.x:g} {step.y:g} " for step in found)


def _matrix(place: QTransform) -> str:
    numbers = (place.m11(), place.m12(), place.m21(), place.m22(), place.dx(), place.dy())
    return f' transform="matrix({" ".join(f"{number:g}" for number in numbers)})"'
