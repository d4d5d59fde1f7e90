"""The text of the reader: one message whole, in the order in which it is best heard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextDocument

from whinchat.domain.conversation import Role
from whinchat.domain.parts import ReasoningPart, RefusalPart, TextPart
from whinchat.markdown.blocks import Block, BlockKind
from whinchat.markdown.source import fenced
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.reading.spoken import asides_of, speaker_of, thoughts_of
from whinchat.ui.transcript.rows.text_of import marker_text
from whinchat.ui.transcript.sources import sources_of
from whinchat.ui.transcript.writing.links import followable, host_of
from whinchat.ui.transcript.writing.parsing import new_splitter, signs_of, tokens_of
from whinchat.ui.transcript.writing.prose import Prose
from whinchat.ui.transcript.writing.signs import insert_shown
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import in_words

if TYPE_CHECKING:
    from markdown_it.token import Token

_PLAIN_ABOVE = 300_000
"""Characters. A longer message is read as it was written."""
_NAME_LEVEL, _GROUP_LEVEL = 1, 2


def write_message(document: QTextDocument, typography: Typography, entry: Entry) -> None:
    """Write who speaks, what is said, and under headings of their own sources and thoughts."""
    _Writer(document, typography).write(entry)


class _Writer:
    def __init__(self, document: QTextDocument, typography: Typography) -> None:
        self._document = document
        self._typography = typography
        self._cursor = QTextCursor(document)
        self._addresses: list[str] = []
        """Of the sources of the whole message, in the order of their numbers."""

    def write(self, entry: Entry) -> None:
        message = entry.message
        self._addresses = [source.address for source in sources_of(message)]
        self._write_heading(speaker_of(entry), _NAME_LEVEL)
        for part in message.parts:
            if isinstance(part, TextPart | RefusalPart):
                self._write_words(part, is_plain=message.role is Role.USER)
        for aside in asides_of(message):
            self._write_line(aside)
        self._write_sources(entry)
        thoughts: Sequence[ReasoningPart] = thoughts_of(message)
        if thoughts:
            self._write_heading("Thoughts", _GROUP_LEVEL)
        for thought in thoughts:
            self._write_words(thought, is_plain=False)

    def _write_words(self, part: TextPart | RefusalPart | ReasoningPart, *, is_plain: bool) -> None:
        if is_plain or len(part.text) > _PLAIN_ABOVE:
            self._write_line(part.text)
            return
        splitter = new_splitter()
        splitter.feed(part.text)
        splitter.finish()
        cited = part if isinstance(part, TextPart) else TextPart("")
        signs_by_block = signs_of(cited, splitter.frozen, self._addresses)
        for block, signs in zip(splitter.frozen, signs_by_block, strict=True):
            if block.kind is BlockKind.CODE:
                self._write_code(block)
            else:
                self._write_tokens(tokens_of(block.text, splitter.definitions, signs))

    def _write_tokens(self, tokens: "Sequence[Token]") -> None:
        prose = Prose(self._document, self._typography, at_end=True)
        prose.write(tokens)
        # On the page markers are drawn beside the words, where no caret would come by.
        for marker in reversed(prose.marks.markers):
            at = QTextCursor(self._document)
            at.setPosition(marker.position)
            at.insertText(marker_text(marker.text), self._typography.text_format())

    def _write_code(self, block: Block) -> None:
        """Write code between two lines that say so: a voice has no typeface."""
        language = f" ({in_words(block.info.split()[0])})" if block.info.split() else ""
        self._write_line(f"Code{language}", self._muted)
        self._write_tokens(tokens_of(fenced(block.text)))
        self._write_line("End of code", self._muted)

    def _write_sources(self, entry: Entry) -> None:
        sources = sources_of(entry.message)
        if not sources:
            return
        self._write_heading("Sources", _GROUP_LEVEL)
        for source in sources:
            self._write_line(f"{source.number}. ")
            form = self._typography.text_format()
            if followable(source.address):
                form.setAnchor(True)
                form.setAnchorHref(source.address)
                form.setForeground(QColor(self._typography.tokens.accent))
            insert_shown(self._cursor, source.title or source.address, form, is_exact=True)
            if source.title:
                insert_shown(self._cursor, f" {host_of(source.address)}", self._muted)

    def _write_heading(self, words: str, level: int) -> None:
        strong = self._typography.text_format()
        strong.setFontWeight(QFont.Weight.DemiBold)
        self._write_line(words, strong)
        block = self._cursor.blockFormat()
        block.setHeadingLevel(level)
        self._cursor.setBlockFormat(block)

    def _write_line(self, words: str, form: QTextCharFormat | None = None) -> None:
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        if self._document.characterCount() > 1:
            self._cursor.insertBlock(self._typography.block_format(self._typography.line_height))
        insert_shown(self._cursor, words, form or self._typography.text_format())

    @property
    def _muted(self) -> QTextCharFormat:
        muted = self._typography.text_format()
        muted.setForeground(QColor(self._typography.tokens.muted))
        return muted
