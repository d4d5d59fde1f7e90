"""The tree in rows: forks stand out, stretches are folded, and nothing is left out."""

import time
from collections.abc import Sequence

from hypothesis import given

from fakes.conversations import a_conversation, a_mark, a_message, conversations
from whinchat.domain.branch_map import MapRow, map_of
from whinchat.domain.conversation import Conversation, Message
from whinchat.domain.messages import Messages, Node
from whinchat.domain.values import MessageId

A = a_message("a?")
B = a_message("b", A)
C = a_message("c?", B)
B2 = a_message("b2", A)


def drawn(rows: Sequence[MapRow], conversation: Conversation) -> list[str]:
    """Each row as a line: its column, and its words or how many messages it stands for."""
    return [
        "  " * row.depth
        + ("└" if row.begins else "")
        + (conversation.messages[row.message_id].text if row.count == 1 else str(row.count))
        + ("*" if row.is_shown else "")
        for row in rows
    ]


def a_line(length: int) -> list[Message]:
    line = [a_message("0")]
    for number in range(1, length):
        line.append(a_message(str(number), line[-1], parent_id=line[-1].id))
    return line


def test_what_branches_off_comes_before_what_the_newest_version_goes_on_with() -> None:
    conversation = a_conversation(A, B, C, B2)
    conversation.marks["leaf_id"] = a_mark(C.id)

    rows = map_of(conversation)

    assert drawn(rows, conversation) == ["a?*", "  └b*", "  c?*", "b2"]
    assert [row.version for row in rows] == [(1, 1), (1, 2), (1, 1), (2, 2)]
    assert [row.goes_on for row in rows] == [True, True, False, False]


def test_a_long_stretch_is_folded_to_its_ends() -> None:
    conversation = a_conversation(*a_line(30))

    assert drawn(map_of(conversation), conversation) == ["0*", "28*", "29*"]


def test_deleted_messages_are_not_on_the_map() -> None:
    gone = a_message("b", A, marks={"deleted": a_mark(True)})
    conversation = a_conversation(A, gone, a_message("c?", gone), B2)

    assert sorted(drawn(map_of(conversation), conversation)) == ["  └c?", "a?*", "b2*"]


def test_several_beginnings_stand_beside_each_other() -> None:
    conversation = a_conversation(A, a_message("other?"))

    assert drawn(map_of(conversation), conversation) == ["  └a?", "other?*"]


@given(conversations())
def test_every_message_that_can_be_reached_is_on_the_map_once(conversation: Conversation) -> None:
    rows = map_of(conversation)

    reached = {one for row in rows for one in conversation.messages.path_to(row.message_id)}
    assert sum(row.count for row in rows) == len(reached)


def test_a_hundred_thousand_messages_are_mapped_without_being_read() -> None:
    messages: Messages[Message] = Messages()
    before: MessageId | None = None
    for number in range(100_000):
        message_id = MessageId(str(number))
        messages.keep(message_id, b"", Node(before, "user", False, 10, 1))
        before = message_id if number % 100 else before
    conversation = Conversation(id=A.id, created_at=A.created_at, messages=messages)  # type: ignore[arg-type] # any id will do

    start = time.perf_counter()
    rows = map_of(conversation)

    assert sum(row.count for row in rows) == 100_000
    assert time.perf_counter() - start < 5
