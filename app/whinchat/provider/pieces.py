"""What a source of weights brings, and how it says that it cannot."""

from dataclasses import dataclass

from whinchat.domain.errors import WhinchatError


class SourceFailed(WhinchatError):
    """A source did not bring the bytes; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes, and where in the file they belong."""

    offset: int
    data: bytes
