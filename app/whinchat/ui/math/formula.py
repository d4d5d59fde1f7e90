"""A formula that has been set: pieces to be drawn, and their extent.

Lengths are thousandths of an em. The baseline is at 0 and y goes up, as in TeX.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QTransform

from whinchat.ui.math.outline import outline

EM = 1_000
_GAP_BEFORE_TAG = 2 * EM
_WIDEST, _HIGHEST = 400 * EM, 200 * EM


class PieceKind(StrEnum):
    """How a piece is drawn."""

    FILL = "fill"
    """A path that is filled: most often a letter."""
    RULE = "rule"
    """An upright rectangle: the bar of a fraction or of a root."""
    GROUND = "ground"
    """A rectangle behind other pieces, in a colour of its own."""
    STROKE = "stroke"
    """A path that is drawn with a pen: a frame, a line through something."""
    WORDS = "text"
    """Letters that the font of formulas lacks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to be drawn."""

    kind: PieceKind
    transform: QTransform
    data: str = ""
    """Of a path its SVG data; of words the words."""
    area: QRectF = field(default_factory=QRectF)
    colour: str = ""
    """A name that Qt and CSS know, or nothing for the colour of the text around."""
    clip: QPainterPath | None = None
    """In the formula's own coordinates."""
    width: float = 0
    """Of the pen, or of the words."""
    style: str = ""
    """Of words: i for italic, b for bold; of a pen its dashes, as SVG has them."""

    @property
    def path(self) -> QPainterPath:
        """Return the path of a fill or a stroke."""
        return outline(self.data)

    def prepare(self) -> None:
        """Read the path now, so that the first painting need not."""
        if self.kind in (PieceKind.FILL, PieceKind.STROKE):
            outline(self.data)


@dataclass(frozen=True)
class Formula:
    """A formula that can be drawn at any size."""

    pieces: tuple[Piece, ...]
    width: float
    ascent: float
    descent: float


class FormulaError(ValueError):
    """The TeX is wrong, or too much; the message says how, for the reader."""


def read_formula(text: str) -> Formula:
    """Return the formula out of the JSON that the engine gives.

    Raises ``FormulaError`` for one of an absurd size.
    """
    found = json.loads(text)
    pieces = [_read_piece(item) for item in found["pieces"]]
    width = float(found["width"])
    if found["tag"]:
        pieces, width = _with_tag(pieces, [_read_piece(item) for item in found["tag"]])
    ascent, descent = float(found["ascent"]), float(found["descent"])
    if width > _WIDEST or ascent + descent > _HIGHEST:
        raise FormulaError("It would be too large")
    return Formula(tuple(pieces), width, ascent, descent)


def _read_piece(item: Sequence[object]) -> Piece:
    kind, matrix, what, colour, more = item
    piece_kind = PieceKind(str(kind))
    transform = _transform(matrix)
    name = str(colour or "")
    match piece_kind, more:
        case ((PieceKind.RULE | PieceKind.GROUND), _):
            return Piece(piece_kind, transform, area=QRectF(*_numbers(what)), colour=name)
        case PieceKind.FILL, [*clip, data]:
            edge = _transform(clip).map(outline(str(data)))
            return Piece(piece_kind, transform, str(what), colour=name, clip=edge)
        case _, [width, style]:
            size, text = float(str(width)), str(style)
            return Piece(piece_kind, transform, str(what), colour=name, width=size, style=text)
        case _:
            return Piece(piece_kind, transform, str(what), colour=name)


def _with_tag(body: list[Piece], tag: list[Piece]) -> tuple[list[Piece], float]:
    """Put an equation's number behind it; return all pieces, and how wide they are."""
    area, number = _bounds(body), _bounds(tag)
    start = area.width() + _GAP_BEFORE_TAG
    moved = [_moved(piece, -area.left()) for piece in body]
    moved += [_moved(piece, start - number.left()) for piece in tag]
    return moved, start + number.width()


def _moved(piece: Piece, across: float) -> Piece:
    shift = QTransform.fromTranslate(across, 0)
    clip = None if piece.clip is None else piece.clip.translated(across, 0)
    return Piece(
        piece.kind,
        piece.transform * shift,
        piece.data,
        piece.area,
        piece.colour,
        clip,
        piece.width,
        piece.style,
    )


def _bounds(pieces: Sequence[Piece]) -> QRectF:
    area = QRectF()
    for piece in pieces:
        match piece.kind:
            case PieceKind.RULE | PieceKind.GROUND:
                own = piece.area
            case PieceKind.WORDS:
                own = QRectF(0, 0, piece.width, 1)
            case _:
                own = piece.path.boundingRect()
        area = area.united(piece.transform.mapRect(own))
    return area


def _transform(matrix: object) -> QTransform:
    return QTransform(*_numbers(matrix))


def _numbers(values: object) -> list[float]:
    if not isinstance(values, list):
        raise TypeError(f"The engine gave {values!r} for numbers")
    return [float(value) for value in values]
