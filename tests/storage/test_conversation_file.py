"""Laws of the conversation file: a reader finds their way, any change leaves the rest alone."""

import json

import jsonschema
import pytest
from hypothesis import given, settings

from fakes import conversations as fakes
from fakes.conversation_files import file_of, written
from whinchat.domain.conversation import Conversation, Message, Status
from whinchat.domain.messages import node_of
from whinchat.domain.values import ConversationId, JsonObject, MessageId
from whinchat.paths import resource_root
from whinchat.storage.conversation_file import document_of
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.message_codec import message_to_json, node_from_json

C1 = ConversationId("c1")


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


def test_a_reply_without_an_end_is_interrupted_and_the_word_elsewhere_is_not() -> None:
    streaming = fakes.a_message("half", status=Status.STREAMING)
    done = fakes.a_message('it says "streaming"')
    document = document_of(fakes.a_conversation(streaming, done))
    document.end_replies()
    messages = document.conversation(C1).messages
    assert messages[streaming.id].status is Status.INTERRUPTED
    assert messages[done.id] == done


@given(fakes.messages)
def test_what_is_known_of_a_message_is_what_it_says(message: Message) -> None:
    assert node_from_json(message_to_json(message)) == node_of(message)
