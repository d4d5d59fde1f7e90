"""Plain rows: text as it is, every character and every line of it."""

import math

from PySide6.QtGui import QTextCursor

from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.signs import insert_shown

PIECE = 4_000
"""Characters in one row at most, so that a row is quickly laid out."""
_MANY_JOINTS = 200


class PlainRow(DocumentRow):
    """A piece of plain text that may grow at its end."""

    def __init__(self, stage: Stage, key: RowKey, text: str, *, joins: bool = False) -> None:
        super().__init__(stage, key)
        self._text = text
        self._natural: tuple[tuple[int, str], int] | None = None
        self.joins = joins
        """Whether the row above ends in the middle of this row's first line."""

    @property
    def source(self) -> str:
        """Return the text as it was written."""
        return self._text

    def show(self, text: str) -> None:
        """Show another text; one that has only grown costs what has grown."""
        if text == self._text:
            return
        before, self._text = self._text, text
        if self.has_document and text.startswith(before):
            cursor = QTextCursor(self.document)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            insert_shown(cursor, text[len(before) :], self.typography.text_format())
            self.forget_measure()
        else:
            self.rewrite()

    def natural_width(self, widest: int) -> int:
        """Return the width that the longest line needs, at most ``widest``."""
        asked = (widest, self._text)
        if self._natural is None or self._natural[0] != asked:
            self.document.setTextWidth(widest)
            # One pixel more: widths are fractions, and a rounded one would break the line again.
            self._natural = asked, min(widest, math.ceil(self.document.idealWidth()) + 1)
            # What runs from right to left stands where the width for the question put it.
            self.document.setTextWidth(self.measured_for)
        return self._natural[1]

    def forget_measure(self) -> None:
        """Measure again before the next use."""
        self._natural = None
        super().forget_measure()

    def write(self, document: SilentDocument) -> None:
        """Write the text in the body's font."""
        typography = self.typography
        cursor = QTextCursor(document)
        cursor.setBlockFormat(typography.block_format(typography.line_height))
        insert_shown(cursor, self._text, typography.text_format())


def pieces(text: str, most: int = PIECE) -> list[str]:
    """Cut a text into rows: at line ends where there are some, else wherever it is too long."""
    found: list[str] = []
    start = 0
    # Pictures joined to others take fifty times as long to set as letters do, and are all one line.
    piece = min(most, PIECE // 32) if text.count("\u200d") > _MANY_JOINTS else most
    while len(text) - start > piece:
        limit = start + piece
        end = text.rfind("\n", start, limit) + 1 or text.rfind(" ", start + piece // 2, limit) + 1
        found.append(text[start : end or limit])
        start = end or limit
    return [*found, text[start:]]
