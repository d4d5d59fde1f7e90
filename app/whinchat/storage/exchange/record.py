"""What of a conversation leaves with an export: the fields named here and no others."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import assert_never

from whinchat.domain.citing import cited_once
from whinchat.domain.conversation import Conversation, Field, Message, Role, Status
from whinchat.domain.parts import (
    Citation,
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
from whinchat.domain.values import repair_surrogates

_UNTITLED = "Conversation"

_ENDINGS = {
    Status.STREAMING: "The reply had not ended yet.",
    Status.COMPLETE: "",
    Status.STOPPED: "Stopped.",
    Status.INTERRUPTED: "The reply ended early.",
    Status.FAILED: "The reply failed.",
}


class PieceKind(StrEnum):
    """What a piece of a turn is to its reader."""

    TEXT = "text"
    """Markdown."""
    REASONING = "reasoning"
    """Markdown too; apart from the answer."""
    CODE = "code"
    NOTE = "note"
    """One plain line of ours."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a turn."""

    kind: PieceKind
    text: str
    label: str = ""
    """For code: what it is."""
    citations: tuple[Citation, ...] = ()
    """For text: what it cites."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message, as an export shows it."""

    is_users: bool
    speaker: str
    at: datetime
    pieces: tuple[Piece, ...]
    sources: tuple[Citation, ...] = ()
    """Each address once."""
    ending: str = ""
    """A sentence where the reply did not end by itself."""


@dataclass(frozen=True, slots=True)
class Record:
    """The branch of a conversation that is shown."""

    title: str
    """One line, never empty."""
    created_at: datetime
    instructions: str
    turns: tuple[Turn, ...]


def record_of(conversation: Conversation) -> Record:
    """Return what an export may say of a conversation."""
    title = repair_surrogates(" ".join(conversation.title.split()))
    return Record(
        title=title or _UNTITLED,
        created_at=conversation.created_at,
        instructions=repair_surrogates(conversation.field_text(Field.INSTRUCTIONS)),
        turns=tuple(_turn(message) for message in conversation.branch()),
    )


def time_of(moment: datetime) -> str:
    """Return a time to the minute, in UTC: an export does not say where it was made."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _turn(message: Message) -> Turn:
    is_users = message.role is Role.USER
    model = message.answered_by or message.model or "Assistant"
    return Turn(
        is_users=is_users,
        speaker="You" if is_users else repair_surrogates(" ".join(model.split())),
        at=message.created_at,
        pieces=tuple(piece for part in message.parts if (piece := _piece(part)).text),
        sources=cited_once(
            source
            for part in message.parts
            if isinstance(part, TextPart)
            for source in part.citations
        ),
        ending=_ENDINGS[message.status],
    )


def _piece(part: Part) -> Piece:
    match part:
        case TextPart(text) | RefusalPart(text):
            citations = part.citations if isinstance(part, TextPart) else ()
            return Piece(PieceKind.TEXT, repair_surrogates(text), citations=citations)
        case ReasoningPart(text):
            return Piece(PieceKind.REASONING, repair_surrogates(text))
        case ImagePart(attachment) | FilePart(attachment):
            kind = "Picture" if isinstance(part, ImagePart) else "File"
            return Piece(PieceKind.NOTE, f"{kind}: {_one_line(attachment.name)}")
        case ToolCallPart():
            called = f"Calls {_one_line(part.name)}"
            return Piece(PieceKind.CODE, repair_surrogates(part.arguments), called)
        case ToolResultPart():
            return Piece(PieceKind.CODE, repair_surrogates(part.output), "Result")
        case UnknownPart():
            return Piece(PieceKind.NOTE, "Something that this version cannot show")
        case _:
            assert_never(part)


def _one_line(text: str) -> str:
    return repair_surrogates(" ".join(text.split()))
