"""How wide the columns of a table are that has not the room it would like."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextLength, QTextTable

from whinchat.ui.transcript.writing.marks import CHIP_REACH
from whinchat.ui.transcript.writing.unseen import OBJECT

_LONGEST_WORD = 240
"""Pixels of a word beyond which it is rather broken."""
_COMFORT = 120
"""Pixels that a column gets, where it has words for them, before the table is squeezed."""
_MOST_CELLS = 2_000
"""That are looked at: rows further down are taken to be like those above."""


@dataclass(frozen=True, slots=True)
class _Column:
    least: float
    """With which its words are whole, and few are on a line of their own."""
    natural: float
    """With which no line is broken."""


def fit_columns(table: QTextTable, room: int) -> int:
    """Share the room among a table's columns so that no usual word is broken.

    The document must be laid out without a width. Returns the width to lay it out with: more than
    ``room`` where the words need it.
    """
    columns = [_measured(table, column) for column in range(table.columns())]
    least = sum(column.least for column in columns)
    natural = sum(column.natural for column in columns)
    wanted = min(natural, max(room, least))
    share = (wanted - least) / (natural - least) if natural > least else 0.0
    constrain(table, [column.least + share * (column.natural - column.least) for column in columns])
    return math.ceil(wanted)


def constrain(table: QTextTable, widths: Sequence[float]) -> None:
    """Give the columns these widths; without any they are as wide as their words."""
    wanted = table.format()
    if widths or wanted.columnWidthConstraints():
        fixed = QTextLength.Type.FixedLength
        wanted.setColumnWidthConstraints([QTextLength(fixed, width) for width in widths])
        table.setFormat(wanted)


def _measured(table: QTextTable, column: int) -> _Column:
    rows = min(table.rows(), max(1, _MOST_CELLS // table.columns()))
    word = natural = 0.0
    for row in range(rows):
        cell = table.cellAt(row, column)
        room = cell.format().toTableCellFormat()
        padding = room.leftPadding() + room.rightPadding()
        block = cell.firstCursorPosition().block()
        # Qt rounds the widths of columns, and lines up to whole pixels.
        width = math.ceil(block.layout().maximumWidth()) + 1
        longest = width if OBJECT in block.text() else min(width, _longest_word(block))
        word = max(word, min(longest, _LONGEST_WORD) + padding)
        natural = max(natural, width + padding)
    return _Column(max(word, min(natural, _COMFORT)), natural)


def _longest_word(block: QTextBlock) -> float:
    word = max(block.text().split(), key=len, default="")
    fragment = block.begin().fragment()
    metrics = QFontMetricsF(fragment.charFormat().font())
    return metrics.horizontalAdvance(word[:_LONGEST_WORD]) + 2 * CHIP_REACH + 1
