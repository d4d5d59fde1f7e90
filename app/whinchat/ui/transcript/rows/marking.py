"""Marked stretches of a document: where hits are, and how they are drawn."""

from typing import TypeAlias

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from whinchat.ui.theme.tokens import Tokens
from whinchat.ui.transcript.query import Query, RowHits
from whinchat.ui.transcript.rows.text_of import format_at
from whinchat.ui.transcript.writing.signs import JOINER, sent_by
from whinchat.ui.transcript.writing.unseen import OBJECT

_MANY = 40
"""Hits in one document."""
Ends: TypeAlias = tuple[int, int]

_Selection = QAbstractTextDocumentLayout.Selection


def stretch(document: QTextDocument, start: int, end: int, look: QTextCharFormat) -> _Selection:
    """Return a stretch of a document to be drawn in another look."""
    marked = _Selection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    # PySide's stubs do not know the two fields of this struct as settable.
    marked.cursor = cursor
    marked.format = look
    return marked


def hits_in(document: QTextDocument, query: Query) -> list[tuple[int, int]]:
    """Return the hits in what a document shows, in Qt's positions."""
    text = document.toPlainText()
    if OBJECT in text or JOINER in text:
        return _hits_among_objects(document, query, text)
    found = query.stretches(text)
    if not found or max(text) <= "\uffff":
        return found
    hits: list[tuple[int, int]] = []
    seen = shift = 0
    for start, end in found:
        shift += _surplus(text[seen:start])
        wider = _surplus(text[start:end])
        hits.append((start + shift, end + shift + wider))
        shift += wider
        seen = end
    return hits


def _hits_among_objects(document: QTextDocument, query: Query, text: str) -> list[tuple[int, int]]:
    """Return the hits where formulas and signs stand for others; a hit in one is all of it.

    The numbers of sources are passed over: they stand in nobody's text.
    """
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    is_number = False
    for place, character in enumerate(text):
        size = 1 if character <= "\uffff" else 2
        is_number = character == JOINER or (is_number and text[place - 1] != "]")
        is_other = is_number or character == OBJECT
        sent = sent_by(format_at(document, position)) if is_other else None
        piece = character if sent is None else sent
        pieces.append(piece)
        places += [(position, position + size)] * len(piece)
        position += size
    found = query.stretches("".join(pieces))
    return [(places[start][0], places[end - 1][1]) for start, end in found]


def paint_hits(
    painter: QPainter, document: QTextDocument, hits: RowHits, tokens: Tokens, selected: Ends | None
) -> list[_Selection]:
    """Return the hits of a document as they are to be drawn, the current one more strongly.

    Qt needs 24 ms for 180 stretches in one paragraph. Of many, those that lie on one line and
    are not selected are painted here, where nothing covers them, and not returned.
    """
    quiet = QTextCharFormat()
    quiet.setBackground(QColor(tokens.find))
    strong = QTextCharFormat()
    strong.setBackground(QColor(tokens.accent))
    strong.setForeground(QColor(tokens.on_accent))
    found = hits_in(document, hits.query)
    current = None if hits.current is None else min(hits.current, len(found) - 1)
    marked: list[_Selection] = []
    first, last = selected or (0, 0)
    for number, (start, end) in enumerate(found):
        is_plain = len(found) > _MANY and number != current and (end <= first or start >= last)
        area = _area_on_line(document, start, end) if is_plain else None
        if area is not None:
            painter.fillRect(area, QColor(tokens.find))
        else:
            marked.append(stretch(document, start, end, strong if number == current else quiet))
    return marked


def _area_on_line(document: QTextDocument, start: int, end: int) -> QRect | None:
    """Return where a stretch stands if all of it stands on one line."""
    block = document.findBlock(start)
    line = block.layout().lineForTextPosition(start - block.position())
    if not line.isValid() or end - block.position() > line.textStart() + line.textLength():
        return None
    return area_of(document, start, end).normalized()


def area_of(document: QTextDocument, start: int, end: int) -> QRect:
    """Return where a stretch stands in a document that is laid out: its first line of it."""
    block = document.findBlock(start)
    corner = document.documentLayout().blockBoundingRect(block).topLeft()
    layout = block.layout()
    line = layout.lineForTextPosition(start - block.position())
    if not line.isValid():
        return QRectF(corner.x(), corner.y(), 1, 1).toRect()
    last = min(end - block.position(), line.textStart() + line.textLength())
    left, right = line.cursorToX(start - block.position()), line.cursorToX(last)
    x, width = _first(left), _first(right) - _first(left)
    return QRectF(corner.x() + x, corner.y() + line.y(), width, line.height()).toAlignedRect()


def _first(found: object) -> float:
    """Return the pixel out of the pair with a position, which PySide's stubs call an object."""
    return float(found[0]) if isinstance(found, tuple) else 0.0


def _surplus(text: str) -> int:
    """Return how many more UTF-16 units than characters a text has."""
    return sum(character > "\uffff" for character in text)
