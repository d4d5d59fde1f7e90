"""Code rows: a card with the language above and the code below, scrolled sideways by itself."""

import math

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QTextCursor,
    QTextLayout,
    QTextOption,
)

from whinchat.markdown.blocks import Block
from whinchat.markdown.source import fenced
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.clipboard import copy_code
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.code_header import CodeTool, paint_header, tool_at
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.row import Frame, RowKey
from whinchat.ui.transcript.rows.sideways import SidewaysScroll
from whinchat.ui.transcript.rows.text_of import CONTINUES
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.characters import cut_long_lines, shown
from whinchat.ui.transcript.writing.code_files import file_name
from whinchat.ui.transcript.writing.colouring import Spans
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.signs import insert_shown
from whinchat.ui.transcript.writing.unseen import as_laid_out, has_unseen

FOLD_ABOVE = 40
"""Lines. Longer code begins folded, unless the reader saw it grow."""
_FOLD_ABOVE_LENGTH = 20_000
LONGEST_LINE = 2_000
"""Characters. A longer line is laid out in pieces; it is copied as one."""
_MARGIN = QPoint(Space.L - Space.HAIR, Space.M - Space.HAIR)


class CodeRow(DocumentRow):
    """A block of code, which grows while its fence is open."""

    wrap_mode = QTextOption.WrapMode.NoWrap
    space_above = Space.M

    def __init__(self, stage: Stage, key: RowKey, block: Block, *, is_folded: bool = False) -> None:
        super().__init__(stage, key)
        self._block = block
        self._spans: Spans | None = None
        self.is_wrapped = False
        self._sideways = SidewaysScroll()
        is_long = block.text.count("\n") >= FOLD_ABOVE or len(block.text) > _FOLD_ABOVE_LENGTH
        self.is_folded = is_folded and is_long
        self.label = block.info.split()[0] if block.info.split() else "text"

    @property
    def code(self) -> str:
        """Return the code, all of it."""
        return self._block.text

    @property
    def source(self) -> str:
        """Return the code as it was written."""
        return self._block.text

    def show(self, block: Block) -> None:
        """Show another block; one that has only grown costs what has grown."""
        before, self._block = self._block, block
        self.label = block.info.split()[0] if block.info.split() else "text"
        if before == block:
            return
        if self.has_document and block.text.startswith(before.text) and not self.is_folded:
            self._append(block.text[len(before.text) :])
        elif block.text != before.text:
            self._spans = None
            self.rewrite()
        if not block.is_open:
            self._finish()
        self.forget_measure()

    def write(self, document: SilentDocument) -> None:
        """Write the code, or its first lines where it is folded."""
        typography = self.typography
        document.setDefaultFont(typography.code)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(typography.block_format(typography.code_line_height))
        cursor.setBlockCharFormat(typography.code_format())
        cursor.setCharFormat(typography.code_format())
        self._insert(cursor, self._visible_code())
        if not self._block.is_open:
            self._colour()

    @property
    def text_origin(self) -> QPoint:
        """Return where the code begins within the card."""
        return QPoint(_MARGIN.x() - self._sideways.offset, self._header_height + _MARGIN.y())

    def lay_out(self, width: int) -> None:
        """Break no lines unless the reader asked for it."""
        inner = width - 2 * _MARGIN.x()
        self.document.setTextWidth(inner if self.is_wrapped else -1)
        self._sideways.set_widths(math.ceil(self.document.idealWidth()), inner)

    def measured_height(self) -> int:
        """Return the card's height."""
        lines = math.ceil(self.document.size().height())
        footer = self._footer_height if self.is_folded else 0
        return self._header_height + lines + 2 * _MARGIN.y() + footer

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the card, its header and the code."""
        tokens = self.stage.theme.tokens
        card = QRectF(frame.area).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(card, Radius.CARD, Radius.CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outline, QColor(tokens.code))
        header = QRect(frame.area.topLeft(), self._header_area(frame.area.width()).size())
        painter.setClipRect(header.intersected(frame.clip))
        painter.fillPath(outline, QColor(tokens.raised))
        painter.setClipRect(frame.clip)
        painter.setPen(QPen(QColor(tokens.line), Size.HAIRLINE))
        painter.drawPath(outline)
        painter.restore()
        self._paint_header(painter, frame)
        code_area = self._code_area(frame.area)
        if self.is_folded:
            self._paint_footer(painter, frame)
        origin = frame.area.topLeft() + self.text_origin
        self.paint_text(painter, frame, origin, code_area)
        self._sideways.paint(painter, code_area, tokens)

    def press(self, point: QPoint) -> bool:
        """Use the tool, or unfold, where that was pressed."""
        tool = self._tool_at(point)
        if tool is not None:
            self.use(tool)
        elif self._is_fold_at(point):
            self.unfold()
        return tool is not None or self._is_fold_at(point)

    def use(self, tool: CodeTool) -> None:
        """Copy all of the code, ask for a file of it, or wrap its lines or not."""
        match tool:
            case CodeTool.COPY:
                copy_code(self.code)
            case CodeTool.SAVE:
                self.stage.save(file_name(self._block.info), self.code)
            case CodeTool.WRAP:
                self.is_wrapped = not self.is_wrapped
                wrap, no_wrap = QTextOption.WrapMode.WrapAnywhere, QTextOption.WrapMode.NoWrap
                self._set_wrap(wrap if self.is_wrapped else no_wrap)
                self.forget_measure()
                self.stage.resized()

    def unfold(self) -> None:
        """Show all lines."""
        self.is_folded = False
        self._spans = None
        self.rewrite()
        self.stage.resized()

    def tip_at(self, point: QPoint) -> str:
        """Return what the tool under a point does."""
        return self._tool_at(point) or (self.fold_words if self._is_fold_at(point) else "")

    def scroll_sideways(self, pixels: int) -> bool:
        """Move the code; return whether it is too wide at all."""
        if not self._sideways.move(pixels):
            return False
        self.version += 1
        return True

    def is_bar_at(self, point: QPoint) -> bool:
        """Tell whether the bar below the code is under a point."""
        return self._sideways.is_bar_at(point, self._code_area(self.area))

    def grip(self, point: QPoint) -> None:
        """Take hold of the bar."""
        self._sideways.grip(point)

    def drag(self, point: QPoint) -> None:
        """Move the code with the bar."""
        self._sideways.drag(point, self._code_area(self.area))
        self.version += 1

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return the code alone; beside other pieces it is fenced."""
        text = self.text_between(start, end)
        return Excerpt(ExcerptKind.CODE, text, fenced(text, self._block.info)) if text else None

    def text_between(self, start: int, end: int) -> str:
        """Return the code itself where all of it is meant."""
        if start == 0 and end >= self.length:
            return self.code
        return super().text_between(start, end)

    @property
    def _header_height(self) -> int:
        return self.typography.meta_line_height + Space.M + Size.HAIRLINE

    @property
    def _footer_height(self) -> int:
        return self._header_height

    def _tool_at(self, point: QPoint) -> CodeTool | None:
        return tool_at(point, self.measured_for, self._header_height)

    def _is_fold_at(self, point: QPoint) -> bool:
        return self.is_folded and point.y() > self.height - self._footer_height

    def _header_area(self, width: int) -> QRect:
        return QRect(0, 0, width, self._header_height)

    def _code_area(self, card: QRect) -> QRect:
        footer = self._footer_height if self.is_folded else 1
        return card.adjusted(1, self._header_height, -1, -footer)

    def _paint_header(self, painter: QPainter, frame: Frame) -> None:
        painter.setFont(self.typography.meta)
        active = CodeTool.WRAP if self.is_wrapped else None
        paint_header(painter, frame, self._header_height, self.stage, self.label, active)

    def _paint_footer(self, painter: QPainter, frame: Frame) -> None:
        tokens = self.stage.theme.tokens
        area = frame.area.adjusted(0, frame.area.height() - self._footer_height, 0, 0)
        painter.fillRect(area.left() + 1, area.top(), area.width() - 2, 1, QColor(tokens.line))
        painter.setFont(self.typography.meta)
        painter.setPen(QColor(tokens.accent))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.fold_words)

    @property
    def fold_words(self) -> str:
        """Return what unfolding shows."""
        lines = self.code.count("\n") + 1
        return f"Show all {lines:,} lines" if lines > FOLD_ABOVE else "Show all of it"

    def _visible_code(self) -> str:
        if not self.is_folded:
            return self.code
        lines = self.code[:_FOLD_ABOVE_LENGTH].split("\n", FOLD_ABOVE)
        return "\n".join(lines[:FOLD_ABOVE])

    def _append(self, text: str) -> None:
        cursor = QTextCursor(self.document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._insert(cursor, text)

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        """Insert code, with over-long lines cut into paragraphs that know that they go on."""
        room = LONGEST_LINE - cursor.block().length()
        if len(text) <= room:
            self._put(cursor, text)
            return
        for number, line in enumerate(shown(text).split("\n")):
            if number:
                cursor.insertBlock()
                cursor.block().setUserState(-1)
            self._insert_line(cursor, line)

    def _insert_line(self, cursor: QTextCursor, line: str) -> None:
        room = max(0, LONGEST_LINE - cursor.block().length())
        self._put(cursor, line[:room])
        if len(line) <= room:
            return
        for piece in cut_long_lines(line[room:], LONGEST_LINE):
            cursor.insertBlock()
            cursor.block().setUserState(CONTINUES)
            self._put(cursor, piece)

    def _put(self, cursor: QTextCursor, text: str) -> None:
        insert_shown(cursor, text, self.typography.code_format(), is_exact=True)

    def _finish(self) -> None:
        """Colour what has grown to its end; signs that came in pieces become whole."""
        if self.has_document and has_unseen(self._block.text):
            self.rewrite()
        else:
            self._colour()

    def _colour(self) -> None:
        if self._spans is not None:
            self._apply(self._spans)
            return
        code = as_laid_out(self._visible_code())
        # Where a line was cut, lines here are not lines there.
        if max(map(len, code.split("\n"))) < LONGEST_LINE:
            self.stage.colourer.colour(code, self._block.info, self._take_spans)

    def _take_spans(self, spans: Spans) -> None:
        self._spans = spans
        self._apply(spans)
        self.version += 1

    def _apply(self, spans: Spans) -> None:
        if self._document is None:
            return
        formats = self.typography.syntax_formats()
        by_line: dict[int, list[QTextLayout.FormatRange]] = {}
        for line, start, length, colour in spans:
            run = QTextLayout.FormatRange()
            run.start, run.length, run.format = start, length, formats[colour]
            by_line.setdefault(line, []).append(run)
        for line, runs in by_line.items():
            block = self._document.findBlockByNumber(line)
            if block.isValid():
                block.layout().setFormats(runs)
        self._document.markContentsDirty(0, self._document.characterCount())
