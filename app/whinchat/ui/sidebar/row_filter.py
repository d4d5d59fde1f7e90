"""What the list is narrowed by: words of titles and folders, and tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from whinchat.services.rows import Row

_TAG_SIGNS = ("#", "tag:")


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Every word has to occur, and every tag to begin as it was typed."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether everything fits."""
        return not self.words and not self.tags

    def select(self, rows: Sequence[Row], texts: Sequence[str]) -> Iterable[Row]:
        """Return the rows that fit; ``texts`` are what their words are looked for in, casefolded.

        Each word passes over all rows by itself: 10,000 take half a millisecond so, and ten where
        each row is asked for all words. Nothing is made for each row: 10,000 pairs would have the
        garbage collector look through all there is, which takes longer than a frame.
        """
        found: Iterable[Row] = rows
        for word in self.words:
            fitting = [word in text for text in texts]
            found, texts = compress(found, fitting), [*compress(texts, fitting)]
        return (row for row in found if row.tags and self._has_tags(row)) if self.tags else found

    def _has_tags(self, row: Row) -> bool:
        known = [tag.casefold() for tag in row.tags]
        return all(any(tag.startswith(wanted) for tag in known) for wanted in self.tags)


def parse_filter(text: str) -> RowFilter:
    """Return what was typed: ``#tag`` and ``tag:word`` ask for tags, anything else for words."""
    words: list[str] = []
    tags: list[str] = []
    for word in text.casefold().split():
        sign = next((sign for sign in _TAG_SIGNS if word.startswith(sign)), "")
        if sign:
            tags.append(word.removeprefix(sign))
        else:
            words.append(word)
    return RowFilter(tuple(words), tuple(tags))
