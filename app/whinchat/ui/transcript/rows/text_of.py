"""Text out of a laid-out document, the way it should read elsewhere."""

from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from whinchat.ui.document_pieces import blocks_from, fragments_in
from whinchat.ui.transcript.writing.code_text import CONTINUES
from whinchat.ui.transcript.writing.marks import BOXES, BULLETS, Marks
from whinchat.ui.transcript.writing.signs import sent_between


def text_of(document: QTextDocument, start: int, end: int, marks: Marks) -> str:
    """Return the text between two positions, list markers included where an item is whole."""
    markers = {marker.position: marker_text(marker.text) for marker in marks.markers}
    words: list[str] = []
    table_row: tuple[int, int] | None = None
    for block in blocks_from(document.findBlock(start)):
        if block.position() > end:
            break
        first = max(start - block.position(), 0)
        last = min(end - block.position(), block.length() - 1)
        row = _table_row(block)
        words.append(_separator(block, is_first=not words, row=row, before=table_row))
        table_row = row
        if first == 0:
            words.append(markers.get(block.position(), ""))
        # Positions count UTF-16 units, which Qt's own cursor knows how to cut.
        words.append(cut(block, first, last))
    return "".join(words)


def links_of(document: QTextDocument) -> list[tuple[str, str]]:
    """Return words and address of each link, pieces of one link joined."""
    found: list[tuple[str, str]] = []
    before = ""
    for fragment in fragments_in(document):
        address = fragment.charFormat().anchorHref()
        if address and address == before:
            words, _ = found.pop()
            found.append((words + fragment.text(), address))
        elif address:
            found.append((fragment.text(), address))
        before = address
    return found


def format_at(document: QTextDocument, position: int) -> QTextCharFormat:
    """Return the format of the character at a position."""
    cursor = QTextCursor(document)
    cursor.setPosition(min(position + 1, document.characterCount() - 1))
    return cursor.charFormat()


def cut(block: QTextBlock, first: int, last: int) -> str:
    """Return the text of a paragraph between two positions counted from its start.

    A formula counts as one position, and its source is what is returned for it.
    """
    if last <= first:
        return ""
    return sent_between(block, first, last).replace("\u2028", "\n")


def _separator(
    block: QTextBlock,
    *,
    is_first: bool,
    row: tuple[int, int] | None,
    before: tuple[int, int] | None,
) -> str:
    if is_first or block.userState() == CONTINUES:
        return ""
    return "\t" if row is not None and row == before else "\n"


def _table_row(block: QTextBlock) -> tuple[int, int] | None:
    table = QTextCursor(block).currentTable()
    if table is None:
        return None
    return table.firstPosition(), table.cellAt(block.position()).row()


def marker_text(marker: str) -> str:
    """Return what stands before a list item where it is copied."""
    if marker in BULLETS:
        return "- "
    if marker in BOXES:
        return "[x] " if marker == BOXES[1] else "[ ] "
    return f"{marker} "
