"""Tables: tokens to a grid of cells, and the grid to a table in a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.writing.inline import InlineWriter
from whinchat.ui.transcript.writing.typography import Typography

if TYPE_CHECKING:
    from markdown_it.token import Token

MOST_ROWS = 200
MOST_COLUMNS = 50
"""Larger tables are shown in part: Qt lays a table out as a whole, at every change."""

_ALIGNMENTS = {
    "text-align:right": Qt.AlignmentFlag.AlignRight,
    "text-align:center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(slots=True)
class Cell:
    """One cell: its words, and the side they keep to."""

    children: Sequence[Token] = ()
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


@dataclass(slots=True)
class Grid:
    """A table's cells; the first row is the head."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """Return the width of the widest row."""
        return max((len(row) for row in self.rows), default=0)


def read_grid(tokens: Sequence[Token]) -> Grid:
    """Return the cells between ``table_open`` and ``table_close``."""
    grid = Grid()
    for token in tokens:
        match token.type:
            case "tr_open":
                grid.rows.append([])
            case "th_open" | "td_open":
                style = str(token.attrGet("style") or "")
                side = _ALIGNMENTS.get(style, Qt.AlignmentFlag.AlignLeft)
                grid.rows[-1].append(Cell(alignment=side))
            case "inline":
                grid.rows[-1][-1].children = token.children or ()
    return grid


def write_table(
    cursor: QTextCursor,
    grid: Grid,
    inline: InlineWriter,
    typography: Typography,
    *,
    left: int = 0,
    space: int = 0,
) -> QTextTable:
    """Insert the grid at a left edge, as far as the limits allow, with lines between its rows.

    ``space`` is left free above and below it.
    """
    rows, columns = min(len(grid.rows), MOST_ROWS + 1), min(grid.columns, MOST_COLUMNS)
    table = cursor.insertTable(rows, columns, _table_format(left, space))
    for row, cells in enumerate(grid.rows[:rows]):
        for column in range(columns):
            cell = cells[column] if column < len(cells) else Cell()
            _write_cell(table, (row, column), cell, inline, typography)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    return table


def _table_format(left: int, space: int) -> QTextTableFormat:
    wanted = QTextTableFormat()
    wanted.setLeftMargin(left)
    wanted.setTopMargin(space)
    wanted.setBottomMargin(space)
    wanted.setBorder(0)
    wanted.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    wanted.setBorderCollapse(True)
    wanted.setCellPadding(0)
    wanted.setCellSpacing(0)
    wanted.setHeaderRowCount(1)
    return wanted


def _write_cell(
    table: QTextTable,
    place: tuple[int, int],
    cell: Cell,
    inline: InlineWriter,
    typography: Typography,
) -> None:
    row, column = place
    there = table.cellAt(row, column)
    there.setFormat(_cell_format(typography, is_last=column == table.columns() - 1))
    words = typography.text_format()
    if row == 0:
        words.setFontWeight(QFont.Weight.DemiBold)
    cursor = there.firstCursorPosition()
    block = typography.block_format(typography.line_height)
    block.setAlignment(cell.alignment)
    cursor.setBlockFormat(block)
    inline.write_at(cursor, cell.children, words)


def _cell_format(typography: Typography, *, is_last: bool) -> QTextCharFormat:
    wanted = QTextTableCellFormat()
    wanted.setTopPadding(Space.HAIR)
    wanted.setBottomPadding(Space.XS)
    wanted.setLeftPadding(0)
    wanted.setRightPadding(0 if is_last else Space.XL)
    wanted.setBottomBorder(Size.HAIRLINE)
    wanted.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    wanted.setBottomBorderBrush(QColor(typography.tokens.line))
    return wanted
