"""Prose rows: paragraphs, headings, lists, quotes and rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter

from whinchat.markdown.blocks import Block, BlockKind, Definitions
from whinchat.markdown.source import with_definitions
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.clipboard import copy_code
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.code_header import CodeTool
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.markdown_of import markdown_of
from whinchat.ui.transcript.rows.row import Command, Frame, RowKey, Thing
from whinchat.ui.transcript.rows.table_copies import table_thing
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.code_text import colour_paragraph
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.escapes import without_escapes
from whinchat.ui.transcript.writing.languages import language_of
from whinchat.ui.transcript.writing.marks import Panel, panel_area
from whinchat.ui.transcript.writing.parsing import (
    cells_in,
    labels_in,
    last_words,
    tokens_of,
    words_after,
)
from whinchat.ui.transcript.writing.prose import Prose
from whinchat.ui.transcript.writing.spans import Spans
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import as_laid_out

if TYPE_CHECKING:
    from markdown_it.token import Token

    from whinchat.markdown.citing import SourceSign

_CODE = ("fence", "code_block")
_CONTAINERS = (BlockKind.LIST, BlockKind.QUOTE, BlockKind.NOTE)
"""Blocks that other blocks may be in."""

_SPACES = {
    BlockKind.HEADING: Space.L + Space.XS,
    BlockKind.QUOTE: Space.M,
    BlockKind.RULE: Space.S,
}
_NOTES_LINE = 96
"""Pixels. The line over notes is short, as in a book: one across the page would be a rule."""


class ProseRow(DocumentRow):
    """One block of Markdown in running text."""

    def __init__(self, stage: Stage, key: RowKey, block: Block, definitions: Definitions) -> None:
        super().__init__(stage, key)
        self._block = block
        self._definitions = definitions
        self._signs: Sequence[SourceSign] = ()
        self._end = ""
        """The plain words that the document ends in."""
        self.space_above = _SPACES.get(block.kind, Space.S)
        self.follows_note = False
        """Whether what is above is a note too."""

    @property
    def kind(self) -> BlockKind:
        """Return the kind of the block."""
        return self._block.kind

    @property
    def typography(self) -> Typography:
        """Return what the block is set in: notes are quiet."""
        if self._block.kind is BlockKind.NOTE:
            return self.stage.quiet_typography
        return super().typography

    @property
    def source(self) -> str:
        """Return the Markdown as it was written."""
        return self._block.text

    def show(self, block: Block, definitions: Definitions) -> None:
        """Show another text, or more of it."""
        is_same = block.text == self._block.text and block.kind == self._block.kind
        has_ended = self._block.is_open and not block.is_open
        is_redrawn = has_ended and bool(self.marks.panels)
        is_cited = bool(self._signs)
        leads_elsewhere = self._leads_elsewhere(definitions)
        before, self._block = self._block, block
        self._signs = self._signs if is_same else ()
        if is_same and not is_redrawn and not leads_elsewhere:
            return
        self._definitions = definitions
        self.space_above = _SPACES.get(block.kind, Space.S)
        if is_cited or leads_elsewhere or not self._add_words(before):
            self.rewrite()

    def cite(self, signs: Sequence[SourceSign]) -> bool:
        """Show the numbers of sources; return whether these are others than before."""
        if signs == self._signs:
            return False
        self._signs = signs
        self.redraw()
        return True

    def redefine(self, definitions: Definitions) -> None:
        """Let the labels of links and notes mean something else."""
        self.show(self._block, definitions)

    @property
    def _has_line(self) -> bool:
        return self._block.kind is BlockKind.NOTE and not self.follows_note

    def _leads_elsewhere(self, definitions: Definitions) -> bool:
        before = self._definitions
        return before != definitions and any(
            before.get(label) != definitions.get(label) for label in labels_in(self._block.text)
        )

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return the block's own Markdown where all of it is meant, else that of its words."""
        text = self.text_between(start, end)
        if not text:
            return None
        if start == 0 and end >= self.length:
            markdown = with_definitions(self._block.text, self._definitions)
        else:
            markdown = markdown_of(self.document, start, end, self.marks, self.typography.code)
        return Excerpt(ExcerptKind.MARKDOWN, text, markdown)

    def write(self, document: SilentDocument) -> None:
        """Write the block's Markdown."""
        prose = Prose(document, self.typography, self.stage.formulas)
        tokens = tokens_of(self._block.text, self._definitions, self._signs)
        prose.write(tokens)
        self.marks = prose.marks
        self._end = "" if self.marks.panels else last_words(tokens)
        # While the block grows its last code may too, and would be read again each time.
        ended = self.marks.panels[:-1] if self._block.is_open else self.marks.panels
        for panel in ended:
            code = as_laid_out(panel.code)
            self.stage.colourer.colour(code, panel.info, partial(self._colour, panel, code))

    @property
    def text_origin(self) -> QPoint:
        """Return where the text begins: below the edge of code that comes first, or a line."""
        panels = self.marks.panels
        edge = Space.S if panels and panels[0].first == 0 else 0
        return QPoint(0, Space.L if self._has_line else edge)

    def measured_height(self) -> int:
        """Return the height of the text, with the edges of code that comes first or last.

        What has nothing to show, like a comment, takes no room.
        """
        if self.length == 0 and self._block.kind is BlockKind.PARAGRAPH:
            self.space_above = Space.NONE
            return 0
        panels = self.marks.panels
        below = Space.S if panels and panels[-1].last >= self.length else 0
        return super().measured_height() + self.text_origin.y() + below

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the text, and on code what copies it."""
        super().paint(painter, frame)
        tokens = self.stage.theme.tokens
        if self._has_line:
            corner = frame.area.topLeft() + QPoint(0, Space.S)
            painter.fillRect(QRect(corner, QSize(_NOTES_LINE, Size.HAIRLINE)), QColor(tokens.line))
        if not self.marks.panels:
            return
        pixmap = self.stage.theme.pixmap("copy", tokens.muted, Size.ICON_SMALL, frame.ratio)
        half = QPoint(Size.ICON_SMALL, Size.ICON_SMALL) / 2
        for panel in self.marks.panels:
            middle = self._copy_area(panel).center() + frame.area.topLeft()
            painter.drawPixmap(middle - half, pixmap)

    def press(self, point: QPoint) -> bool:
        """Copy the code whose sign was pressed."""
        panel = self._panel_at(point, self._copy_area)
        if panel is not None:
            copy_code(panel.code)
        return panel is not None

    def tip_at(self, point: QPoint) -> str:
        """Return what the sign under a point does."""
        return CodeTool.COPY if self._panel_at(point, self._copy_area) else ""

    def things(self) -> list[Thing]:
        """Return the code and the tables in lists and quotes."""
        if self._block.kind not in _CONTAINERS:
            # To parse each paragraph of a long message would take a second.
            return []
        found: list[Thing] = []
        table: list[Token] | None = None
        for token in tokens_of(self._block.text, self._definitions):
            if token.type == "table_open":
                table = []
            if table is not None:
                table.append(token)
            if token.type == "table_close" and table is not None:
                found.append(table_thing(partial(cells_in, table)))
                table = None
            elif token.type in _CODE:
                found.append(_code_thing(without_escapes(token.content.rstrip("\n")), token.info))
        return found

    def thing_at(self, point: QPoint) -> Thing | None:
        """Return the code under a point, or the only thing there is."""
        panel = self._panel_at(point, self._area_of)
        return _code_thing(panel.code, panel.info) if panel else super().thing_at(point)

    def _colour(self, panel: Panel, code: str, spans: Spans) -> None:
        if self._document is not None and panel in self.marks.panels:
            formats = self.typography.syntax_formats()
            colour_paragraph(self._document, panel.first, code, spans, formats)
            self.version += 1

    def _add_words(self, before: Block) -> bool:
        """Only write what came since ``before``, if that is words and changes nothing else."""
        is_written = self._end and before.text.rstrip(" ").endswith(self._end)
        may_grow = self.is_laid_out and is_written and before.kind == self._block.kind
        words = words_after(before.text, self._block.text) if may_grow else None
        if words is None:
            return False
        self._end = words or self._end
        self.append(words)
        return True

    def _panel_at(self, point: QPoint, area_of: Callable[[Panel], QRect]) -> Panel | None:
        panels = self.marks.panels if self.has_document else []
        return next((panel for panel in panels if area_of(panel).contains(point)), None)

    def _area_of(self, panel: Panel) -> QRect:
        return panel_area(self.document, panel).toRect().translated(self.text_origin)

    def _copy_area(self, panel: Panel) -> QRect:
        area = self._area_of(panel)
        edge = int(Size.ICON_BUTTON)
        return QRect(area.right() + 1 - edge, area.top(), edge, edge)


def _code_thing(code: str, info: str) -> Thing:
    label = language_of(info) or "text"
    copy = Command(f"{CodeTool.COPY} ({label})", partial(copy_code, code))
    return Thing("Code", label, (copy,))
