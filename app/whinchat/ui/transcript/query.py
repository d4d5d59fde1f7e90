"""Queries: words to be found in messages, as they are written and as they are shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from whinchat.domain.parts import Part, ReasoningPart, RefusalPart, TextPart

_MARK = r"(?:[*_`]{1,3}|~~)?"
"""Marks of emphasis and code, which the source has and the page does not."""
_TOKENS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Query:
    """Words to be found in any case, however they are spaced and emphasised.

    One query serves for the source of a message and for what the page shows of it.
    """

    pattern: re.Pattern[str]
    longest: str
    """The longest word in lower case: a text without it needs no closer look."""

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Return where the hits begin and end, in characters."""
        # Looking in a lowered copy is ten times faster than a pattern that ignores case.
        if self.longest not in text.lower():
            return []
        return [match.span() for match in self.pattern.finditer(text)]

    def count(self, parts: Sequence[Part]) -> int:
        """Return how many hits there are in a message."""
        return sum(len(self.stretches(words_of(part))) for part in parts)


def make_query(words: str) -> Query | None:
    """Return the query for what was typed; ``None`` where that is nothing."""
    tokens = [_TOKENS.findall(word) for word in words.split()]
    if not tokens:
        return None
    between = rf"{_MARK}\s+{_MARK}"
    escaped = (_MARK.join(map(re.escape, word)) for word in tokens)
    longest = max((token for word in tokens for token in word), key=len)
    return Query(re.compile(between.join(escaped), re.IGNORECASE), longest.lower())


def words_of(part: Part) -> str:
    """Return the words of a part in which can be found."""
    return part.text if isinstance(part, TextPart | ReasoningPart | RefusalPart) else ""


class RowHits(NamedTuple):
    """What is to be marked in a row."""

    query: Query
    current: int | None
    """Which of the row's hits the reader is at."""
