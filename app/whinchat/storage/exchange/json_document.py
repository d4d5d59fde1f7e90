"""A conversation as its own file has it, without what is nobody else's business."""

from dataclasses import replace

from whinchat.domain.conversation import NO_MARKS, Conversation, Field, Mark, Message
from whinchat.domain.errors import Failure
from whinchat.domain.parts import Citation, Part, TextPart, UnknownPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import NOTHING, Json, MessageId
from whinchat.storage.conversation_file import document_of

_KEPT_FIELDS = (Field.TITLE, Field.INSTRUCTIONS, Field.PROVIDER, Field.MODEL, Field.LEAF)


def to_json(conversation: Conversation) -> bytes:
    """Return the branch that is shown as a conversation file of its own."""
    branch = conversation.branch()
    alone = Conversation(id=conversation.id, created_at=conversation.created_at)
    parent_id: MessageId | None = None
    for message in branch:
        alone.put(_without_the_rest(message, parent_id, {kept.id for kept in branch}))
        parent_id = message.id
    texts = {name: conversation.field_text(name) for name in _KEPT_FIELDS}
    texts[Field.LEAF] = parent_id or ""
    for name, text in texts.items():
        if text:
            alone.marks[name] = _settled(conversation, name, text)
    return b"".join(document_of(alone).pieces())


def _settled(conversation: Conversation, name: Field, value: Json) -> Mark:
    at = mark.at if (mark := conversation.marks.get(name)) else conversation.created_at
    return Mark(value, at, "export")


def _without_the_rest(
    message: Message, parent_id: MessageId | None, branch: set[MessageId]
) -> Message:
    """Return a message of the fields that are known and meant for others."""
    return Message(
        id=message.id,
        parent_id=parent_id,
        role=message.role,
        parts=tuple(kept for part in message.parts if (kept := _known(part)) is not None),
        created_at=message.created_at,
        status=message.status,
        model=message.model,
        answered_by=message.answered_by,
        provider_id=message.provider_id,
        parameters=message.parameters,
        usage=_counted(message.usage),
        first_word_seconds=message.first_word_seconds,
        duration_seconds=message.duration_seconds,
        failure=_named(message.failure),
        continues=message.continues if message.continues in branch else None,
        marks=NO_MARKS,
    )


def _known(part: Part) -> Part | None:
    match part:
        case UnknownPart():
            return None
        case TextPart(text, citations):
            return TextPart(
                text, tuple(Citation(c.url, c.title, c.start, c.end) for c in citations)
            )
        case _:
            return replace(part, extra=NOTHING)


def _counted(usage: Usage | None) -> Usage | None:
    return usage and replace(usage, extra=NOTHING)


def _named(failure: Failure | None) -> Failure | None:
    """Say that it failed and how, in our words: the server's may hold anything."""
    return failure and Failure(
        failure.kind, "The reply failed", "", http_status=failure.http_status
    )
