"""Math rows: a formula in the middle of its column, scrolled sideways where it is wider."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QTextBlockFormat, QTextCursor, QTextOption

from whinchat.markdown.blocks import Block, Definitions
from whinchat.ui.math.formulas import FormulaKey
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.formula_things import formula_thing
from whinchat.ui.transcript.rows.row import Frame, RowKey, Thing
from whinchat.ui.transcript.rows.sideways import SidewaysScroll
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.formula_writer import FormulaWriter
from whinchat.ui.transcript.writing.marks import Marks
from whinchat.ui.transcript.writing.parsing import tex_source, tokens_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_BAR_ROOM = Space.S
_Wrap = QTextOption.WrapMode


class MathRow(DocumentRow):
    """One formula on a row of its own; its source where it cannot be drawn, or not yet."""

    space_above = Space.M

    def __init__(self, stage: Stage, key: RowKey, block: Block) -> None:
        super().__init__(stage, key)
        self._block = block
        self._is_drawn = self._is_wide = False
        self._sideways = SidewaysScroll()

    @property
    def source(self) -> str:
        """Return the formula as it was written."""
        return self._block.text

    def show(self, block: Block, _definitions: Definitions) -> None:
        """Show another formula."""
        before, self._block = self._block, block
        if before.text != block.text:
            self.rewrite()

    def write(self, document: SilentDocument) -> None:
        """Write the formula, which is one character, or its source."""
        self.marks = Marks()
        cursor = QTextCursor(document)
        writer = FormulaWriter(self.typography, self.marks, self.stage.formulas)
        words = self.typography.text_format()
        self._is_drawn = True
        for token in self._tokens():
            key = FormulaKey(token.content, is_display=True)
            self._is_drawn &= writer.write(cursor, key, tex_source(token), words)
        form = (
            QTextBlockFormat()
            if self._is_drawn
            else self.typography.block_format(self.typography.line_height)
        )
        if self._is_drawn:
            form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(form)
        self._set_wrap(_Wrap.NoWrap if self._is_drawn else self.wrap_mode)

    def lay_out(self, width: int) -> None:
        """Give the formula its own width, or the column's, in whose middle it stands."""
        document = self.document
        natural = width
        if self._is_drawn:
            document.setTextWidth(-1)
            natural = max(width, math.ceil(document.idealWidth()))
        document.setTextWidth(natural)
        self._sideways.set_widths(natural, width)
        self._is_wide = natural > width

    @property
    def text_origin(self) -> QPoint:
        """Return where the document begins within the row."""
        return QPoint(-self._sideways.offset, 0)

    def measured_height(self) -> int:
        """Return the height of the formula, with room for the bar where there is one."""
        return super().measured_height() + (_BAR_ROOM if self._is_wide else 0)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the formula, and the bar where it is too wide."""
        self.paint_text(painter, frame, frame.area.topLeft() + self.text_origin, frame.area)
        self._sideways.paint(painter, _bar_area(frame.area), self.stage.theme.tokens)

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return the formula with its delimiters, which is its Markdown too."""
        text = self.text_between(start, end)
        return Excerpt(ExcerptKind.MARKDOWN, text, text) if text else None

    def things(self) -> list[Thing]:
        """Return the formula, drawn or not."""
        return [formula_thing(token.content) for token in self._tokens()]

    def scroll_sideways(self, pixels: int) -> bool:
        """Move the formula; return whether it is too wide at all."""
        if not self._sideways.move(pixels):
            return False
        self.version += 1
        return True

    def is_bar_at(self, point: QPoint) -> bool:
        """Tell whether the bar below the formula is under a point."""
        return self._sideways.is_bar_at(point, _bar_area(self.area))

    def grip(self, point: QPoint) -> None:
        """Take hold of the bar."""
        self._sideways.grip(point)

    def drag(self, point: QPoint) -> None:
        """Move the formula with the bar."""
        self._sideways.drag(point, _bar_area(self.area))
        self.version += 1

    def _tokens(self) -> Iterator[Token]:
        return (token for token in tokens_of(self._block.text) if token.type == "math_block")


def _bar_area(area: QRect) -> QRect:
    return area.adjusted(0, 0, 0, Space.XS)
