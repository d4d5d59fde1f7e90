"""Laws of the conversation file: any tree reads as something, any change leaves the rest alone."""

import json

import jsonschema
import pytest
from hypothesis import given, settings

from fakes import conversations as fakes
from whinchat.domain.conversation import Conversation, Field, Message, Status
from whinchat.domain.messages import node_of
from whinchat.domain.values import ConversationId, JsonObject, MessageId
from whinchat.paths import resource_root
from whinchat.storage.conversation_file import Document, document_of
from whinchat.storage.failures import Damaged
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.json_bytes import to_bytes
from whinchat.storage.message_codec import message_to_json, node_from_json

C1 = ConversationId("c1")


def file_of(*messages: object, **head: object) -> bytes:
    fields = {"format": "whinchat-conversation", "version": 1, **head, "messages": messages}
    return json.dumps(fields).encode()


def written(document: Document) -> bytes:
    return b"".join(document.pieces())


def test_the_head_comes_before_the_messages() -> None:
    document = document_of(fakes.a_conversation(fakes.a_message("Hello"), title="T"))
    lines = written(document).decode().splitlines()
    place = lines.index('  "messages": [')
    assert [line.split('"')[1] for line in lines[1:place]] == [
        *("format", "version", "id", "title", "first_words", "created_at", "updated_at"),
    ]
    assert lines[-1] == "}"


@given(fakes.conversations())
@settings(max_examples=30)
def test_what_is_written_keeps_to_the_schema(conversation: Conversation) -> None:
    schema = json.loads((resource_root() / "schema" / "conversation.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(written(document_of(conversation)))
    jsonschema.Draft202012Validator(schema).validate(document)


def test_changing_one_message_leaves_the_bytes_of_others() -> None:
    odd = b'{ "id" : "m1",\t"role": 7, "parts": "x",   "new": 1e400 }'
    data = file_of({"id": "m2", "parts": []}).replace(b"[{", b"[" + odd + b", {", 1)
    document = parse_file(data)

    document.set_mark(MessageId("m2"), "bookmark", fakes.a_mark(True))

    assert odd in written(document)
    assert document.conversation(C1).messages[MessageId("m2")].marks["bookmark"].value is True


def test_a_message_exchanged_keeps_its_marks() -> None:
    message = fakes.a_message("a")
    document = document_of(fakes.a_conversation(message))
    document.set_mark(message.id, "deleted", fakes.a_mark(True))

    document.put({"id": message.id, "parts": "b"})

    assert document.conversation(C1).messages[message.id].is_deleted


@pytest.mark.parametrize(
    "head",
    [
        {"version": 1.5},
        {"version": 2},
        {"version": 10**30},
    ],
    ids=repr,
)
def test_a_newer_version_is_read_only(head: JsonObject) -> None:
    assert parse_file(file_of(**head)).conversation(C1).is_read_only


@pytest.mark.parametrize("version", [1, 0, -1, None, "2", [], "x"])
def test_an_odd_version_is_ours(version: object) -> None:
    assert not parse_file(file_of(version=version)).conversation(C1).is_read_only


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


def test_a_reply_without_an_end_is_interrupted_and_the_word_elsewhere_is_not() -> None:
    streaming = fakes.a_message("half", status=Status.STREAMING)
    done = fakes.a_message('it says "streaming"')
    document = document_of(fakes.a_conversation(streaming, done))
    document.end_replies()
    messages = document.conversation(C1).messages
    assert messages[streaming.id].status is Status.INTERRUPTED
    assert messages[done.id] == done


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


@given(fakes.messages)
def test_what_is_known_of_a_message_is_what_it_says(message: Message) -> None:
    assert node_from_json(message_to_json(message)) == node_of(message)


def test_missing_messages_are_none() -> None:
    data = to_bytes({"format": "whinchat-conversation", "version": 1})
    assert parse_file(data).conversation(C1).messages == {}
