"""Prose rows: paragraphs, headings, lists, quotes and rules."""

from whinchat.markdown.blocks import Block, BlockKind, Definitions
from whinchat.markdown.source import with_definitions
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.markdown_of import markdown_of
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.parsing import tokens_of
from whinchat.ui.transcript.writing.prose import Prose

_SPACES = {BlockKind.HEADING: Space.L, BlockKind.RULE: Space.XS}


class ProseRow(DocumentRow):
    """One block of Markdown in running text."""

    def __init__(self, stage: Stage, key: RowKey, block: Block, definitions: Definitions) -> None:
        super().__init__(stage, key)
        self._block = block
        self._definitions = definitions
        self.space_above = _SPACES.get(block.kind, Space.S)

    @property
    def source(self) -> str:
        """Return the Markdown as it was written."""
        return self._block.text

    def show(self, block: Block, definitions: Definitions) -> None:
        """Show another text, or more of it."""
        if block.text == self._block.text and block.kind == self._block.kind:
            self._block = block
            return
        self._block = block
        self._definitions = definitions
        self.space_above = _SPACES.get(block.kind, Space.S)
        self.rewrite()

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
        prose = Prose(document, self.typography)
        prose.write(tokens_of(self._block.text, self._definitions))
        self.marks = prose.marks
