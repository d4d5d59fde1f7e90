"""What the scripted server sends: bytes with pauses, and how the sending ends."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, TypeAlias

Step: TypeAlias = bytes | float
"""Bytes to send in one go, or seconds to wait."""


class Ending(Enum):
    """What the server does after the last step."""

    WHOLE = auto()
    """End the body as its framing wants it."""
    CUT = auto()
    """Close the connection in mid-body (FIN)."""
    RESET = auto()
    """Tear the connection down (RST)."""
    STALL = auto()
    """Say nothing more until the client leaves."""


class Framing(Enum):
    """How the client can tell where the body ends."""

    CHUNKED = auto()
    LENGTH = auto()
    CLOSE = auto()
    """By the end of the connection: a cut cannot be told from an end."""
    RAW = auto()
    """The steps are everything that is sent, status line and headers included."""


@dataclass(frozen=True)
class Answer:
    """One scripted answer."""

    steps: tuple[Step, ...]
    status: int = 200
    content_type: str = "text/event-stream; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    framing: Framing = Framing.CHUNKED
    ending: Ending = Ending.WHOLE

    @property
    def body(self) -> bytes:
        """Return all bytes of the body."""
        return b"".join(step for step in self.steps if isinstance(step, bytes))

    def cut_at(self, position: int, ending: Ending = Ending.CUT) -> "Answer":
        """Return this answer as far as the given byte of its body."""
        return replace(self, steps=(self.body[:position],), ending=ending)


def streamed(frames: Iterable[bytes], *, pause: float = 0.0) -> Answer:
    """Return frames sent one by one, with a pause in seconds after each."""
    steps: list[Step] = []
    for piece in frames:
        steps += [piece, pause] if pause else [piece]
    return Answer(tuple(steps))


def in_json(document: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Return a JSON document as an answer."""
    body = json.dumps(document).encode()
    return Answer((body,), status, "application/json", headers or {}, Framing.LENGTH)
