"""Moving through the text of a document: by character, word, line and paragraph."""

from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument


class Unit(Enum):
    """How far one step goes."""

    CHARACTER = auto()
    WORD = auto()
    LINE = auto()
    LINE_END = auto()
    """To the beginning or the end of the line."""
    PARAGRAPH = auto()
    PAGE = auto()
    ALL = auto()
    """To the beginning or the end of everything."""


class Step(NamedTuple):
    """A move by one unit: forwards for 1, backwards for -1."""

    unit: Unit
    by: int


_Move = QTextCursor.MoveOperation
_MOVES = {
    Step(Unit.CHARACTER, 1): _Move.NextCharacter,
    Step(Unit.CHARACTER, -1): _Move.PreviousCharacter,
    Step(Unit.WORD, 1): _Move.NextWord,
    Step(Unit.WORD, -1): _Move.PreviousWord,
    Step(Unit.LINE, 1): _Move.Down,
    Step(Unit.LINE, -1): _Move.Up,
    Step(Unit.LINE_END, 1): _Move.EndOfLine,
    Step(Unit.LINE_END, -1): _Move.StartOfLine,
    Step(Unit.PARAGRAPH, 1): _Move.NextBlock,
    Step(Unit.PARAGRAPH, -1): _Move.PreviousBlock,
}
_SIDEWAYS = (Unit.CHARACTER, Unit.WORD)


def moved(document: QTextDocument, position: int, step: Step, goal_x: int) -> int | None:
    """Return where a step leads; ``None`` where it leads out of the document.

    ``goal_x`` is where in the lines above and below the step by a line tries to arrive.
    """
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.setVerticalMovementX(goal_x)
    if step == (Unit.PARAGRAPH, -1) and not cursor.atBlockStart():
        return cursor.block().position()
    cursor.movePosition(_MOVES[step])
    if step.unit is Unit.LINE_END:
        return cursor.position()
    return cursor.position() if cursor.position() != position else None


def in_reading_order(document: QTextDocument, position: int, step: Step) -> Step:
    """Return a step to the left or right as one forwards or backwards where it is made."""
    direction = document.findBlock(position).textDirection()
    if step.unit in _SIDEWAYS and direction == Qt.LayoutDirection.RightToLeft:
        return Step(step.unit, -step.by)
    return step


def paragraph_at(document: QTextDocument, position: int) -> tuple[int, int]:
    """Return the ends of the paragraph at a position."""
    block = document.findBlock(position)
    return block.position(), block.position() + block.length() - 1
