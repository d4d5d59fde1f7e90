"""What the list is narrowed by: words of titles and folders, and tags."""

from collections.abc import Mapping
from dataclasses import dataclass

from whinchat.domain.folders import FolderId
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

    def fits(self, row: Row, paths: Mapping[FolderId, str]) -> bool:
        """Tell whether a conversation fits; ``paths`` are the folders' names, casefolded."""
        text = row.title.casefold()
        if row.folder:
            text = f"{paths.get(row.folder, '')}\n{text}"
        if not all(word in text for word in self.words):
            return False
        return not self.tags or self._has_tags(row)

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
