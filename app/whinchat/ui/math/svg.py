"""Formulas as SVG: vectors that any program draws."""

from html import escape

from PySide6.QtGui import QPainterPath, QTransform

from whinchat.storage.exchange.materials import Drawing
from whinchat.ui.math.formula import EM, Formula, Piece, PieceKind
from whinchat.ui.math.painting import WORDS_SIZE

_FONT = "Inter, sans-serif"


def drawing_of(formula: Formula) -> Drawing:
    """Return a formula as elements of SVG, in the colour of the text around it."""
    body = "".join(map(_piece, formula.pieces))
    return Drawing(
        f'<g transform="scale(1 -1)">{body}</g>', formula.width, formula.ascent, formula.descent
    )


def _piece(piece: Piece) -> str:
    place = f'transform="{_matrix(piece.transform)}"'
    colour = escape(piece.colour) if piece.colour else "currentColor"
    match piece.kind:
        case PieceKind.FILL if piece.clip is not None:
            # Without a name to point to, so that formulas of one page cannot meet: cut here.
            cut = piece.transform.map(piece.path).intersected(piece.clip)
            return f'<path d="{_data(cut)}" fill="{colour}"/>'
        case PieceKind.FILL:
            return f'<path {place} d="{escape(piece.data)}" fill="{colour}"/>'
        case PieceKind.RULE | PieceKind.GROUND:
            area = piece.area
            size = f'x="{area.x():g}" y="{area.y():g}"'
            extent = f'width="{area.width():g}" height="{area.height():g}"'
            return f'<rect {place} {size} {extent} fill="{colour}"/>'
        case PieceKind.STROKE:
            return _stroke(piece, place, colour)
        case PieceKind.WORDS:
            return _words(piece, place, colour)


def _stroke(piece: Piece, place: str, colour: str) -> str:
    dashes = f' stroke-dasharray="{escape(piece.style)}"' if piece.style else ""
    pen = f'fill="none" stroke="{colour}" stroke-width="{piece.width:g}"{dashes}'
    return f'<path {place} d="{escape(piece.data)}" {pen}/>'


def _words(piece: Piece, place: str, colour: str) -> str:
    slant = ' font-style="italic"' if "i" in piece.style else ""
    weight = ' font-weight="bold"' if "b" in piece.style else ""
    font = f'font-family="{_FONT}" font-size="{EM * WORDS_SIZE:g}"{slant}{weight}'
    return f'<text {place} {font} fill="{colour}">{escape(piece.data)}</text>'


def _matrix(transform: QTransform) -> str:
    numbers = (
        transform.m11(),
        transform.m12(),
        transform.m21(),
        transform.m22(),
        transform.dx(),
        transform.dy(),
    )
    return f"matrix({' '.join(f'{number:g}' for number in numbers)})"


def _data(path: QPainterPath) -> str:
    steps = []
    for polygon in path.toSubpathPolygons():
        points = " ".join(f"{point.x():g} {point.y():g}" for point in polygon.toList())
        steps.append(f"M{points}Z")
    return "".join(steps)
