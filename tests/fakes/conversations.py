"""Conversations to test with: hypothesis strategies, and plain ones by a line."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from whinchat.domain.conversation import Conversation, Field, Mark, Message, Role, Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.parameters import Parameters
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
from whinchat.domain.values import ConversationId, Json, JsonObject, MessageId, ProviderId, new_id

NOW = datetime(2026, 3, 1, 12, 0, 0, 250000, UTC)


def a_message(text: str, parent: Message | None = None, **changes: object) -> Message:
    """Return a finished message: the user's, or the reply where it has a parent of the user's."""
    is_reply = parent is not None and parent.role is Role.USER
    fields: dict[str, object] = {
        "id": MessageId(new_id()),
        "parent_id": parent.id if parent else None,
        "role": Role.ASSISTANT if is_reply else Role.USER,
        "parts": (TextPart(text),) if text else (),
        "created_at": NOW,
    }
    return Message(**{**fields, **changes})  # type: ignore[arg-type]  # names as in Message


def a_conversation(*messages: Message, title: str = "") -> Conversation:
    """Return a conversation of these messages."""
    conversation = Conversation(id=ConversationId(new_id()), created_at=NOW)
    for message in messages:
        conversation.put(message)
    if title:
        conversation.marks[Field.TITLE] = a_mark(title)
    return conversation


def a_mark(value: Json, by: str = "here", at: datetime = NOW) -> Mark:
    """Return a mark."""
    return Mark(value, at, by)


_characters = st.characters(exclude_categories=["Cs"])
texts = st.text(_characters, max_size=40)
_times = st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
_seconds = st.none() | st.floats(0, 1e6)
_counts = st.none() | st.integers(0, 2**53)
_hashes = st.text("0123456789abcdef", min_size=64, max_size=64)

jsons: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
# A name that no version knows, so that it cannot be taken for a known field.
_unknown_names = texts.map(lambda text: f"x-{text}")
extras: st.SearchStrategy[JsonObject] = st.dictionaries(_unknown_names, jsons, max_size=2)

_attachments = st.builds(
    Attachment, sha256=_hashes, media_type=texts, name=texts, size_bytes=st.integers(0, 2**40)
)
_citations = st.builds(
    Citation,
    url=texts,
    title=texts,
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    extra=extras,
)
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(TextPart, texts, st.lists(_citations, max_size=2).map(tuple), extras),
    st.builds(ReasoningPart, texts, _seconds, extras),
    st.builds(RefusalPart, texts, extras),
    st.builds(ImagePart, _attachments, extras),
    st.builds(FilePart, _attachments, extras),
    st.builds(ToolCallPart, texts, texts, texts, extras),
    st.builds(ToolResultPart, texts, texts, extras),
    st.builds(lambda extra: UnknownPart({"type": "x-new", **extra}), extras),
)
marks = st.builds(Mark, value=jsons, at=_times, by=texts)
_usages = st.builds(
    Usage,
    input_tokens=_counts,
    output_tokens=_counts,
    reasoning_tokens=_counts,
    cached_tokens=_counts,
    cost_usd=st.none() | st.decimals(0, 1000, places=8),
    extra=extras,
)
_parameters = st.builds(
    Parameters,
    temperature=st.none() | st.floats(0, 2),
    top_p=st.none() | st.floats(0, 1),
    max_output_tokens=st.none() | st.integers(1, 10**6),
)
_failures = st.builds(
    Failure,
    kind=st.sampled_from(FailureKind),
    title=texts,
    explanation=texts,
    remedy=st.sampled_from(Remedy),
    server_words=texts,
    http_status=st.none() | st.integers(100, 599),
    details=texts,
    retry_after_seconds=_seconds,
)
ids = st.text("0123456789abcdef", min_size=32, max_size=32).map(MessageId)
messages = st.builds(
    Message,
    id=ids,
    parent_id=st.none() | ids,
    role=st.sampled_from(Role),
    parts=st.lists(parts, max_size=4).map(tuple),
    created_at=_times,
    status=st.sampled_from(Status),
    model=texts,
    answered_by=texts,
    provider_id=texts.map(ProviderId),
    parameters=_parameters,
    finish_reason=texts,
    usage=st.none() | _usages,
    first_word_seconds=_seconds,
    duration_seconds=_seconds,
    request_id=texts,
    failure=st.none() | _failures,
    continues=st.none() | ids,
    marks=st.dictionaries(texts, marks, max_size=2),
    extra=extras,
)
fields = st.dictionaries(st.sampled_from(Field), marks, max_size=len(Field))


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """Draw a conversation whose messages may hang anywhere, as files can be edited by hand."""
    conversation = Conversation(
        id=ConversationId(draw(ids)),
        created_at=draw(_times),
        marks={str(name): mark for name, mark in draw(fields).items()},
        extra=draw(extras),
    )
    for message in draw(st.lists(messages, max_size=4)):
        conversation.put(message)
    return conversation
