"""Places that stay at their words when a text is shown in another way.

A formula's source and its drawing are the same words, and the number of a source is none: so what
was sent is counted, and not what is shown.
"""

from collections.abc import Iterator

from PySide6.QtGui import QTextDocument

from whinchat.ui.document_pieces import blocks_from, fragments_of
from whinchat.ui.transcript.writing.signs import sent_by
from whinchat.ui.transcript.writing.spans import utf16_length


def sent_before(document: QTextDocument, position: int) -> int:
    """Return how much of what was sent stands before a position, in UTF-16 units."""
    return sum(
        min(length, position - start) * units
        for start, length, units in _runs(document)
        if start < position
    )


def position_after(document: QTextDocument, sent: int) -> int:
    """Return the first position before which so much stands of what was sent.

    Where that is inside of something drawn, it is before it.
    """
    seen = 0
    for start, length, units in _runs(document):
        if sent == seen:
            return start
        if sent < seen + length * units:
            return start + (sent - seen) // units
        seen += length * units
    return document.characterCount() - 1


def _runs(document: QTextDocument) -> Iterator[tuple[int, int, int]]:
    """Give each run: where it begins, how long it is, and how much each character stands for."""
    for block in blocks_from(document.firstBlock()):
        for fragment in fragments_of(block):
            sent = sent_by(fragment.charFormat())
            yield fragment.position(), fragment.length(), 1 if sent is None else utf16_length(sent)
        yield block.position() + block.length() - 1, 1, 1
