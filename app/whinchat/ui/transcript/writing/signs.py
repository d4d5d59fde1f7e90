"""Signs: what is drawn in a line of text where a character would be seen by nobody."""

import re

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from whinchat.ui.document_pieces import fragments_of
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.unseen import OBJECT, pieces_of

SENT = QTextFormat.Property.UserProperty.value + 0x51
"""The property of a format whose characters stand for others: what is copied for each of them."""
# PySide takes U+FEFF at the start of a string for a byte order mark, and drops it.
_KEPT = "="
ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"
JOINER = "\u2060"
"""What holds the number of a source to the words before it; drawn by nobody."""
SLIM_BLANK = "\u202f"
"""Between words and the number of their source."""
WAY_BACK = "\u21a9"
"""The sign of a link from a note to the text."""
_LABEL = QTextFormat.Property.UserProperty.value + 0x52
_KIND = QTextFormat.ObjectTypes.UserObject.value + 0x51
_STANDS_IN = re.compile(f"[{OBJECT}{ISOLATE}{END_OF_ISOLATE}{WAY_BACK}{JOINER}{SLIM_BLANK}]")
_NOT_KNOWN = "\ufffd"
_LABEL_EM = 0.72
_GROUND_ALPHA = 0.12
_LINE_ALPHA = 0.4


def insert_shown(
    cursor: QTextCursor, text: str, form: QTextCharFormat, *, is_exact: bool = False
) -> None:
    """Insert a text with a sign for what nobody would see in it; ``is_exact`` as in code."""
    document = cursor.document()
    rest: list[str] = []
    for piece in pieces_of(text, is_exact=is_exact):
        if not isinstance(document, SilentDocument) or not document.signs_left:
            rest.append(piece if isinstance(piece, str) else _NOT_KNOWN)
        elif isinstance(piece, str):
            cursor.insertText(piece, form)
        else:
            document.signs_left -= 1
            _insert_sign(cursor, piece.label, piece.sent, form)
    if rest:
        cursor.insertText("".join(rest), form)


def added_format(form: QTextCharFormat) -> QTextCharFormat:
    """Return the format of characters that the window adds and that nobody copies."""
    added = QTextCharFormat(form)
    added.setProperty(SENT, _KEPT)
    return added


def stand_for(form: QTextCharFormat, sent: str) -> None:
    """Have each character of a format stand for what was ``sent``."""
    form.setProperty(SENT, _KEPT + sent)


def sent_by(form: QTextCharFormat) -> str | None:
    """Return what each character of a format was sent as; ``None`` where it is itself."""
    kept = form.property(SENT)
    return None if kept is None else str(kept).removeprefix(_KEPT)


def sent_between(block: QTextBlock, first: int, last: int) -> str:
    """Return what was sent between two positions of a paragraph, counted from its start."""
    start, end = block.position() + first, block.position() + last
    words = _between(block, start, end)
    if not _STANDS_IN.search(words):
        return words
    found: list[str] = []
    for fragment in fragments_of(block):
        left = max(start, fragment.position())
        right = min(end, fragment.position() + fragment.length())
        if left < right:
            sent = sent_by(fragment.charFormat())
            # Formats that are equal make one fragment, so it may hold several of them.
            words = _between(block, left, right) if sent is None else sent * (right - left)
            found.append(words)
    return "".join(found)


def _between(block: QTextBlock, start: int, end: int) -> str:
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def _insert_sign(cursor: QTextCursor, label: str, sent: str, form: QTextCharFormat) -> None:
    layout = cursor.document().documentLayout()
    if layout.handlerForObject(_KIND) is None:
        layout.registerHandler(_KIND, _SignObject(layout))
    sign = QTextCharFormat(form)
    sign.setObjectType(_KIND)
    sign.setProperty(SENT, _KEPT + sent)
    sign.setProperty(_LABEL, label)
    # On its baseline it is exactly as high as the letters beside it.
    sign.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    cursor.insertText(OBJECT, sign)


class _SignObject(QPyTextObject):
    """Draws the signs of one document in a quieter shade of the text around them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    @guarded(QSizeF(1, 1))
    def intrinsicSize(self, _document: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        """Return how much room a sign takes."""
        font = form.toCharFormat().font()
        width = QFontMetricsF(_small(font)).horizontalAdvance(str(form.property(_LABEL)))
        return QSizeF(width + 2 * Space.XS + 2 * Size.HAIRLINE, QFontMetricsF(font).height())

    @guarded(None)
    def drawObject(
        self,
        painter: QPainter,
        area: QRectF | QRect,
        _document: QTextDocument,
        _at: int,
        form: QTextFormat,
    ) -> None:
        """Draw a sign."""
        letters = form.toCharFormat()
        ink = letters.foreground().color()
        ground, line = type(ink)(ink), type(ink)(ink)
        ground.setAlphaF(_GROUND_ALPHA)
        line.setAlphaF(_LINE_ALPHA)
        chip = QRectF(area).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, Size.HAIRLINE))
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, Radius.SMALL, Radius.SMALL)
        painter.setPen(ink)
        painter.setFont(_small(letters.font()))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(form.property(_LABEL)))
        painter.restore()


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(1, round(font.pixelSize() * _LABEL_EM)))
    small.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
    return small
