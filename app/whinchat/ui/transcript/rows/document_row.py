"""A row with text in it: a small document that exists only while it is near the view."""

import math
from abc import abstractmethod
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)

from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.query import Query
from whinchat.ui.transcript.rows.formula_things import formula_thing
from whinchat.ui.transcript.rows.kept_places import position_after, sent_before
from whinchat.ui.transcript.rows.marking import area_of, hits_in, paint_hits, stretch
from whinchat.ui.transcript.rows.moving import paragraph_at
from whinchat.ui.transcript.rows.row import Frame, Row, RowKey, Thing
from whinchat.ui.transcript.rows.text_of import links_of, text_of
from whinchat.ui.transcript.stage import Redrawn, Stage
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.formula_object import tex_at
from whinchat.ui.transcript.writing.marks import CHIP_REACH, Marks, paint_marks
from whinchat.ui.transcript.writing.typography import Typography

_Wrap = QTextOption.WrapMode
_ASCENT_REACH = 4
"""Pixels above a line that an accent on a capital may reach into."""


class DocumentRow(Row):
    """Lays out, draws and gives away the text that a subclass writes."""

    is_text = True
    wrap_mode = _Wrap.WrapAtWordBoundaryOrAnywhere

    def __init__(self, stage: Stage, key: RowKey) -> None:
        super().__init__(key)
        self.stage = stage
        self.marks = Marks()
        self._document: SilentDocument | None = None

    @abstractmethod
    def write(self, document: SilentDocument) -> None:
        """Write the row's text into an empty document."""

    @property
    def typography(self) -> Typography:
        """Return what the row is set in."""
        return self.stage.quiet_typography if self.is_quiet else self.stage.typography

    @property
    def has_document(self) -> bool:
        """Return whether the text is laid out now."""
        return self._document is not None

    @property
    def document(self) -> SilentDocument:
        """Return the document, made anew where it was given up."""
        if self._document is None:
            self._document = SilentDocument()
            self._document.setDefaultFont(self.stage.typography.body)
            self._document.setDefaultTextOption(QTextOption())
            self._set_wrap(self.wrap_mode)
            self.stage.formula_object.join(self._document)
            self._write(self._document)
            if self.measured_for >= 0:
                self.lay_out(self.measured_for)
        self.stage.keep(self)
        return self._document

    def rewrite(self) -> None:
        """Write the text again, after it has changed or what was awaited for it has come."""
        if self.marks.awaits_formulas:
            self.redraw()
            return
        if self._document is not None:
            self._document.clear()
            self._write(self._document)
        self.forget_measure()

    def redraw(self) -> None:
        """Write the same words again, which will be shown in another way."""
        before, self._document = self._document, None
        if before is not None:
            self.stage.note_redrawn(Redrawn(self, partial(self._position_as_before, before)))
        self.forget_measure()

    def _position_as_before(self, before: SilentDocument, position: int) -> int:
        return position_after(self.document, sent_before(before, position))

    def _write(self, document: SilentDocument) -> None:
        self.write(document)
        if self.marks.awaits_formulas:
            self.stage.await_formulas(self)

    @property
    def is_laid_out(self) -> bool:
        """Return whether lines are broken now, for the width that the row is shown at."""
        return self._document is not None and self.measured_for >= 0

    def append(self, words: str) -> None:
        """Write words at the end, and measure; what is above the last line stays as it is."""
        last = self.document.lastBlock()
        layout = last.layout()
        line = layout.lineAt(max(0, layout.lineCount() - 1))
        above = self.document.documentLayout().blockBoundingRect(last).top() + line.y()
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(words)
        self.height = self.measured_height()
        self.change_below(self.text_origin.y() + math.floor(above) - _ASCENT_REACH)

    def release(self) -> None:
        """Give the document up."""
        self._document = None

    @property
    def length(self) -> int:
        """Return the position after the last character."""
        return self.document.characterCount() - 1

    @property
    def text_origin(self) -> QPoint:
        """Return where the document begins within the row."""
        return QPoint(0, 0)

    def lay_out(self, width: int) -> None:
        """Break the lines for a width."""
        if self.document.textWidth() != width:
            self.document.setTextWidth(width)

    def measure(self, width: int) -> None:
        """Make ``height`` right for a width."""
        if self.measured_for == width:
            return
        self.measured_for = width
        self.lay_out(width)
        self.height = self.measured_height()
        self.version += 1

    def guess(self, width: int) -> None:
        """Guess the height from the words as they were written."""
        if self.height == 0 and self.measured_for < 0 and width > 0:
            words = self.source
            lines = 1 + words.count("\n")
            lines += int(len(words) * self.typography.character_width) // width
            self.height = lines * self.typography.line_height

    def measured_height(self) -> int:
        """Return the height of the text as it is laid out."""
        return math.ceil(self.document.size().height())

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the text with what stands behind it."""
        origin = frame.area.topLeft() + self.text_origin
        within = frame.area.adjusted(-CHIP_REACH, 0, CHIP_REACH, 0)
        self.paint_text(painter, frame, origin, within)

    def paint_text(self, painter: QPainter, frame: Frame, origin: QPoint, within: QRect) -> None:
        """Draw the document at ``origin``, cut off at the edges of ``within``."""
        visible = frame.clip.intersected(within)
        if visible.isEmpty():
            return
        painter.save()
        painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
        painter.translate(origin)
        clip = QRectF(visible.translated(-origin))
        paint_marks(painter, self.document, self.marks, self.typography, clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        context.palette = self._palette()
        tokens = self.stage.theme.tokens
        hits = frame.hits if self.source else None
        marked: list[QAbstractTextDocumentLayout.Selection] = []
        if hits is not None:
            marked = paint_hits(painter, self.document, hits, tokens, frame.selection)
        if frame.selection is not None:
            # Below the hits, which stay to be seen in what is selected.
            marked.insert(0, self._selected(*frame.selection))
        context.selections = marked
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    def position_at(self, point: QPoint) -> int:
        """Return the text position nearest to a point within the row."""
        inside = QPointF(point - self.text_origin)
        accuracy = Qt.HitTestAccuracy.FuzzyHit
        return max(0, self.document.documentLayout().hitTest(inside, accuracy))

    def word_at(self, position: int) -> tuple[int, int]:
        """Return the ends of the word at a position."""
        cursor = QTextCursor(self.document)
        cursor.setPosition(min(position, self.length))
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor.selectionStart(), cursor.selectionEnd()

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """Return the ends of the paragraph at a position."""
        return paragraph_at(self.document, position)

    def link_at(self, point: QPoint) -> str:
        """Return the address under a point within the row, or nothing."""
        return self.document.documentLayout().anchorAt(QPointF(point - self.text_origin))

    def link_tip_at(self, point: QPoint) -> str:
        """Return what a link under a point within the row is about, where it says so."""
        return (
            self.document.documentLayout()
            .formatAt(QPointF(point - self.text_origin))
            .toCharFormat()
            .toolTip()
        )

    def thing_at(self, point: QPoint) -> Thing | None:
        """Return the formula under a point, or the only thing there is."""
        layout = self.document.documentLayout()
        tex = tex_at(layout.formatAt(QPointF(point - self.text_origin)).toCharFormat())
        return formula_thing(tex) if tex else super().thing_at(point)

    def links(self) -> list[tuple[str, str]]:
        """Return words and address of each link, in reading order."""
        return links_of(self.document)

    def text_between(self, start: int, end: int) -> str:
        """Return the text from one position to another, as it is to be copied."""
        return text_of(self.document, start, min(end, self.length), self.marks)

    def hits(self, query: Query) -> list[tuple[int, int]]:
        """Return the ends of the hits in what is shown, in positions."""
        return hits_in(self.document, query)

    def area_of(self, start: int, end: int) -> QRect:
        """Return where a stretch of the text stands within the row."""
        return area_of(self.document, start, end).translated(self.text_origin)

    def reveal_sideways(self, area: QRect) -> None:
        """Move too wide content so that an area within the row can be seen."""
        left, right = Space.XL - area.left(), area.right() + Space.XL - self.measured_for
        if left > 0 or right > 0:
            self.scroll_sideways(-left if left > 0 else right)

    def _selected(self, start: int, end: int) -> QAbstractTextDocumentLayout.Selection:
        ground = QTextCharFormat()
        ground.setBackground(QColor(self.stage.theme.tokens.selection))
        return stretch(self.document, start, min(end, self.length), ground)

    def _palette(self) -> QPalette:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self.stage.theme.tokens.text))
        return palette

    def _set_wrap(self, mode: QTextOption.WrapMode) -> None:
        option = self.document.defaultTextOption()
        option.setWrapMode(mode)
        self.document.setDefaultTextOption(option)
