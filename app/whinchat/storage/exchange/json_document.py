"""A conversation as its own file has it, without what is nobody else's business."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from whinchat.domain.conversation import (
    Conversation,
    Field,
    Mark,
    MarkName,
    Message,
    first_words,
)
from whinchat.domain.errors import Failure
from whinchat.domain.parameters import parameters_json
from whinchat.domain.parts import (
    Attachment,
    Citation,
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    TextPart,
    UnknownPart,
)
from whinchat.domain.usage import Usage
from whinchat.domain.values import NOTHING, Json, MessageId
from whinchat.storage.conversation_file import file_pieces, head_of
from whinchat.storage.exchange.options import ExportOptions
from whinchat.storage.exchange.versions import kept_parents
from whinchat.storage.fields import LONG_AGO, time_to_text
from whinchat.storage.message_codec import lay_out, message_to_json

_TEXT_FIELDS = (Field.TITLE, Field.PROVIDER, Field.MODEL)
_KEPT_MARKS = (MarkName.LEFT_OUT, MarkName.ALWAYS_KEPT)
_WRITER = "export"

_Parents = Mapping[MessageId, MessageId | None]


def to_json(conversation: Conversation, options: ExportOptions) -> Iterator[bytes]:
    """Yield the bytes of a conversation file of its own. No message is held longer than needed."""
    parents = _parents(conversation, options)
    messages = conversation.messages
    head = head_of(_head(conversation, options, parents))
    begun = (messages[each].created_at for each in parents) if options.times else iter(())
    newest = max(begun, default=_time(conversation.created_at, options))
    head["updated_at"] = time_to_text(max(newest, _time(conversation.created_at, options)))
    head["first_words"] = first_words(messages[each] for each in parents)
    slots = (lay_out(_document(messages[each], parents, options)) for each in parents)
    return file_pieces(head, slots)


def attachments_of(conversation: Conversation, options: ExportOptions) -> Iterator[Attachment]:
    """Yield the attachments of what is exported, each content once."""
    seen: set[str] = set()
    for message_id in _parents(conversation, options):
        for part in conversation.messages[message_id].parts:
            if isinstance(part, ImagePart | FilePart) and part.attachment.sha256 not in seen:
                seen.add(part.attachment.sha256)
                yield part.attachment


def _document(message: Message, parents: _Parents, options: ExportOptions) -> Mapping[str, Json]:
    return message_to_json(_without_the_rest(message, parents, options))


def _parents(conversation: Conversation, options: ExportOptions) -> _Parents:
    """Return what is exported, in order, with what each then follows."""
    if options.all_branches:
        return kept_parents(conversation)
    branch = conversation.branch_ids()
    return dict(zip(branch, (None, *branch), strict=False))


def _head(conversation: Conversation, options: ExportOptions, parents: _Parents) -> Conversation:
    alone = Conversation(id=conversation.id, created_at=_time(conversation.created_at, options))
    leaf = next(reversed(conversation.branch_ids()), None)
    values: dict[Field, Json] = {name: conversation.field_text(name) for name in _TEXT_FIELDS}
    values[Field.LEAF] = leaf if leaf in parents else ""
    values[Field.PARAMETERS] = parameters_json(conversation.parameters)
    if options.instructions:
        values[Field.INSTRUCTIONS] = conversation.field_text(Field.INSTRUCTIONS)
    for name, value in values.items():
        if value:
            mark = conversation.marks.get(name)
            at = mark.at if mark else conversation.created_at
            alone.marks[name] = Mark(value, _time(at, options), _WRITER)
    return alone


def _time(moment: datetime, options: ExportOptions) -> datetime:
    return moment if options.times else LONG_AGO


def _without_the_rest(message: Message, parents: _Parents, options: ExportOptions) -> Message:
    """Return a message of the fields that are known, meant for others and wanted."""
    at = _time(message.created_at, options)
    chosen = Mark(value=True, at=at, by=_WRITER)
    return Message(
        id=message.id,
        parent_id=parents[message.id],
        role=message.role,
        parts=tuple(kept for part in message.parts if (kept := _known(part, options)) is not None),
        created_at=at,
        status=message.status,
        model=message.model,
        answered_by=message.answered_by,
        provider_id=message.provider_id,
        parameters=message.parameters,
        usage=_counted(message.usage) if options.cost else None,
        first_word_seconds=message.first_word_seconds if options.cost else None,
        duration_seconds=message.duration_seconds if options.cost else None,
        failure=_named(message.failure),
        continues=message.continues if message.continues in parents else None,
        marks={name: chosen for name in _KEPT_MARKS if message.has(name)},
    )


def _known(part: Part, options: ExportOptions) -> Part | None:
    match part:
        case UnknownPart():
            return None
        case ReasoningPart() if not options.reasoning:
            return None
        case TextPart(text, citations):
            kept = citations if options.sources else ()
            return TextPart(text, tuple(Citation(c.url, c.title, c.start, c.end) for c in kept))
        case _:
            return replace(part, extra=NOTHING)


def _counted(usage: Usage | None) -> Usage | None:
    return usage and replace(usage, extra=NOTHING)


def _named(failure: Failure | None) -> Failure | None:
    """Say that it failed and how, in our words: the server's may hold anything."""
    return failure and Failure(
        failure.kind, "The reply failed", "", http_status=failure.http_status
    )
