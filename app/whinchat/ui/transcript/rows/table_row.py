"""Table rows: a grid with hairlines, scrolled sideways by itself where it is too wide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextTable

from whinchat.markdown.blocks import Block, Definitions
from whinchat.markdown.source import escaped, with_definitions
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.row import Frame, RowKey, Thing
from whinchat.ui.transcript.rows.table_copies import table_thing
from whinchat.ui.transcript.rows.wide_row import WideRow
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.column_widths import constrain, fit_columns
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.parsing import cells_of, tokens_of
from whinchat.ui.transcript.writing.prose import Prose
from whinchat.ui.transcript.writing.tables import MOST_ROWS

if TYPE_CHECKING:
    from whinchat.markdown.citing import SourceSign


class TableRow(WideRow):
    """One table."""

    space_above = Space.M

    def __init__(self, stage: Stage, key: RowKey, block: Block, definitions: Definitions) -> None:
        super().__init__(stage, key)
        self._block = block
        self._definitions = definitions
        self._signs: Sequence[SourceSign] = ()
        self._grid = QRectF()

    @property
    def source(self) -> str:
        """Return the table as it was written."""
        return self._block.text

    def show(self, block: Block, definitions: Definitions) -> None:
        """Show another table, or more of it."""
        if block.text != self._block.text:
            self._block, self._signs = block, ()
            self.redefine(definitions)

    def cite(self, signs: Sequence[SourceSign]) -> bool:
        """Show the numbers of sources; return whether these are others than before."""
        if signs == self._signs:
            return False
        self._signs = signs
        self.redraw()
        return True

    def redefine(self, definitions: Definitions) -> None:
        """Let the labels of links and notes mean something else."""
        self._definitions = definitions
        self.rewrite()

    def write(self, document: SilentDocument) -> None:
        """Write the table, as far as it is shown."""
        head = "\n".join(self._block.text.split("\n", MOST_ROWS + 2)[: MOST_ROWS + 2])
        prose = Prose(document, self.typography, self.stage.formulas)
        signs = [sign for sign in self._signs if sign.offset <= len(head)]
        prose.write(tokens_of(head, self._definitions, signs))
        self.marks = prose.marks

    @property
    def text_origin(self) -> QPoint:
        """Return where the document begins: the empty line that Qt puts above is out of sight."""
        return QPoint(-self.sideways.offset, -round(self._grid.top()))

    def lay_out(self, width: int) -> None:
        """Give the table its natural width, or the column's, or the least that can be read."""
        document = self.document
        table = self._table()
        if table is not None:
            constrain(table, ())
        document.setTextWidth(-1)
        natural = math.ceil(document.idealWidth())
        if natural > width and table is not None:
            document.setTextWidth(fit_columns(table, width))
        if table is not None:
            self._grid = document.documentLayout().frameBoundingRect(table)
        self.sideways.set_widths(math.ceil(self._grid.right()), width)

    def measured_height(self) -> int:
        """Return the height of the grid, with a line where rows are left out."""
        return math.ceil(self._grid.height()) + self._note_height + Space.XS

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the grid, and what is not shown of it."""
        tokens = self.stage.theme.tokens
        origin = frame.area.topLeft() + self.text_origin
        self.paint_text(painter, frame, origin, frame.area)
        self.paint_bar(painter, frame.area)
        if self._note_height:
            area = frame.area.adjusted(0, frame.area.height() - self._note_height, 0, 0)
            painter.setFont(self.typography.meta)
            painter.setPen(QColor(tokens.muted))
            words = f"{self._left_out:,} more rows; copying the message copies all of them"
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return the rows that are touched under the table's head; of one cell its words."""
        text = self.text_between(start, end).strip("\n")
        table = self._table()
        if not text or table is None:
            return None
        first, last = table.cellAt(start), table.cellAt(min(end, self.length))
        if first.isValid() and first == last:
            return Excerpt(ExcerptKind.MARKDOWN, text, escaped(text))
        lines = self._block.text.split("\n")
        rows = lines[2:]
        if last.isValid():
            rows = rows[: last.row()]
        if first.isValid():
            rows = rows[max(0, first.row() - 1) :]
        markdown = with_definitions("\n".join([*lines[:2], *rows]), self._definitions)
        return Excerpt(ExcerptKind.MARKDOWN, text, markdown)

    def things(self) -> list[Thing]:
        """Return the whole table, to be copied."""
        return [
            table_thing(
                lambda: cells_of(self._block.text, self._definitions),
                lambda: with_definitions(self._block.text, self._definitions),
            )
        ]

    @property
    def _left_out(self) -> int:
        return max(0, self._block.text.count("\n") - 1 - MOST_ROWS)

    @property
    def _note_height(self) -> int:
        return self.typography.line_height if self._left_out else 0

    def _table(self) -> QTextTable | None:
        for frame in self.document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                return frame
        return None
