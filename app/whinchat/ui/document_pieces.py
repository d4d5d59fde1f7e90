"""The paragraphs of a rich text, and the runs of one format within them."""

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment


def blocks_from(block: QTextBlock) -> Iterator[QTextBlock]:
    """Yield a block and those after it, also those that come into being meanwhile."""
    while block.isValid():
        yield block
        block = block.next()


def fragments_in(document: QTextDocument) -> Iterator[QTextFragment]:
    """Yield the runs of all blocks of a document."""
    for block in blocks_from(document.firstBlock()):
        yield from fragments_of(block)


def fragments_of(block: QTextBlock) -> Iterator[QTextFragment]:
    """Yield the runs of a block, in order; no character may change format meanwhile."""
    pieces = block.begin()
    while not pieces.atEnd():
        yield pieces.fragment()
        pieces += 1
