"""The sources that a reply names, each address once and numbered."""

from collections.abc import Sequence
from typing import NamedTuple

from whinchat.domain.citing import cited_once
from whinchat.domain.conversation import Message
from whinchat.domain.parts import Citation, TextPart
from whinchat.ui.transcript.writing.links import host_of


class Source(NamedTuple):
    """An address, and what it is called."""

    number: int
    address: str
    title: str

    @property
    def words(self) -> str:
        """Return what is shown of it besides the number."""
        if not self.title:
            return self.address
        return f"{self.title}   {host_of(self.address)}"


def numbered(citations: Sequence[Citation]) -> list[Source]:
    """Return the sources in the order in which they were first named."""
    found = enumerate(cited_once(citations), 1)
    return [Source(number, source.url, source.title) for number, source in found]


def sources_of(message: Message) -> list[Source]:
    """Return all sources of a message."""
    parts = [part for part in message.parts if isinstance(part, TextPart)]
    return numbered([citation for part in parts for citation in part.citations])


def words_of_sources(citations: Sequence[Citation]) -> str:
    """Return the sources as they are shown, a line for each."""
    return "\n".join(source.words for source in numbered(citations))
