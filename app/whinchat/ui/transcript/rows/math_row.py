"""Math rows: a formula in the middle of its column, scrolled sideways where it is wider."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QTextBlockFormat, QTextCursor, QTextOption

from whinchat.markdown.blocks import Block, Definitions
from whinchat.ui.math.formulas import FormulaKey
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.formula_things import formula_thing
from whinchat.ui.transcript.rows.row import Frame, RowKey, Thing
from whinchat.ui.transcript.rows.wide_row import WideRow
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.formula_writer import FormulaWriter
from whinchat.ui.transcript.writing.marks import Marks
from whinchat.ui.transcript.writing.parsing import tex_source, tokens_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_BAR_ROOM = Space.S
_Wrap = QTextOption.WrapMode


class MathRow(WideRow):
    """One formula on a row of its own; its source where it cannot be drawn, or not yet."""

    space_above = Space.M

    def __init__(self, stage: Stage, key: RowKey, block: Block) -> None:
        super().__init__(stage, key)
        self._block = block
        self._is_drawn = self._is_wide = False

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
        self.sideways.set_widths(natural, width)
        self._is_wide = natural > width

    @property
    def text_origin(self) -> QPoint:
        """Return where the document begins within the row."""
        return QPoint(-self.sideways.offset, 0)

    def measured_height(self) -> int:
        """Return the height of the formula, with room for the bar where there is one."""
        return super().measured_height() + (_BAR_ROOM if self._is_wide else 0)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the formula, and the bar where it is too wide."""
        self.paint_text(painter, frame, frame.area.topLeft() + self.text_origin, frame.area)
        self.paint_bar(painter, frame.area)

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return the formula with its delimiters, which is its Markdown too."""
        text = self.text_between(start, end)
        return Excerpt(ExcerptKind.MARKDOWN, text, text) if text else None

    def things(self) -> list[Thing]:
        """Return the formula, drawn or not."""
        return [formula_thing(token.content) for token in self._tokens()]

    def _tokens(self) -> Iterator[Token]:
        return (token for token in tokens_of(self._block.text) if token.type == "math_block")
