"""Code rows: a card with the language above and the code below, scrolled sideways by itself."""

import math
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextCursor, QTextOption

from whinchat.markdown.blocks import Block
from whinchat.markdown.source import fenced
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.clipboard import copy_code
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.card import paint_card
from whinchat.ui.transcript.rows.code_colours import CodeColours
from whinchat.ui.transcript.rows.code_header import CodeTool, paint_header, tool_at
from whinchat.ui.transcript.rows.row import Command, Frame, RowKey, Thing
from whinchat.ui.transcript.rows.wide_row import WideRow
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.characters import shown
from whinchat.ui.transcript.writing.code_files import file_name
from whinchat.ui.transcript.writing.code_text import colour_lines, insert_code
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.escapes import without_escapes
from whinchat.ui.transcript.writing.languages import language_of
from whinchat.ui.transcript.writing.unseen import as_laid_out, has_unseen

FOLD_ABOVE = 40
"""Lines. Longer code begins folded, unless the reader saw it grow."""
_FOLD_ABOVE_LENGTH = 20_000
_MARGIN = QPoint(Space.L - Space.HAIR, Space.M - Space.HAIR)
_WRAPS, _DOES_NOT_WRAP = QTextOption.WrapMode.WrapAnywhere, QTextOption.WrapMode.NoWrap


class CodeRow(WideRow):
    """A block of code, which grows while its fence is open."""

    wrap_mode = _DOES_NOT_WRAP
    space_above = Space.M
    kind = "Code"
    """What a menu calls it."""

    def __init__(self, stage: Stage, key: RowKey, block: Block, *, is_folded: bool = False) -> None:
        super().__init__(stage, key)
        self._block = block
        self._has_escapes = "\x1b" in block.text
        self._text = shown(self.code)
        """The code as it is laid out."""
        self._has_cut_lines = False
        self._colours = CodeColours(stage.colourer, self._put_colours_on)
        is_long = block.text.count("\n") >= FOLD_ABOVE or len(block.text) > _FOLD_ABOVE_LENGTH
        self.is_folded = is_folded and is_long

    @property
    def label(self) -> str:
        """Return the language, as it was written."""
        return language_of(self._block.info) or "text"

    @property
    def is_wrapped(self) -> bool:
        """Return whether lines are broken at the card's edge."""
        return self.wrap_mode is _WRAPS

    @property
    def code(self) -> str:
        """Return the code, all of it, without what only a terminal understands."""
        return without_escapes(self._block.text)

    @property
    def source(self) -> str:
        """Return the code as it was written."""
        return self._block.text

    def show(self, block: Block) -> None:
        """Show another block; one that has only grown costs what has grown."""
        before, self._block = self._block, block
        if before == block:
            return
        if block.text.startswith(before.text) and block.info == before.info:
            self._grow(block.text[len(before.text) :])
        else:
            self._has_escapes = "\x1b" in block.text
            self._text = shown(self.code)
            self._write_anew()
        if not block.is_open and self.has_document and has_unseen(self._text):
            # Signs that came in pieces become whole.
            self.rewrite()
        elif self.has_document:
            self._colour()
        self.forget_measure()

    def write(self, document: SilentDocument) -> None:
        """Write the code, or its first lines where it is folded."""
        typography = self.typography
        document.setDefaultFont(typography.code)
        option = document.defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        document.setDefaultTextOption(option)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(typography.block_format(typography.code_line_height))
        cursor.setBlockCharFormat(typography.code_format())
        cursor.setCharFormat(typography.code_format())
        self._has_cut_lines = insert_code(cursor, self._visible_text(), typography.code_format())
        self._put_colours_on(self._colours.lines)
        self._colour()

    @property
    def text_origin(self) -> QPoint:
        """Return where the code begins within the card."""
        return QPoint(_MARGIN.x() - self.sideways.offset, self._header_height + _MARGIN.y())

    def lay_out(self, width: int) -> None:
        """Break no lines unless the reader asked for it."""
        inner = width - 2 * _MARGIN.x()
        super().lay_out(inner if self.is_wrapped else -1)
        self.sideways.set_widths(math.ceil(self.document.idealWidth()), inner)

    def measured_height(self) -> int:
        """Return the card's height."""
        lines = math.ceil(self.document.size().height())
        footer = self._footer_height if self.is_folded else 0
        return self._header_height + lines + 2 * _MARGIN.y() + footer

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the card, its header and what is in it."""
        tokens = self.stage.theme.tokens
        height = self._header_height
        paint_card(painter, frame, height, tokens)
        tools = [(tool, tool is CodeTool.WRAP and self.is_wrapped) for tool in self.tools]
        paint_header(painter, frame, height, self.stage, self.label, tools)
        self.paint_body(painter, frame)

    def paint_body(self, painter: QPainter, frame: Frame) -> None:
        """Draw what is under the header."""
        code_area = self.bar_area(frame.area)
        if self.is_folded:
            self._paint_footer(painter, frame)
        self.paint_text(painter, frame, frame.area.topLeft() + self.text_origin, code_area)
        self.paint_bar(painter, frame.area)

    @property
    def tools(self) -> tuple[CodeTool, ...]:
        """Return what the header offers, from the right."""
        return CodeTool.COPY, CodeTool.SAVE, CodeTool.WRAP

    def things(self) -> list[Thing]:
        """Return the code with its tools."""
        commands = [
            Command(
                f"{tool} ({self.label})" if tool is CodeTool.COPY else tool,
                partial(self.use, tool),
                is_on=self.is_wrapped if tool is CodeTool.WRAP else None,
            )
            for tool in self.tools
        ]
        if self.is_folded:
            commands.append(Command(self.fold_words, self.unfold))
        return [Thing(self.kind, language_of(self._block.info) or "text", tuple(commands))]

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
                self.wrap_mode = _DOES_NOT_WRAP if self.is_wrapped else _WRAPS
                self._set_wrap(self.wrap_mode)
                self.forget_measure()
                self.stage.resized()

    def unfold(self) -> None:
        """Show all lines."""
        self.is_folded = False
        self._write_anew()
        self.stage.resized()

    def tip_at(self, point: QPoint) -> str:
        """Return what the tool under a point does."""
        return self._tool_at(point) or (self.fold_words if self._is_fold_at(point) else "")

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
        return tool_at(point, self.measured_for, self._header_height, self.tools)

    def _is_fold_at(self, point: QPoint) -> bool:
        return self.is_folded and point.y() > self.height - self._footer_height

    def bar_area(self, area: QRect) -> QRect:
        """Return where the code is in a card."""
        footer = self._footer_height if self.is_folded else 1
        return area.adjusted(1, self._header_height, -1, -footer)

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

    def _visible_text(self) -> str:
        if not self.is_folded:
            return self._text
        lines = self._text[:_FOLD_ABOVE_LENGTH].split("\n", FOLD_ABOVE)
        return "\n".join(lines[:FOLD_ABOVE])

    def _write_anew(self) -> None:
        self._colours.forget()
        self.rewrite()

    def _grow(self, more: str) -> None:
        self._has_escapes = self._has_escapes or "\x1b" in more
        before = self._text
        # Only a sequence that was cut in two changes what was there.
        self._text = shown(self.code) if self._has_escapes else before + shown(more)
        if self.is_folded or not self._text.startswith(before):
            self._write_anew()
        elif self.has_document:
            cursor = QTextCursor(self.document)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            look = self.typography.code_format()
            self._has_cut_lines |= insert_code(cursor, self._text[len(before) :], look)

    def _colour(self) -> None:
        # Where a line was cut, lines here are not lines there.
        if self._has_cut_lines:
            return
        if self._block.is_open:
            self._colours.grow(self._visible_text(), self._block.info)
        else:
            self._colours.finish(as_laid_out(self._visible_text()), self._block.info)

    def _put_colours_on(self, lines: Iterable[int]) -> None:
        if self._document is None or self._has_cut_lines:
            return
        formats = self.typography.syntax_formats()
        colour_lines(self._document, lines, self._colours.lines, formats)
        self.version += 1
