"""The sources that a reply names, as numbered links under it."""

from PySide6.QtGui import QColor, QTextCursor

from whinchat.domain.parts import Citation
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.sources import numbered, words_of_sources
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.links import followable, host_of
from whinchat.ui.transcript.writing.signs import insert_shown


class SourcesRow(DocumentRow):
    """One line for each address, numbered in the order in which they were named."""

    space_above = Space.M

    def __init__(self, stage: Stage, key: RowKey, citations: tuple[Citation, ...]) -> None:
        super().__init__(stage, key)
        self._citations = citations

    @property
    def source(self) -> str:
        """Return the sources as they are read."""
        return words_of_sources(self._citations)

    def show(self, citations: tuple[Citation, ...]) -> None:
        """Show other sources, or more of them."""
        if citations != self._citations:
            self._citations = citations
            self.rewrite()

    def write(self, document: SilentDocument) -> None:
        """Write a head and the numbered addresses."""
        typography = self.typography
        muted = typography.text_format()
        muted.setFont(typography.meta)
        muted.setForeground(QColor(typography.tokens.muted))
        cursor = QTextCursor(document)
        cursor.setBlockFormat(typography.block_format(typography.meta_line_height + Space.XS))
        cursor.insertText("Sources", muted)
        for source in numbered(self._citations):
            cursor.insertBlock()
            cursor.insertText(f"{source.number}.  ", muted)
            link = typography.text_format()
            link.setFont(typography.meta)
            if followable(source.address):
                link.setAnchor(True)
                link.setAnchorHref(source.address)
                link.setForeground(QColor(typography.tokens.accent))
            insert_shown(cursor, source.title or source.address, link, is_exact=True)
            if source.title:
                insert_shown(cursor, f"   {host_of(source.address)}", muted, is_exact=True)
