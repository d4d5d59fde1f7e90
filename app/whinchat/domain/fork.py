"""A new conversation from a branch of another."""

from dataclasses import replace
from datetime import datetime

from whinchat.domain.conversation import Conversation, Field, Mark, Message, Status
from whinchat.domain.values import ConversationId, Json, MessageId, new_id

_CARRIED = (
    Field.INSTRUCTIONS,
    Field.PROVIDER,
    Field.MODEL,
    Field.PARAMETERS,
    Field.FOLDER,
    Field.TAGS,
)
_SUFFIX = " (fork)"


def fork(source: Conversation, message_id: MessageId, by: str, now: datetime) -> Conversation:
    """Return a conversation of its own with the branch up to and including a message.

    Its messages have ids of their own: one id is one message, wherever it is merged or found.
    """
    forked = Conversation(id=ConversationId(new_id()), created_at=now)
    ids: dict[MessageId, MessageId] = {}
    parent_id: MessageId | None = None
    for message in source.branch_to(message_id):
        ids[message.id] = MessageId(new_id())
        forked.put(_copy(message, ids, parent_id))
        parent_id = ids[message.id]
    marks: dict[Field, Json] = {
        field: source.marks[field].value for field in _CARRIED if field in source.marks
    }
    if source.title:
        marks[Field.TITLE] = source.title.removesuffix(_SUFFIX) + _SUFFIX
    marks[Field.SOURCE] = {"conversation": source.id, "message": message_id}
    marks[Field.LEAF] = parent_id or ""
    forked.marks.update({field: Mark(value, now, by) for field, value in marks.items()})
    return forked


def _copy(
    message: Message, ids: dict[MessageId, MessageId], parent_id: MessageId | None
) -> Message:
    is_growing = message.status is Status.STREAMING
    return replace(
        message,
        id=ids[message.id],
        parent_id=parent_id,
        status=Status.INTERRUPTED if is_growing else message.status,
        continues=ids.get(message.continues) if message.continues else None,
    )
