"""Prose: the tokens of one Markdown block onto a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from whinchat.ui.math.formulas import FormulaKey, Formulas
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.writing.escapes import without_escapes
from whinchat.ui.transcript.writing.inline import InlineWriter
from whinchat.ui.transcript.writing.marks import BOXES, BULLETS, Marker, Marks, Panel, Stretch
from whinchat.ui.transcript.writing.notes import write_number, write_way_back
from whinchat.ui.transcript.writing.parsing import box_state, last_numbers, tex_source
from whinchat.ui.transcript.writing.signs import insert_shown
from whinchat.ui.transcript.writing.tables import read_grid, write_table
from whinchat.ui.transcript.writing.typography import Typography

if TYPE_CHECKING:
    from markdown_it.token import Token


_NARROW_NUMBER = 99
"""Numbers up to this one have room in the indent of every list."""


@dataclass(slots=True)
class _List:
    """A list that is being written."""

    number: int | None
    bullet: str
    indent: int


@dataclass(slots=True)
class _Place:
    """Where on the page the next paragraph goes."""

    left: int = 0
    lists: list[_List] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    """Of each open quote: the left edge of its bar, and the position where it began, or -1."""


class Prose:
    """Writes blocks into a document, by default an empty one; the marks are drawn behind it."""

    def __init__(
        self,
        document: QTextDocument,
        typography: Typography,
        formulas: Formulas | None = None,
        *,
        at_end: bool = False,
    ) -> None:
        self.marks = Marks()
        self._cursor = QTextCursor(document)
        if at_end:
            self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._typography = typography
        self._inline = InlineWriter(typography, self.marks, formulas)
        self._place = _Place()
        self._marker = ""
        self._note: dict[str, object] = {}
        self._is_at_note = False
        self._is_first = not at_end
        self._is_after_panel = self._begins_list = False
        self._last_numbers: Iterator[int] = iter(())
        """Of each ordered list in the order in which they begin."""
        self._words = typography.text_format()
        self._line_height = typography.line_height
        self._writers = self._make_writers()

    def _make_writers(self) -> dict[str, Callable[[Token], None]]:
        return {
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "paragraph_open": self._open_paragraph,
            "inline": self._write_inline,
            "bullet_list_open": self._open_list,
            "ordered_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_close": self._close_list,
            "list_item_open": self._open_item,
            "blockquote_open": self._open_quote,
            "blockquote_close": self._close_quote,
            "fence": self._write_code,
            "code_block": self._write_code,
            "html_block": self._write_plain,
            "math_block": self._write_formula,
            "hr": self._write_rule,
            "footnote_reference_open": self._open_note,
            "footnote_reference_close": self._close_note,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        """Write the tokens of a block."""
        self._cursor.beginEditBlock()
        self._last_numbers = iter(last_numbers(tokens))
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                end = _table_end(tokens, place)
                self._write_table(tokens[place:end])
                place = end
                continue
            if writer := self._writers.get(token.type):
                writer(token)
            place += 1
        self._cursor.endEditBlock()

    def _begin(self, space: int, words: QTextCharFormat, line_height: int) -> None:
        block = self._typography.block_format(line_height)
        block.setLeftMargin(self._place.left)
        if self._is_first:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(words)
        else:
            block.setTopMargin(space + (Space.M if self._is_after_panel else Space.NONE))
            self._cursor.insertBlock(block, words)
        self._is_first = self._is_after_panel = self._begins_list = False
        if self._marker:
            self.marks.markers.append(Marker(self._cursor.position(), self._marker))
            self._marker = ""
        for level, (left, first) in enumerate(self._place.quotes):
            if first < 0:
                self._place.quotes[level] = (left, self._cursor.position())

    def _open_heading(self, token: Token) -> None:
        level = int(token.tag[1:])
        self._words = self._typography.heading_format(level)
        self._begin(Space.M, self._words, round(self._words.font().pixelSize() * 1.35))
        block = self._cursor.blockFormat()
        block.setHeadingLevel(level)
        self._cursor.setBlockFormat(block)

    def _close_heading(self, _token: Token) -> None:
        self._words = self._typography.text_format()

    def _open_paragraph(self, token: Token) -> None:
        is_close = token.hidden and not self._begins_list
        self._begin(Space.HAIR if is_close else Space.S, self._words, self._line_height)
        if self._is_at_note:
            write_number(self._cursor, self._note, self._words)
            self._is_at_note = False

    def _write_inline(self, token: Token) -> None:
        children: Sequence[Token] = token.children or []
        is_checked = box_state(children[0]) if children else None
        if is_checked is not None and self.marks.markers:
            before = self.marks.markers.pop()
            self.marks.markers.append(replace(before, text=BOXES[is_checked]))
            children = _without_space(children[1:])
        self._inline.write_at(self._cursor, children, self._words)
        if self._cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft:
            _mirror_margins(self._cursor)

    def _open_list(self, token: Token) -> None:
        is_ordered = token.type.startswith("ordered")
        number = int(token.attrs.get("start", 1)) if is_ordered else None
        bullet = BULLETS[min(len(self._place.lists), len(BULLETS) - 1)]
        indent = self._list_indent(number)
        # A list in a list belongs to the words above it, any other stands by itself.
        self._begins_list = not self._place.lists
        self._place.lists.append(_List(number, bullet, indent))
        self._place.left += indent

    def _close_list(self, _token: Token) -> None:
        self._place.left -= self._place.lists.pop().indent
        self._marker = ""

    def _open_item(self, _token: Token) -> None:
        if self._marker:
            # The item before had no words at all; it keeps its line.
            self._begin(Space.HAIR, self._words, self._line_height)
        around = self._place.lists[-1]
        if around.number is None:
            self._marker = around.bullet
        else:
            self._marker = f"{around.number}."
            around.number += 1

    def _open_quote(self, _token: Token) -> None:
        self._place.quotes.append((self._place.left, -1))
        self._place.left += Space.L

    def _close_quote(self, _token: Token) -> None:
        left, first = self._place.quotes.pop()
        self._place.left -= Space.L
        if first >= 0:
            self.marks.bars.append(Stretch(first, self._cursor.position(), left))

    def _open_note(self, token: Token) -> None:
        self._note = token.meta
        self._is_at_note = True

    def _close_note(self, _token: Token) -> None:
        if self._is_at_note:
            self._begin(Space.S, self._words, self._line_height)
            write_number(self._cursor, self._note, self._words)
        write_way_back(self._cursor, self._note, self._words, self._typography)
        self._is_at_note = False

    def _write_code(self, token: Token) -> None:
        self._place.left += Space.M
        self._begin(Space.L, self._typography.code_format(), self._typography.code_line_height)
        self._set_left_to_right()
        block = self._cursor.blockFormat()
        block.setRightMargin(Size.ICON_BUTTON)
        self._cursor.setBlockFormat(block)
        first = self._cursor.position()
        code = without_escapes(token.content.rstrip("\n"))
        lines = code.replace("\n", "\u2028")
        insert_shown(self._cursor, lines, self._typography.code_format(), is_exact=True)
        self._place.left -= Space.M
        left = self._place.left
        self.marks.panels.append(Panel(first, self._cursor.position(), left, code, token.info))
        self._is_after_panel = True

    def _write_plain(self, token: Token) -> None:
        self._begin(Space.S, self._words, self._line_height)
        words = token.content.rstrip("\n").replace("\n", "\u2028")
        insert_shown(self._cursor, words, self._words, is_exact=True)

    def _write_formula(self, token: Token) -> None:
        self._begin(Space.S, self._words, self._line_height)
        key = FormulaKey(token.content, is_display=True)
        is_drawn = self._inline.formulas.write(self._cursor, key, tex_source(token), self._words)
        self._set_left_to_right()
        if is_drawn:
            block = self._cursor.blockFormat()
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            block.setBottomMargin(Space.XS)
            self._cursor.setBlockFormat(block)

    def _set_left_to_right(self) -> None:
        block = self._cursor.blockFormat()
        block.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._cursor.setBlockFormat(block)

    def _write_rule(self, _token: Token) -> None:
        self._begin(Space.S, self._words, Space.L)
        self.marks.rules.append(self._cursor.position())

    def _write_table(self, tokens: Sequence[Token]) -> None:
        grid, left = read_grid(tokens), self._place.left
        space = Space.NONE if self._is_first else Space.XS
        write_table(self._cursor, grid, self._inline, self._typography, left=left, space=space)
        self._is_first = False

    def _list_indent(self, number: int | None) -> int:
        if number is None:
            return self._typography.indent
        last = next(self._last_numbers, number)
        widest = self._typography.number_width(last) + Space.S if last > _NARROW_NUMBER else 0
        return max(self._typography.indent + Space.XS, widest)


def _mirror_margins(cursor: QTextCursor) -> None:
    """Indent a paragraph on the side where its lines begin."""
    block = cursor.blockFormat()
    block.setRightMargin(block.leftMargin())
    block.setLeftMargin(0)
    cursor.setBlockFormat(block)


def _without_space(children: Sequence[Token]) -> Sequence[Token]:
    """Leave out the space between a box and its words."""
    if not children or children[0].type != "text":
        return children
    return [children[0].copy(content=children[0].content.lstrip(" ")), *children[1:]]


def _table_end(tokens: Sequence[Token], start: int) -> int:
    for place in range(start, len(tokens)):
        if tokens[place].type == "table_close":
            return place + 1
    return len(tokens)
