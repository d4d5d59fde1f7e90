"""Guesses: about how high messages are that nobody has come near."""

from collections.abc import Sequence
from dataclasses import dataclass

from whinchat.ui.transcript.writing.typography import Typography

_ROOM_AROUND = 64
"""Pixels of meta line, gaps and foot."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a message, a line end in it and a character of it take, in pixels."""

    message: int
    line_end: float
    character: float

    @classmethod
    def of(cls, typography: Typography, width: int) -> "Guess":
        """Return the guess for a column of a width."""
        line = typography.line_height
        # Half of the line ends are empty lines between blocks.
        return cls(
            _ROOM_AROUND + line, 0.6 * line, line * typography.character_width * 0.86 / width
        )

    def height(self, count: int, characters: int, line_ends: int) -> int:
        """Return the height of several messages together."""
        return count * self.message + int(line_ends * self.line_end + characters * self.character)

    def heights(self, characters: Sequence[int], line_ends: Sequence[int]) -> list[int]:
        """Return the height of each of several messages; their sum is what ``height`` says."""
        found: list[int] = []
        all_characters = all_line_ends = above = 0
        for count, ends in zip(characters, line_ends, strict=True):
            all_characters += count
            all_line_ends += ends
            below = self.height(len(found) + 1, all_characters, all_line_ends)
            found.append(below - above)
            above = below
        return found
