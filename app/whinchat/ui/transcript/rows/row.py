"""A row: one stripe of a message, as wide as its column."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.query import RowHits


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done with a thing in a message, in the words of a menu."""

    words: str
    run: Callable[[], None]
    is_on: bool | None = None
    """Whether it is switched on; ``None`` for what is no switch."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Code, a table, a formula or a picture: what a menu calls it, and what can be done with it."""

    kind: str
    label: str
    commands: tuple[Command, ...]


class RowKey(NamedTuple):
    """A row's place in its message. It stays the row's own while the message grows."""

    part: int
    place: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a row is drawn, and how."""

    area: QRect
    """The row's own area in the view, without the space above it."""
    clip: QRect
    """What needs to be drawn, in the same coordinates."""
    ratio: float
    """Device pixels per logical pixel."""
    selection: tuple[int, int] | None = None
    is_lit: bool = False
    """Whether the pointer or the keyboard is at the message."""
    hits: RowHits | None = None
    """What is searched for, to be marked."""


class Row:
    """The least a row is: a space above it and a height.

    ``height`` is a guess until ``measured_for`` is the width in question. ``version`` changes
    whenever the row looks different. Positions are those of its text, in Qt's UTF-16 units.
    """

    key: RowKey
    space_above: int = Space.NONE
    lead_space: int | None = None
    """The space above instead, where the row comes first in its message."""
    is_quiet: bool = False
    """Whether it is read second, like reasoning: muted, and set in behind a line."""
    height: int = 0
    measured_for: int = -1
    version: int = 0
    same_above: tuple[int, int] = (-1, 0)
    """A version, and how many pixels at its top look as they did in the version before."""
    is_text: bool = False
    """Whether there are words that can be selected."""
    is_widget: bool = False
    """Whether it is a widget, which has to be put where the row is."""

    def __init__(self, key: RowKey) -> None:
        self.key = key

    @property
    def stride(self) -> int:
        """Return the height with the space above."""
        return self.gap + self.height

    @property
    def gap(self) -> int:
        """Return the space above as it is here."""
        return self.space_above if self.lead_space is None else self.lead_space

    @property
    def source(self) -> str:
        """Return the words as they were written; nothing where they are not the message's own."""
        return ""

    @property
    def length(self) -> int:
        """Return how many positions of text can be selected."""
        return 0

    def measure(self, width: int) -> None:
        """Make ``height`` right for a width."""
        self.measured_for = width

    def guess(self, _width: int) -> None:
        """Guess the height for a width, where nothing is known of it yet."""

    def forget_measure(self) -> None:
        """Measure again before the next use; the height stays as the guess."""
        self.measured_for = -1
        self.version += 1

    def change_below(self, pixels: int) -> None:
        """Note that the row looks different, but for so many pixels at its top."""
        self.version += 1
        self.same_above = self.version, pixels

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the row."""

    def place(self, area: QRect) -> None:
        """Put the row's widget, if it has one, where the row is."""

    def release(self) -> None:
        """Give up the layout; the height stays known."""

    def discard(self) -> None:
        """Give everything up: the row will not be shown again."""
        self.release()

    def position_at(self, _point: QPoint) -> int:
        """Return the text position nearest to a point within the row."""
        return 0

    def word_at(self, position: int) -> tuple[int, int]:
        """Return the ends of the word at a position."""
        return position, position

    def paragraph_at(self, position: int) -> tuple[int, int]:
        """Return the ends of the paragraph at a position."""
        return position, position

    def link_at(self, _point: QPoint) -> str:
        """Return the address under a point within the row, or nothing."""
        return ""

    def link_tip_at(self, _point: QPoint) -> str:
        """Return what a link under a point within the row is about, where it says so."""
        return ""

    def links(self) -> list[tuple[str, str]]:
        """Return words and address of each link, in reading order."""
        return []

    def things(self) -> list[Thing]:
        """Return what can be used besides being read, for menus."""
        return []

    def thing_at(self, _point: QPoint) -> Thing | None:
        """Return the thing under a point within the row."""
        things = self.things()
        return things[0] if len(things) == 1 else None

    def text_between(self, _start: int, _end: int) -> str:
        """Return the text from one position to another, as it is to be copied."""
        return ""

    def excerpt(self, start: int, end: int) -> Excerpt | None:
        """Return what is between two positions for the clipboard; ``None`` for nothing."""
        text = self.text_between(start, end)
        return Excerpt(ExcerptKind.WRITTEN, text, text) if text else None

    def press(self, _point: QPoint) -> bool:
        """Do what is under a point within the row; return whether there was something."""
        return False

    def tip_at(self, _point: QPoint) -> str:
        """Return what the thing under a point is called, if it can be pressed."""
        return ""

    @property
    def area(self) -> QRect:
        """Return the row's area as counted from its own corner."""
        return QRect(0, 0, max(0, self.measured_for), self.height)

    def is_bar_at(self, _point: QPoint) -> bool:
        """Tell whether the bar of too wide content is under a point."""
        return False

    def grip(self, _point: QPoint) -> None:
        """Take hold of the bar of too wide content."""

    def drag(self, _point: QPoint) -> None:
        """Move too wide content with the bar that was taken hold of."""

    def scroll_sideways(self, _pixels: int) -> bool:
        """Move too wide content; return whether there was anything to move."""
        return False
