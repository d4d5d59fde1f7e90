"""Code into a document: every line of it, over-long ones in pieces."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextLayout

from whinchat.ui.transcript.writing.characters import cut_long_lines
from whinchat.ui.transcript.writing.signs import insert_shown
from whinchat.ui.transcript.writing.spans import Spans, utf16_length

CONTINUES = 1
"""The state of a paragraph that only goes on with a line that was too long to lay out."""
LONGEST_LINE = 2_000
"""Characters. A longer line is laid out in pieces; it is copied as one."""


def insert_code(cursor: QTextCursor, text: str, look: QTextCharFormat) -> bool:
    """Insert code; return whether a line was cut, so that lines are not paragraphs any more."""
    if len(text) <= LONGEST_LINE - cursor.block().length():
        insert_shown(cursor, text, look, is_exact=True)
        return False
    has_cut = False
    for number, line in enumerate(text.split("\n")):
        if number:
            cursor.insertBlock()
            cursor.block().setUserState(-1)
        has_cut |= _insert_line(cursor, line, look)
    return has_cut


def colour_lines(
    document: QTextDocument,
    numbers: Iterable[int],
    lines: Mapping[int, Spans],
    formats: Mapping[str, QTextCharFormat],
) -> None:
    """Give lines the colours that they have in ``lines``, or none."""
    first, last = document.characterCount(), 0
    for number in numbers:
        block = document.findBlockByNumber(number)
        if not block.isValid():
            continue
        runs = []
        for span in lines.get(number, ()):
            run = QTextLayout.FormatRange()
            run.start, run.length, run.format = span.start, span.length, formats[span.colour]
            runs.append(run)
        block.layout().setFormats(runs)
        first = min(first, block.position())
        last = max(last, block.position() + block.length())
    if first < last:
        # Once for all of them: each time Qt goes through all paragraphs.
        document.markContentsDirty(first, last - first)


def colour_paragraph(
    document: QTextDocument,
    position: int,
    code: str,
    spans: Spans,
    formats: Mapping[str, QTextCharFormat],
) -> None:
    """Colour code that is one paragraph, its lines parted by U+2028."""
    starts = [0]
    for line in code.split("\n"):
        starts.append(starts[-1] + utf16_length(line) + 1)
    block = document.findBlock(position)
    runs = []
    for span in spans:
        run = QTextLayout.FormatRange()
        run.start, run.length = starts[span.line] + span.start, span.length
        run.format = formats[span.colour]
        runs.append(run)
    block.layout().setFormats(runs)
    document.markContentsDirty(block.position(), block.length())


def _insert_line(cursor: QTextCursor, line: str, look: QTextCharFormat) -> bool:
    room = max(0, LONGEST_LINE - cursor.block().length())
    insert_shown(cursor, line[:room], look, is_exact=True)
    if len(line) <= room:
        return False
    for piece in cut_long_lines(line[room:], LONGEST_LINE):
        cursor.insertBlock()
        cursor.block().setUserState(CONTINUES)
        insert_shown(cursor, piece, look, is_exact=True)
    return True
