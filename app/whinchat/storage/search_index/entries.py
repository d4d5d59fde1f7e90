"""Messages as the index keeps them: their words in one text, and what operators ask for."""

import re
from dataclasses import dataclass
from enum import IntFlag

from whinchat.domain.conversation import Message, Role
from whinchat.domain.letters import folded
from whinchat.domain.parts import (
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)
from whinchat.domain.search_matching import searchable

_FENCE = re.compile(r"^[ >]{0,8}(?:```|~~~)", re.MULTILINE)
_LINK = re.compile(r"https?://\S")


class Trait(IntFlag):
    """What is so about a message, as bits of a number."""

    CODE = 1
    IMAGE = 2
    LINK = 4
    FILE = 8
    DELETED = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as the index keeps it."""

    id: str
    parent: str
    is_user: bool
    at_seconds: int
    """When it was begun, in seconds since 1970."""
    model: str
    """Who answered, or was asked."""
    models: str
    """The models asked and answering, folded, a line each."""
    traits: Trait
    text: str


def entry_of(message: Message) -> Entry:
    """Return what the index keeps of a message."""
    texts = [text for text in map(_words_of, message.parts) if text]
    return Entry(
        id=message.id,
        parent=message.parent_id or "",
        is_user=message.role is Role.USER,
        at_seconds=int(message.created_at.timestamp()),
        model=message.answered_by or message.model,
        models=folded(searchable("\n".join({message.model, message.answered_by} - {""}))),
        traits=_traits_of(message, texts),
        text=searchable("\n\n".join(texts)),
    )


def _words_of(part: Part) -> str:
    match part:
        case TextPart(text, citations):
            named = (f"{source.title} {source.url}" for source in citations)
            return "\n".join((text, *named)) if citations else text
        case ReasoningPart() | RefusalPart():
            return part.text
        case ToolCallPart():
            return f"{part.name}({part.arguments})"
        case ToolResultPart():
            return part.output
        case ImagePart(attachment) | FilePart(attachment):
            return attachment.name
        case UnknownPart():
            return ""


def _traits_of(message: Message, texts: list[str]) -> Trait:
    traits = Trait.DELETED if message.is_deleted else Trait(0)
    for part in message.parts:
        match part:
            case ImagePart():
                traits |= Trait.IMAGE
            case FilePart(attachment):
                is_image = attachment.media_type.startswith("image/")
                traits |= Trait.IMAGE if is_image else Trait.FILE
            case _:
                pass
    if any(_FENCE.search(text) for text in texts):
        traits |= Trait.CODE
    if any(_LINK.search(text) for text in texts):
        traits |= Trait.LINK
    return traits
