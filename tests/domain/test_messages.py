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
    assert list(zip(characters, line_ends, strict=True)) == [node[3:5] for node in nodes]
    parents = {
        message.id: _living_parent(plain, message)
        for message in plain.values()
        if not message.is_deleted
    }
    assert dict(messages.living.links()) == parents
    families: dict[MessageId | None, list[MessageId]] = {}
    for child, parent in parents.items():
        families.setdefault(parent, []).append(child)
    forks = {parent: children for parent, children in families.items() if len(children) > 1}
    assert messages.living.forks() == forks
    for child, parent in parents.items():
        versions = [other for other, its_parent in parents.items() if its_parent == parent]
        assert messages.siblings(child) == versions


@given(_written())
def test_a_tree_that_grows_is_the_one_built_anew(written: list[Message]) -> None:
    messages: Messages[Message] = Messages()
    for place, message in enumerate(written, start=1):
        messages.put(message)
        # Asked for, it is kept in step from then on.
        tree = messages.living
        anew: Messages[Message] = Messages()
        for other in written[:place]:
            anew.put(other)

        assert [*tree.links()] == [*anew.living.links()]
        assert (tree.forks(), tree.roots()) == (anew.living.forks(), anew.living.roots())
        for one, _ in tree.links():
            assert messages.path_to(one) == anew.path_to(one)
            assert tree.stretch(one) == anew.living.stretch(one)
            assert tree.newest_leaf(one) == _newest_leaf(dict(anew.living.links()), one)


def _newest_leaf(parents: dict[MessageId, MessageId | None], start: MessageId) -> MessageId:
    newest = {parent: child for child, parent in parents.items()}
    leaf = start
    while leaf in newest and newest[leaf] != start:
        leaf = newest[leaf]
    return leaf


def _living_parent(plain: dict[MessageId, Message], message: Message) -> MessageId | None:
    seen = set()
    parent = message.parent_id
    while parent in plain and plain[parent].is_deleted:
        if parent in seen:
            return None
        seen.add(parent)
        parent = plain[parent].parent_id
    return parent


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
