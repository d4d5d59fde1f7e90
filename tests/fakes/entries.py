"""Entries for the transcript, made in one line."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from whinchat.domain.conversation import Message, Role, Status
from whinchat.domain.errors import Failure
from whinchat.domain.parts import Part, TextPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import MessageId
from whinchat.ui.transcript.entry import Entry

_NUMBERS = count(1)
# The same time of day on the wall wherever the pictures are drawn.
WHEN = datetime(2025, 3, 14, 14, 2).astimezone(UTC)  # local on purpose


def user(text: str, message_id: str = "") -> Entry:
    """A message of the user's."""
    return Entry(_message(Role.USER, (TextPart(text),), message_id))


def user_with(*parts: Part) -> Entry:
    """A message of the user's with more than words in it."""
    return Entry(_message(Role.USER, parts, ""))


def reply(
    *parts: Part | str,
    status: Status = Status.COMPLETE,
    message_id: str = "",
    failure: Failure | None = None,
    version: tuple[int, int] = (1, 1),
) -> Entry:
    """A reply, its parts given as they are or as Markdown."""
    made = tuple(TextPart(part) if isinstance(part, str) else part for part in parts)
    message = _message(Role.ASSISTANT, made, message_id, status, failure)
    return Entry(message, label="wren-1", version=version)


def with_measures(entry: Entry, usage: Usage, seconds: float) -> Entry:
    """The same reply with what it took."""
    message = replace(entry.message, usage=usage, duration_seconds=seconds)
    return replace(entry, message=message)


def growing(text: str, message_id: str = "reply") -> Entry:
    """A reply that is still being written."""
    return reply(text, status=Status.STREAMING, message_id=message_id)


def _message(
    role: Role,
    parts: tuple[Part, ...],
    message_id: str,
    status: Status = Status.COMPLETE,
    failure: Failure | None = None,
) -> Message:
    return Message(
        id=MessageId(message_id or f"m{next(_NUMBERS)}"),
        parent_id=None,
        role=role,
        parts=parts,
        created_at=WHEN,
        status=status,
        failure=failure,
        model="wren-1",
    )
