"""Laws of reading: any tree reads as something, and what cannot be read says why."""

import json

import pytest
from hypothesis import given, settings

from fakes import conversations as fakes
from fakes.conversation_files import file_of, written
from whinchat.domain.conversation import Conversation, Field
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.failures import Damaged
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.json_bytes import to_bytes

C1 = ConversationId("c1")


def test_of_two_messages_with_one_id_the_later_counts_and_both_stay() -> None:
    document = parse_file(file_of({"id": "m", "parts": "first"}, {"id": "m", "parts": "second"}))
    assert document.conversation(C1).messages[MessageId("m")].text == "second"
    assert b"first" in written(document)


def test_what_is_no_message_is_passed_over_and_stays() -> None:
    document = parse_file(file_of(None, 5, "text", [], {"parts": "no id"}, {"id": 7, "parts": "x"}))
    texts = [message.text for message in document.conversation(C1).messages.values()]
    assert texts == ["no id", "x"]
    assert json.loads(written(document))["messages"][:4] == [None, 5, "text", []]


def test_cycles_and_orphans_read_as_something() -> None:
    data = file_of(
        {"id": "a", "parent_id": "b"}, {"id": "b", "parent_id": "a"}, {"id": "c", "parent_id": "z"}
    )
    conversation = parse_file(data).conversation(C1)
    assert [message.id for message in conversation.branch_to(MessageId("a"))] == ["b", "a"]
    assert [message.id for message in conversation.branch()] == ["c"]


def test_fields_typed_by_hand_count() -> None:
    conversation = parse_file(file_of(title="Typed", pinned=True)).conversation(C1)
    assert conversation.title == "Typed"
    assert conversation.marks[Field.PINNED].value is True


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "not an object"),
        (b"{}", "not a conversation"),
        (b'{"a": 1}', "not a conversation"),
        (b'{"format": "other", "messages": []}', "not a conversation"),
        (b'{"messages": {}}', "not a list"),
        (b'{"messages": 3}', "not a list"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"messages": [], "a": "\xff"}', "UTF-8"),
        (b'{"messages": [{"id": "\xc3"}]}', "UTF-8"),
        (b'{"messages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "deeply"),
        (b'{"messages": [' + b'{"a":' * 500 + b"1" + b"}" * 500 + b"]}", "deeply"),
        (b'{"messages": [], "n": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"messages": []} trailing', "not JSON"),
        (b"\x00" * 512, "not JSON"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_damaged_file_says_what_is_wrong(data: bytes, reason: str) -> None:
    with pytest.raises(Damaged, match=reason):
        parse_file(data).conversation(C1)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + file_of({"id": "m", "parts": "hello"}),
        file_of({"id": "m", "parts": "hello"}).replace(b", ", b",\r\n   "),
        file_of({"id": "m", "parts": "hello", "n": float("nan")}),
        file_of({"id": "m", "parts": "hello"}, x=float("inf")),
        file_of({"id": "m", "parts": "hello", "e": "\ud83d"}),
        file_of({"id": "m", "parts": "hello"}).replace(b'"parts"', b'"parts": 1, "parts"'),
        file_of({"id": "m", "parts": "hello"}, big=10**300),
    ],
    ids=["bom", "crlf", "nan", "infinity", "surrogate", "twice", "big"],
)
def test_what_editors_do_to_a_file_is_tolerated(data: bytes) -> None:
    document = parse_file(data)
    assert document.conversation(C1).messages[MessageId("m")].text == "hello"
    json.loads(written(document))


@given(fakes.conversations())
@settings(max_examples=30)
def test_a_file_of_ours_reads_the_same_cut_or_decoded(conversation: Conversation) -> None:
    ours = written(document_of(conversation))
    others = ours.replace(b'"messages": [', b'"messages":  [')

    assert parse_file(ours).slots == parse_file(others).slots
    assert parse_file(ours).conversation(C1) == parse_file(others).conversation(C1)


def test_a_layout_that_only_looks_like_ours_is_read_as_it_is() -> None:
    inner = b'{"id": "m", "parts": "a", "list": [\n    {"x": 1\n    },\n    {"x": 2}]\n    }'
    data = file_of().replace(b'"messages": []', b'"messages": [\n    ' + inner + b"\n  ]\n")
    ours = data.removesuffix(b"}").replace(b'{"format"', b'{\n  "format"') + b"}\n"
    ours = ours.replace(b', "messages"', b',\n  "messages"')

    assert [*parse_file(ours).conversation(C1).messages] == ["m"]


def test_missing_messages_are_none() -> None:
    data = to_bytes({"format": "whinchat-conversation", "version": 1})
    assert parse_file(data).conversation(C1).messages == {}
