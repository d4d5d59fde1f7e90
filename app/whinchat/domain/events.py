"""What a reply's stream brings, in the program's own words.

A *slot* is the place of a part in the reply, counted from 0 in order of first appearance; whoever
reads the wire gives each part its slot, however badly the server names them.
"""

from dataclasses import dataclass
from typing import TypeAlias

from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure
from whinchat.domain.parts import Citation, Part
from whinchat.domain.usage import Usage


@dataclass(frozen=True, slots=True)
class ReplyStarted:
    """The server has taken the request."""

    response_id: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More of the reply's words."""

    slot: int
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """More of what the model thinks."""

    slot: int
    text: str


@dataclass(frozen=True, slots=True)
class RefusalDelta:
    """More of why it will not answer."""

    slot: int
    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """More of a call's arguments, which are JSON as text."""

    slot: int
    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class CitationAdded:
    """A source for the text in a slot."""

    slot: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class PartDone:
    """The server's own version of a whole part; may come without any delta before it."""

    slot: int
    part: Part


@dataclass(frozen=True, slots=True)
class ImageArrived:
    """A whole picture."""

    slot: int
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class UsageReported:
    """What the reply took; a later report replaces an earlier one."""

    usage: Usage


@dataclass(frozen=True, slots=True)
class Finished:
    """The end, always the last event of a stream. ``status`` is never ``STREAMING``."""

    status: Status
    reason: str = ""
    """Why it ended, as the server puts it: ``max_output_tokens``, ``content_filter`` …"""
    failure: Failure | None = None
    model: str = ""
    """The model that answered, where the end says so."""
    quirks: tuple[str, ...] = ()
    """Departures from the documented stream that were met, for the curious."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The server's name for the request, for asking about it later."""

    request_id: str


@dataclass(frozen=True, slots=True)
class ModelStarting:
    """The model on this computer is being loaded; the request waits for it."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The server has the request; no word of the answer yet."""


@dataclass(frozen=True, slots=True)
class Retrying:
    """The attempt failed before any word came; the next starts after the delay."""

    attempt: int
    """The number of the attempt to come, from 2."""
    delay_seconds: float
    failure: Failure


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing came for a while; the stream goes on waiting until somebody stops it."""

    seconds: float


Progress: TypeAlias = ModelStarting | Connected | Retrying | Silent
"""How a request is getting on; shown while there are no words, kept nowhere."""

StreamEvent: TypeAlias = (
    Progress
    | ReplyStarted
    | Identified
    | TextDelta
    | ReasoningDelta
    | RefusalDelta
    | ToolCallDelta
    | CitationAdded
    | PartDone
    | ImageArrived
    | UsageReported
    | Finished
)
