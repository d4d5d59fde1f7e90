"""Looking for regular expressions in this process, for tests whose patterns are harmless."""

import re
from collections.abc import Sequence


def find_pattern(source: str, texts: Sequence[str]) -> list[list[tuple[int, int]] | None]:
    """Return where the pattern is in each text."""
    pattern = re.compile(source, re.IGNORECASE)
    return [[match.span() for match in pattern.finditer(text)] for text in texts]
