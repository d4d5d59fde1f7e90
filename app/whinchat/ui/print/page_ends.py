"""Paragraphs parted where their page ends.

Of one that goes on, Qt paints the last line of a page again above the next (6.11). It is cut off
there, but whoever takes the words out has it twice.
"""

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList

from whinchat.ui.document_pieces import blocks_from

_LINE_BREAK = "\u2028"


def part_at_page_ends(document: QTextDocument, height: float) -> None:
    """Make blocks of their own of what is on different pages, each ``height`` high."""
    if document.pageCount() == 1:
        return
    for block in blocks_from(document.begin()):
        start = _start_on_next_page(document, block, height)
        if start:
            _part(document, block.position() + start)


def _start_on_next_page(document: QTextDocument, block: QTextBlock, height: float) -> int:
    """Return where the first line begins that is on another page than the first; 0 for none."""
    top = document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    pages = [
        int((top + layout.lineAt(number).y() + 1) // height) for number in range(layout.lineCount())
    ]
    later = (number for number, page in enumerate(pages) if page != pages[0])
    found = next(later, None)
    return layout.lineAt(found).textStart() if found is not None else 0


def _part(document: QTextDocument, position: int) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    if document.characterAt(position - 1) == _LINE_BREAK:
        cursor.deletePreviousChar()
    above = cursor.blockFormat()
    below = cursor.blockFormat()
    above.setBottomMargin(0)
    below.setTopMargin(0)
    cursor.setBlockFormat(above)
    cursor.insertBlock(below)
    entries: QTextList | None = cursor.block().textList()
    if entries is not None:
        # It goes on and is no entry of its own.
        entries.remove(cursor.block())
