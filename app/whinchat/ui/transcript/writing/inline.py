"""Words within a paragraph: emphasis, code, links, and pictures as the text they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor

from whinchat.ui.math.formulas import FormulaKey, Formulas
from whinchat.ui.transcript.writing.formula_writer import FormulaWriter
from whinchat.ui.transcript.writing.links import followable
from whinchat.ui.transcript.writing.marks import CHIP_REACH, Marks
from whinchat.ui.transcript.writing.notes import write_reference
from whinchat.ui.transcript.writing.parsing import tex_source
from whinchat.ui.transcript.writing.signs import (
    END_OF_ISOLATE,
    ISOLATE,
    JOINER,
    SLIM_BLANK,
    added_format,
    insert_shown,
)
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import has_right_to_left

if TYPE_CHECKING:
    from markdown_it.token import Token

_Vertical = QTextCharFormat.VerticalAlignment
_ALIGNMENTS = {
    "sub_open": _Vertical.AlignSubScript,
    "sup_open": _Vertical.AlignSuperScript,
}
_CITATION_SHARE = 0.8
"""How large the number of a source is beside the words."""
LINE_BREAK = "\u2028"


class InlineWriter:
    """Writes inline tokens and notes where code stands."""

    def __init__(
        self, typography: Typography, marks: Marks, formulas: Formulas | None = None
    ) -> None:
        self._cursor = QTextCursor()
        self._typography = typography
        self._marks = marks
        self.formulas = FormulaWriter(typography, marks, formulas)
        self._formats: list[QTextCharFormat] = []
        self._hidden_addresses: list[str] = []
        self._keys: list[int] = []
        """Where the keys begin that are being written."""
        self._goes_both_ways = False
        self._writers: dict[str, Callable[[Token], None]] = {
            "code_inline": self._insert_code,
            "math_inline": self._insert_formula,
            "softbreak": self._insert_break,
            "hardbreak": self._insert_break,
            "image": self._insert_image,
            "link_open": self._open_link,
            "link_close": self._close_link,
            "footnote_ref": self._insert_reference,
            "citation": self._insert_citation,
            "kbd_open": self._open_key,
            "kbd_close": self._close_key,
        }
        for style in ("strong", "em", "s", "sub", "sup", "u", "mark"):
            self._writers[f"{style}_open"] = self._open_style
            self._writers[f"{style}_close"] = self._close_style

    def write_at(self, cursor: QTextCursor, tokens: Sequence[Token], base: QTextCharFormat) -> None:
        """Write the children of one inline token at a cursor, from the format ``base`` on."""
        self._cursor = cursor
        self._formats = [base]
        self._hidden_addresses = []
        self._goes_both_ways = any(has_right_to_left(token.content) for token in tokens)
        for token in tokens:
            self._write_token(token)

    def _write_token(self, token: Token) -> None:
        self._writers.get(token.type, self._insert_text)(token)

    def _insert_text(self, token: Token) -> None:
        if token.content:
            if not self._goes_both_ways:
                self.formulas.hold(self._cursor, token.content, self._formats[-1])
            is_link = bool(self._hidden_addresses)
            insert_shown(self._cursor, token.content, self._formats[-1], is_exact=is_link)

    def _insert_formula(self, token: Token) -> None:
        key = FormulaKey(token.content, bool(token.meta.get("display")))
        self.formulas.write(self._cursor, key, tex_source(token), self._formats[-1])

    def _insert_break(self, _token: Token) -> None:
        # A model that ends a line means it: verses, addresses, steps.
        self._cursor.insertText(LINE_BREAK, self._formats[-1])

    def _insert_code(self, token: Token) -> None:
        wanted = QTextCharFormat(self._formats[-1])
        outer = wanted.font()
        font = QFont(self._typography.code)
        # In a heading code is as large as the words around it.
        larger = outer.pixelSize() / self._typography.body.pixelSize()
        font.setPixelSize(round(font.pixelSize() * larger))
        font.setWeight(outer.weight())
        font.setItalic(outer.italic())
        font.setStrikeOut(outer.strikeOut())
        wanted.setFont(font)
        self._open_isolate()
        start = self._cursor.position()
        insert_shown(self._cursor, token.content.replace("\n", " "), wanted, is_exact=True)
        self._note_chip(start)

    def _insert_image(self, token: Token) -> None:
        # Nothing is loaded for content: a picture shows as its words and its address.
        address = str(token.attrGet("src") or "")
        words = QTextCharFormat(self._formats[-1])
        words.setForeground(QColor(self._typography.tokens.muted))
        self._open_isolate()
        start = self._cursor.position()
        description = f"Image: {token.content or 'without words'} · "
        insert_shown(self._cursor, description, words, is_exact=True)
        link = self._link_format(address) or words
        insert_shown(self._cursor, address, link, is_exact=True)
        self._note_chip(start)

    def _open_key(self, _token: Token) -> None:
        self._open_isolate()
        self._keys.append(self._cursor.position())
        wanted = QTextCharFormat(self._formats[-1])
        wanted.setFont(self._typography.meta)
        self._formats.append(wanted)

    def _close_key(self, _token: Token) -> None:
        self._formats.pop()
        self._note_chip(self._keys.pop())

    def _insert_citation(self, token: Token) -> None:
        address = str(token.meta["address"])
        form = added_format(self._link_format(address) or self._formats[-1])
        font = form.font()
        font.setPixelSize(round(font.pixelSize() * _CITATION_SHARE))
        form.setFont(font)
        form.setToolTip(str(token.meta["title"]))
        # A break before it would leave the number without the words that it is about.
        self._cursor.insertText(f"{JOINER}{SLIM_BLANK}[{token.meta['number']}]", form)

    def _insert_reference(self, token: Token) -> None:
        write_reference(self._cursor, token.meta, self._formats[-1], self._typography)

    def _open_isolate(self) -> None:
        """Set what follows from left to right, whichever way the words around it run."""
        if self._goes_both_ways:
            self._cursor.insertText(ISOLATE, added_format(self._formats[-1]))

    def _close_isolate(self) -> None:
        if self._goes_both_ways:
            self._cursor.insertText(END_OF_ISOLATE, added_format(self._formats[-1]))

    def _note_chip(self, start: int) -> None:
        """Have a ground drawn from ``start`` to here, and make room for its edges.

        The room is spacing after the letters on either side, so that no character is added.
        """
        self._marks.chips.append((start, self._cursor.position()))
        self._close_isolate()
        room = QTextCharFormat()
        room.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        room.setFontLetterSpacing(CHIP_REACH)
        block = self._cursor.block().position()
        for position in (start, self._cursor.position()):
            if position > block:
                letter = QTextCursor(self._cursor)
                letter.setPosition(position - 1)
                letter.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
                letter.mergeCharFormat(room)

    def _open_link(self, token: Token) -> None:
        address = str(token.attrGet("href") or "")
        link = self._link_format(address)
        self._formats.append(link or QTextCharFormat(self._formats[-1]))
        self._hidden_addresses.append("" if link else address)

    def _close_link(self, _token: Token) -> None:
        self._formats.pop()
        if self._hidden_addresses and (address := self._hidden_addresses.pop()):
            # It cannot be pressed, but the reader shall still see where it points.
            words = QTextCharFormat(self._formats[-1])
            words.setForeground(QColor(self._typography.tokens.muted))
            insert_shown(self._cursor, f" ({address})", words, is_exact=True)

    def _link_format(self, address: str) -> QTextCharFormat | None:
        if not followable(address):
            return None
        link = QTextCharFormat(self._formats[-1])
        link.setAnchor(True)
        link.setAnchorHref(address)
        link.setForeground(QColor(self._typography.tokens.accent))
        return link

    def _open_style(self, token: Token) -> None:
        wanted = QTextCharFormat(self._formats[-1])
        match token.type:
            case "strong_open":
                wanted.setFontWeight(QFont.Weight.DemiBold)
            case "em_open":
                wanted.setFontItalic(True)
            case "s_open":
                wanted.setFontStrikeOut(True)
            case "u_open":
                wanted.setFontUnderline(True)
            case "mark_open":
                wanted.setBackground(QColor(self._typography.tokens.selection))
            case raised_or_lowered:
                wanted.setVerticalAlignment(_ALIGNMENTS[raised_or_lowered])
        self._formats.append(wanted)

    def _close_style(self, _token: Token) -> None:
        self._formats.pop()
