"""The typed pieces of a message. Finished parts never change."""

from dataclasses import dataclass
from typing import TypeAlias

from whinchat.domain.values import NOTHING, JsonObject


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that a reply names, with the range of the text it supports.

    The unit of the range is not specified by any server: use it to place a marker, never to cut.
    """

    url: str
    title: str = ""
    start: int = 0
    end: int = 0
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept beside the conversations under the hash of its content."""

    sha256: str
    media_type: str
    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class TextPart:
    """Markdown, as written by the user or the model."""

    text: str
    citations: tuple[Citation, ...] = ()
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class ReasoningPart:
    """What the model thought before it answered, or a summary of it."""

    text: str
    seconds: float | None = None
    """How long it thought, where that was seen."""
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class RefusalPart:
    """The model's own words on why it will not answer."""

    text: str
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class ImagePart:
    """A picture that belongs to the conversation."""

    attachment: Attachment
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file that belongs to the conversation."""

    attachment: Attachment
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class ToolCallPart:
    """A call that the model asks for. ``arguments`` is JSON as text, possibly invalid."""

    call_id: str
    name: str
    arguments: str
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class ToolResultPart:
    """What a called tool answered."""

    call_id: str
    output: str
    extra: JsonObject = NOTHING


@dataclass(frozen=True, slots=True)
class UnknownPart:
    """Something this version does not know, kept as it came."""

    raw: JsonObject


Part: TypeAlias = (
    TextPart
    | ReasoningPart
    | RefusalPart
    | ImagePart
    | FilePart
    | ToolCallPart
    | ToolResultPart
    | UnknownPart
)
