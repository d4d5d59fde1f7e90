"""Formulas in a document: one character each, which this draws on the baseline of its line."""

from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from whinchat.ui.math.formula import EM, Formula
from whinchat.ui.math.formulas import FormulaKey, FormulaShelf
from whinchat.ui.math.painting import FormulaPainter
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.writing.signs import SLIM_BLANK, added_format, stand_for

SIZE = 1.18
"""Of a formula's em to that of the words around, whose small letters are as high then."""

_OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 0x61
_LARGEST_FONT = 400
_AIR = 1.0
"""Pixels on either side."""
_SMALLEST_SCALE = 0.4
_KEEP = QTextCursor.MoveMode.KeepAnchor


class _Property(IntEnum):
    TEX = QTextFormat.Property.UserProperty.value + 0x61
    IS_DISPLAY = TEX + 1
    EM = TEX + 2
    ASCENT = TEX + 3
    DESCENT = TEX + 4
    IS_SOURCE = TEX + 5
    HELD = TEX + 6


def formula_format(
    around: QTextCharFormat, key: FormulaKey, formula: Formula, source: str, line_height: float
) -> QTextCharFormat:
    """Return the format of the character that stands for a formula, copied as ``source``.

    ``line_height`` is the least that lines have where it stands.
    """
    wanted = QTextCharFormat(around)
    em = around.font().pixelSize() * SIZE
    ascent, descent = _extent(around.font(), formula, em, line_height)
    wanted.setObjectType(_OBJECT_TYPE)
    wanted.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    wanted.setProperty(_Property.TEX, key.tex)
    wanted.setProperty(_Property.IS_DISPLAY, key.is_display)
    wanted.setProperty(_Property.EM, em)
    wanted.setProperty(_Property.ASCENT, ascent)
    wanted.setProperty(_Property.DESCENT, descent)
    stand_for(wanted, source)
    font = QFont(around.font())
    font.setPixelSize(_balancing_size(font.family(), ascent - descent))
    wanted.setFont(font)
    return wanted


def hold_words(cursor: QTextCursor, words: str, around: QTextCharFormat) -> None:
    """Have a formula before a cursor stay on one line with the words that are written next.

    Qt takes the end of every object for a place to break a line at. So the object makes room for
    the words as well, and a blank that is as wide as they are leads back over that room.
    """
    metrics = QFontMetricsF(around.font())
    room = metrics.horizontalAdvance(words)
    held = QTextCharFormat()
    held.setProperty(_Property.HELD, room)
    formula = QTextCursor(cursor)
    formula.movePosition(QTextCursor.MoveOperation.PreviousCharacter, _KEEP)
    formula.mergeCharFormat(held)
    back = added_format(around)
    back.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    back.setFontLetterSpacing(-room - metrics.horizontalAdvance(SLIM_BLANK))
    cursor.insertText(SLIM_BLANK, back)


def source_format(around: QTextCharFormat, problem: str = "") -> QTextCharFormat:
    """Return the format of a formula that shows as it was written, because of a ``problem``."""
    wanted = QTextCharFormat(around)
    wanted.setProperty(_Property.IS_SOURCE, True)  # noqa: FBT003  # Qt's own
    if problem:
        wanted.setToolTip(problem)
        wanted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    return wanted


def is_formula(form: QTextCharFormat) -> bool:
    """Return whether a character stands for a formula or belongs to the source of one."""
    return form.objectType() == _OBJECT_TYPE or bool(form.property(_Property.IS_SOURCE))


def tex_at(form: QTextCharFormat) -> str:
    """Return the TeX of a formula that is drawn; nothing for a letter."""
    return str(form.property(_Property.TEX)) if form.objectType() == _OBJECT_TYPE else ""


class FormulaObject(QPyTextObject):
    """Lays out and draws the formulas of documents that know it; it must outlive all of them.

    Qt puts an object on the line or around the middle of small letters, but no depth of one's own
    choice below. So the object is as high as is needed for its middle to be where Qt puts it, and
    is drawn on the baseline of its line, wherever Qt takes it to be.
    """

    def __init__(self, formulas: FormulaShelf, parent: QObject | None) -> None:
        super().__init__(parent)
        self._formulas = formulas

    def join(self, document: QTextDocument) -> None:
        """Have the formulas of a document drawn."""
        document.documentLayout().registerHandler(_OBJECT_TYPE, self)

    @guarded(QSizeF())
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N803  # Qt's names
        """Return the room that a formula takes."""
        form = format.toCharFormat()
        formula = self._formula(form)
        if formula is None:
            return QSizeF()
        em = form.doubleProperty(_Property.EM)
        scale = _scale(doc, posInDocument, formula, em)
        middle = _middle(form.font())
        ascent = form.doubleProperty(_Property.ASCENT) * scale
        descent = form.doubleProperty(_Property.DESCENT) * scale
        height = max(2 * ascent - middle, 2 * descent + middle)
        width = formula.width * em * scale / EM + 2 * _AIR
        return QSizeF(width + form.doubleProperty(_Property.HELD), height)

    @guarded(None)
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | object,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803  # Qt's name
        format: QTextFormat,  # noqa: A002  # Qt's name
    ) -> None:
        """Draw a formula on its baseline."""
        form = format.toCharFormat()
        formula = self._formula(form)
        if formula is None or not isinstance(rect, QRectF):
            return
        em = form.doubleProperty(_Property.EM)
        em *= _scale(doc, posInDocument, formula, em)
        baseline = rect.top() + _baseline_below(doc, posInDocument, rect.height())
        drawn = FormulaPainter(painter, self._formulas.font, form.foreground().color())
        drawn.draw(formula, QPointF(rect.left() + _AIR, baseline), em)

    def _formula(self, form: QTextCharFormat) -> Formula | None:
        is_display = bool(form.property(_Property.IS_DISPLAY))
        found = self._formulas.find(FormulaKey(tex_at(form), is_display))
        return found if isinstance(found, Formula) else None


def _baseline_below(document: QTextDocument, position: int, height: float) -> float:
    """Return how far the baseline is below the top of an object.

    Qt makes room for it around the middle of small letters, but then draws it in the middle of
    its line.
    """
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    ascent, descent = line.ascent(), line.descent()
    return ascent - (ascent + descent - height) / 2 if line.isValid() else height


def _extent(font: QFont, formula: Formula, em: float, line_height: float) -> tuple[float, float]:
    """Return how far a formula reaches above its line and below it.

    One that reaches lower than words would come up instead, as Qt puts what a line has too much
    above it: it takes that room itself, and the distance to the line before stays. One that is
    lower than words takes the room of words: alone on its line, it stands on theirs.
    """
    metrics = QFontMetricsF(font)
    ascent, descent = formula.ascent * em / EM + _AIR, formula.descent * em / EM
    least = line_height - metrics.descent() if descent > metrics.descent() else metrics.ascent()
    return max(ascent, least), max(descent, metrics.descent())


def _middle(font: QFont) -> float:
    """Return how much further above the line than below it Qt has an object reach."""
    return QFontMetrics(font).xHeight() / 2


@lru_cache(512)
def _x_height(family: str, size: int) -> int:
    font = QFont(family)
    font.setPixelSize(size)
    return QFontMetrics(font).xHeight()


def _balancing_size(family: str, lift: float) -> int:
    """Return the size of font with which Qt puts the middle of a formula where it is.

    The font of an object is used for nothing else.
    """
    low, high = 1, _LARGEST_FONT
    while low < high:
        middle = (low + high) // 2
        if _x_height(family, middle) / 2 < lift:
            low = middle + 1
        else:
            high = middle
    return low


def _scale(document: QTextDocument, position: int, formula: Formula, em: float) -> float:
    """Return by how much a formula shrinks that is wider than its lines, which can be broken."""
    width = document.textWidth()
    if width <= 0 or document.defaultTextOption().wrapMode() == QTextOption.WrapMode.NoWrap:
        return 1.0
    block = document.findBlock(position)
    room = width - block.blockFormat().leftMargin() - 2 * _AIR - 1
    return max(_SMALLEST_SCALE, min(1.0, room / max(1.0, formula.width * em / EM)))
