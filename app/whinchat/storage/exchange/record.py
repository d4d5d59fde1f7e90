"""What of a conversation leaves with an export: the fields named here and no others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import assert_never

from whinchat.domain.citing import cited_once
from whinchat.domain.conversation import Conversation, Field, Message, Role, Status
from whinchat.domain.parts import (
    Attachment,
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
from whinchat.domain.usage import Usage
from whinchat.domain.values import repair_surrogates
from whinchat.storage.exchange.options import ExportOptions
from whinchat.storage.exchange.versions import Version, versions_of

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
    PICTURE = "picture"
    """A line as well, for whoever cannot show it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a turn."""

    kind: PieceKind
    text: str
    label: str = ""
    """For code: what it is."""
    citations: tuple[Citation, ...] = ()
    """For text: what it cites."""
    attachment: Attachment | None = None
    """For a picture: where it is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message, as an export shows it."""

    is_users: bool
    speaker: str
    pieces: tuple[Piece, ...]
    facts: str = ""
    """Which message it is and when it was begun, in one line; may be empty."""
    sources: tuple[Citation, ...] = ()
    """Each address once."""
    ending: str = ""
    """A sentence where the reply did not end by itself."""
    cost: str = ""
    """What it took, in one line; may be empty."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The branch that is shown, or another version from where it branches off."""

    title: str
    """Empty for the branch that is shown."""
    origin: str
    """A sentence: what it branches from."""
    turns: Iterator[Turn]
    """Made one by one, so that a long conversation is never there twice; to be read once."""


@dataclass(frozen=True, slots=True)
class Record:
    """What an export may say of a conversation."""

    title: str
    """One line, never empty."""
    time: str
    """When it was begun; empty where times are not wanted."""
    instructions: str
    options: ExportOptions
    conversation: Conversation
    """For this module alone: writers take what they write from ``chapters``."""

    def chapters(self) -> Iterator[Chapter]:
        """Yield what was said, chapter by chapter."""
        for version in versions_of(self.conversation):
            yield self._chapter(version)
            if not self.options.all_branches:
                break

    def turns(self) -> Iterator[Turn]:
        """Yield everything that is said, turn by turn."""
        for chapter in self.chapters():
            yield from chapter.turns

    def _chapter(self, version: Version) -> Chapter:
        turns = self._turns(version)
        if version.number == 1:
            return Chapter("", "", turns)
        title = f"Version {version.number}, from message {version.depth + 1} on"
        if not version.parent_number:
            return Chapter(title, "It begins anew.", turns)
        origin = f"It branches from version {version.parent_number}"
        return Chapter(title, f"{origin} after message {version.depth}.", turns)

    def _turns(self, version: Version) -> Iterator[Turn]:
        for number, message_id in enumerate(version.ids, start=version.depth + 1):
            message = self.conversation.messages[message_id]
            yield _turn(message, number, self.options)


def record_of(conversation: Conversation, options: ExportOptions) -> Record:
    """Return what an export may say of a conversation."""
    title = repair_surrogates(" ".join(conversation.title.split()))
    instructions = conversation.field_text(Field.INSTRUCTIONS) if options.instructions else ""
    return Record(
        title=title or _UNTITLED,
        time=time_of(conversation.created_at) if options.times else "",
        instructions=repair_surrogates(instructions),
        options=options,
        conversation=conversation,
    )


def time_of(moment: datetime) -> str:
    """Return a time to the minute, in UTC: an export does not say where it was made."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _turn(message: Message, number: int, options: ExportOptions) -> Turn:
    is_users = message.role is Role.USER
    model = message.answered_by or message.model or "Assistant"
    pieces = (_piece(part) for part in message.parts)
    facts = (f"Message {number}" * options.all_branches, time_of(message.created_at))
    return Turn(
        is_users=is_users,
        speaker="You" if is_users else repair_surrogates(" ".join(model.split())),
        pieces=tuple(
            piece
            for piece in pieces
            if piece.text and (options.reasoning or piece.kind is not PieceKind.REASONING)
        ),
        facts=", ".join(filter(None, facts if options.times else facts[:1])),
        sources=cited_once(_citations(message)) if options.sources else (),
        ending=_ENDINGS[message.status],
        cost=_cost(message) if options.cost else "",
    )


def _citations(message: Message) -> Iterator[Citation]:
    for part in message.parts:
        if isinstance(part, TextPart):
            yield from part.citations


def _cost(message: Message) -> str:
    usage, seconds = message.usage or Usage(), message.duration_seconds
    found = (
        f"{usage.input_tokens:,} tokens in" if usage.input_tokens is not None else "",
        f"{usage.output_tokens:,} tokens out" if usage.output_tokens is not None else "",
        f"${usage.cost_usd:f}" if usage.cost_usd is not None else "",
        f"{seconds:.1f} s" if seconds is not None else "",
    )
    return ", ".join(filter(None, found))


def _piece(part: Part) -> Piece:
    match part:
        case TextPart(text) | RefusalPart(text):
            citations = part.citations if isinstance(part, TextPart) else ()
            return Piece(PieceKind.TEXT, repair_surrogates(text), citations=citations)
        case ReasoningPart(text):
            return Piece(PieceKind.REASONING, repair_surrogates(text))
        case ImagePart() | FilePart():
            return _file(part)
        case ToolCallPart():
            called = f"Calls {_one_line(part.name)}"
            return Piece(PieceKind.CODE, repair_surrogates(part.arguments), called)
        case ToolResultPart():
            return Piece(PieceKind.CODE, repair_surrogates(part.output), "Result")
        case UnknownPart():
            return Piece(PieceKind.NOTE, "Something that this version cannot show")
        case _:
            assert_never(part)


def _file(part: ImagePart | FilePart) -> Piece:
    name = _one_line(part.attachment.name)
    if isinstance(part, FilePart):
        return Piece(PieceKind.NOTE, f"File: {name}")
    return Piece(PieceKind.PICTURE, f"Picture: {name}", attachment=part.attachment)


def _one_line(text: str) -> str:
    return repair_surrogates(" ".join(text.split()))
