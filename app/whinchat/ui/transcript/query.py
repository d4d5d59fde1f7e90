"""Queries: words to be found in messages, as they are written and as they are shown."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from whinchat.domain.letters import ANY_MARKS, folded, has_marks
from whinchat.domain.parts import (
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)
from whinchat.ui.transcript.sources import words_of_sources

_MARK = r"(?:[*_`]{1,3}|~~)?"
"""Marks of emphasis and code, which the source has and the page does not."""
_TOKENS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Query:
    """Words to be found in any case and with any accents, however they are spaced and emphasised.

    One query serves for the source of a message and for what the page shows of it.
    """

    pattern: re.Pattern[str]
    """To be used on a folded text."""
    marked_pattern: re.Pattern[str]
    """The same for a text whose accents are characters of their own."""
    longest: str
    """The longest word: a folded text without it needs no closer look."""

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Return where the hits begin and end, in characters."""
        # Looking in a folded copy is ten times faster than a pattern that ignores case.
        flat = folded(text)
        if has_marks(text):
            return [match.span() for match in self.marked_pattern.finditer(flat)]
        if self.longest not in flat:
            return []
        return [match.span() for match in self.pattern.finditer(flat)]

    def count(self, parts: Sequence[Part]) -> int:
        """Return how many hits there are in a message."""
        return sum(len(self.stretches(words_of(part))) for part in parts)


def make_query(words: str) -> Query | None:
    """Return the query for what was typed; ``None`` where that is nothing."""
    flat = folded(unicodedata.normalize("NFC", words))
    tokens = [_TOKENS.findall(word) for word in flat.split()]
    if not tokens:
        return None
    longest = max((token for word in tokens for token in word), key=len)
    return Query(_pattern(tokens, ""), _pattern(tokens, ANY_MARKS), longest)


def _pattern(tokens: list[list[str]], after_letter: str) -> re.Pattern[str]:
    between = rf"{_MARK}\s+{_MARK}"
    words = (
        _MARK.join("".join(re.escape(letter) + after_letter for letter in token) for token in word)
        for word in tokens
    )
    return re.compile(between.join(words))


def words_of(part: Part) -> str:
    """Return the words of a part in which can be found: those that can be read somewhere."""
    match part:
        case TextPart(text, citations):
            return f"{text}\n\n{words_of_sources(citations)}" if citations else text
        case ReasoningPart() | RefusalPart():
            return part.text
        case ToolCallPart() | ToolResultPart():
            return words_of_tool(part)
        case ImagePart(attachment) | FilePart(attachment):
            return attachment.name
        case UnknownPart():
            return ""
        case _:
            assert_never(part)


def words_of_tool(part: ToolCallPart | ToolResultPart) -> str:
    """Return what was asked of a tool, or what it answered."""
    if isinstance(part, ToolResultPart):
        return part.output
    return f"{part.name}({part.arguments})"


class RowHits(NamedTuple):
    """What is to be marked in a row."""

    query: Query
    current: int | None
    """Which of the row's hits the reader is at."""
