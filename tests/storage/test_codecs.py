"""Laws of the codecs: what goes in comes out, and what nobody knows stays."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import conversations as fakes
from whinchat.domain.conversation import Conversation, Message, Role, Status
from whinchat.domain.parts import Part, TextPart, UnknownPart
from whinchat.domain.values import NOTHING, ConversationId, Json, MessageId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.fields import LONG_AGO
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.json_bytes import from_bytes, to_bytes
from whinchat.storage.message_codec import lay_out, message_from_json, message_to_json, well_formed
from whinchat.storage.part_codec import part_from_json, part_to_json

SURROGATES = st.text(st.characters(categories=["Cs", "Lu"]), min_size=1)


def over_the_wire(value: Json) -> Any:
    return from_bytes(to_bytes(value))


@given(fakes.parts)
def test_a_part_survives_the_file(part: Part) -> None:
    assert part_from_json(over_the_wire(part_to_json(part))) == part


@given(fakes.messages)
def test_a_message_survives_the_file(message: Message) -> None:
    assert message_from_json(over_the_wire(message_to_json(message))) == message


@given(fakes.messages)
def test_the_layout_for_people_is_the_same_json(message: Message) -> None:
    document = message_to_json(message)
    assert json.loads(lay_out(document)) == over_the_wire(document)


@given(fakes.conversations())
def test_a_conversation_survives_the_file(conversation: Conversation) -> None:
    data = b"".join(document_of(conversation).pieces())
    assert parse_file(data).conversation(conversation.id) == conversation


@given(fakes.conversations())
def test_writing_what_was_read_changes_no_byte(conversation: Conversation) -> None:
    data = b"".join(document_of(conversation).pieces())
    assert b"".join(parse_file(data).pieces()) == data


@given(fakes.jsons)
def test_json_survives(value: Json) -> None:
    assert over_the_wire(value) == value


def with_unknown_fields(value: Any, path: str = "") -> Any:
    """Add a field that no version knows to every object there is."""
    match value:
        case dict():
            grown = {key: with_unknown_fields(inner, key) for key, inner in value.items()}
            return {**grown, "x-unknown": f"in {path}"}
        case list():
            return [with_unknown_fields(inner, path) for inner in value]
        case _:
            return value


FULL_MESSAGE: dict[str, Any] = {
    "id": "m1",
    "parent_id": None,
    "role": "assistant",
    "created_at": "2026-03-01T12:00:00Z",
    "status": "failed",
    "parts": [
        {
            "type": "text",
            "text": "hi",
            "citations": [{"url": "u", "title": "t", "start": 0, "end": 1}],
        },
        {"type": "reasoning", "text": "hm", "seconds": 1.5},
        {
            "type": "image",
            "sha256": "0" * 64,
            "media_type": "image/png",
            "name": "a",
            "size_bytes": 1,
        },
        {"type": "hologram", "depth": 3},
    ],
    "parameters": {"temperature": 0.5},
    "usage": {"input_tokens": 1, "cost_usd": "0.001"},
    "failure": {"kind": "server", "title": "t", "explanation": "e", "remedy": "retry"},
    "marks": {"bookmark": {"value": True, "at": "2026-03-01T12:00:00Z", "by": "w"}},
}


def test_unknown_fields_survive_at_every_level() -> None:
    document = with_unknown_fields(FULL_MESSAGE)
    assert message_to_json(message_from_json(document)) == document


def test_unknown_fields_of_a_conversation_survive() -> None:
    document = with_unknown_fields(
        {
            "format": "whinchat-conversation",
            "version": 1,
            "id": "c1",
            "title": {"value": "T", "at": "2026-03-01T12:00:00Z", "by": "w"},
            "created_at": "2026-03-01T12:00:00Z",
            "updated_at": "2026-03-01T12:00:00Z",
            "messages": [FULL_MESSAGE],
        }
    )
    conversation = parse_file(to_bytes(document)).conversation(ConversationId("c1"))

    written = json.loads(b"".join(document_of(conversation).pieces()))

    assert {**written, "first_words": None} == {**document, "first_words": None}


ODD_VALUES: list[Json] = [None, True, -1, 1.5, 10**40, "", "odd", [], [1], {}, {"a": []}, [[[]]]]


@pytest.mark.parametrize("key", [*FULL_MESSAGE, "model", "continues", "first_word_seconds"])
@pytest.mark.parametrize("odd", ODD_VALUES, ids=repr)
def test_an_odd_field_blocks_no_message(key: str, odd: Json) -> None:
    message = message_from_json({**FULL_MESSAGE, key: odd})
    again = message_from_json(over_the_wire(message_to_json(message)))
    assert replace(again, extra=NOTHING) == replace(message, extra=NOTHING)


@pytest.mark.parametrize("odd", ODD_VALUES, ids=repr)
def test_an_odd_field_inside_blocks_no_message(odd: Json) -> None:
    def made_odd(value: Any) -> Any:
        return dict.fromkeys(value, odd) if isinstance(value, dict) else odd

    for key, value in FULL_MESSAGE.items():
        message_from_json({**FULL_MESSAGE, key: made_odd(value)})
        message_from_json({**FULL_MESSAGE, key: [made_odd(value)]})


def test_an_empty_message_has_defaults() -> None:
    message = message_from_json({})
    assert (message.role, message.status) == (Role.ASSISTANT, Status.COMPLETE)
    assert (message.created_at, message.parts) == (LONG_AGO, ())


def test_a_part_that_lacks_its_text_is_kept_as_it_came() -> None:
    raw: dict[str, Json] = {"type": "text", "txt": "typo"}
    assert part_from_json(raw) == UnknownPart(raw)


def test_a_message_typed_by_hand_may_have_plain_text() -> None:
    assert message_from_json({"id": "m", "parts": "hello"}).parts == (TextPart("hello"),)
    assert message_from_json({"id": "m", "parts": ["hello"]}).parts == (TextPart("hello"),)


@given(SURROGATES)
@settings(max_examples=50)
def test_half_a_character_breaks_no_save(text: str) -> None:
    message = fakes.a_message(
        text, model=text, extra={text: [text]}, marks={text: fakes.a_mark(text)}
    )
    lay_out(message_to_json(message)).decode()
    well_formed(message).text.encode()


def test_the_halves_of_a_character_are_joined() -> None:
    assert well_formed(fakes.a_message("\ud83d\ude00")).text == "\U0001f600"


def test_an_id_may_be_anything() -> None:
    ids = [MessageId(""), MessageId("../../etc/passwd"), MessageId("\x00")]
    assert [message_from_json({"id": id_}).id for id_ in ids] == ids
