"""Excerpts: pieces of the transcript on their way to the clipboard."""

from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.conversation import Message, Role


class ExcerptKind(StrEnum):
    """How a piece becomes HTML."""

    MARKDOWN = "markdown"
    WRITTEN = "written"
    """The user's own words: shown as they were typed, but for fenced code."""
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One piece that is to be copied."""

    kind: ExcerptKind
    text: str
    """As it reads; of a whole message its source, of code the code alone."""
    markdown: str


def whole(message: Message) -> Excerpt:
    """Return all that a message says, as it was written."""
    kind = ExcerptKind.WRITTEN if message.role is Role.USER else ExcerptKind.MARKDOWN
    return Excerpt(kind, message.text, message.text)
