"""The tree of messages against plain lists, whatever order they come in."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.conversation import Mark, Message, Role
from whinchat.domain.messages import Messages, node_of
from whinchat.domain.parts import TextPart
from whinchat.domain.values import MessageId

NOW = datetime(2026, 1, 2, tzinfo=UTC)
_NAMES = st.sampled_from([MessageId(name) for name in "abcdef"])
_DELETED = {"deleted": Mark(value=True, at=NOW, by="w")}


@st.composite
def _message(draw: st.DrawFn) -> Message:
    return Message(
        id=draw(_NAMES),
        parent_id=draw(st.none() | _NAMES),
        role=draw(st.sampled_from(Role)),
        parts=(TextPart("words\n" * draw(st.integers(0, 3))),),
        created_at=NOW,
        marks=_DELETED if draw(st.integers(0, 5)) == 0 else {},
    )


@st.composite
def _written(draw: st.DrawFn) -> list[Message]:
    """Messages in a straight line first, as most are, then any."""
    length = draw(st.integers(0, 5))
    names = [MessageId(name) for name in "abcdef"]
    parents = [None, *names]
    straight = [
        Message(id=name, parent_id=parent, role=Role.USER, parts=(), created_at=NOW)
        for name, parent in zip(names[:length], parents, strict=False)
    ]
    return straight + draw(st.lists(_message(), max_size=6))


def _walked(messages: dict[MessageId, Message], leaf: MessageId) -> list[MessageId]:
    path: list[Message] = []
    found = messages.get(leaf)
    while found is not None and found not in path:
        path.append(found)
        found = messages.get(found.parent_id) if found.parent_id else None
    return [message.id for message in reversed(path) if not message.is_deleted]


@given(_written(), _NAMES)
def test_paths_and_versions_are_those_of_a_plain_walk(
    written: list[Message], leaf: MessageId
) -> None:
    messages: Messages[Message] = Messages()
    for message in written:
        messages.put(message)
    plain: dict[MessageId, Message] = {}
    for message in written:
        plain[message.id] = message

    assert messages == plain
    assert list(messages) == list(plain)
    path = messages.path_to(leaf)
    assert path == _walked(plain, leaf)
    nodes = [node_of(plain[one]) for one in path]
    characters, line_ends = messages.lengths(path)
    assert list(zip(characters, line_ends, strict=True)) == [node[3:] for node in nodes]
    parents = [message.parent_id for message in plain.values()]
    several = messages.parents_of_several()
    assert several == {parent for parent in parents if parents.count(parent) > 1}
    assert [child for child, _, _ in messages.children_of(several)] == [
        message.id
        for message in plain.values()
        if message.parent_id in several and not message.is_deleted
    ]


@given(_written(), _written())
def test_a_copy_does_not_change_with_its_original(one: list[Message], more: list[Message]) -> None:
    messages: Messages[Message] = Messages()
    for message in one:
        messages.put(message)
    copied = messages.copy()
    before = dict(copied)

    for message in more:
        messages.put(message)

    assert copied == before


def test_what_is_kept_is_read_each_time_and_only_when_wanted() -> None:
    reads: list[bytes] = []

    def read(message_id: MessageId, data: bytes) -> Message:
        reads.append(data)
        return Message(id=message_id, parent_id=None, role=Role.USER, parts=(), created_at=NOW)

    messages: Messages[Message] = Messages(read)
    message = Message(id=MessageId("a"), parent_id=None, role=Role.USER, parts=(), created_at=NOW)
    messages.keep(message.id, b"{}", node_of(message))

    assert messages.path_to(message.id) == ["a"]
    assert reads == []
    assert messages[message.id] == message
    assert reads == [b"{}"]
