"""Messages as the conversation file keeps them."""

import operator
from collections.abc import Mapping
from dataclasses import asdict, replace

from whinchat.domain.conversation import NO_MARKS, Mark, MarkName, Message, Role, Status
from whinchat.domain.errors import BadParameters, Failure, FailureKind, Remedy
from whinchat.domain.messages import Node
from whinchat.domain.parameters import Parameters
from whinchat.domain.parts import Part, ReasoningPart, RefusalPart, TextPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import Json, JsonObject, MessageId, ProviderId, repair_surrogates
from whinchat.storage.fields import LONG_AGO, Fields, joined, mark_to_json, time_to_text
from whinchat.storage.json_bytes import to_bytes
from whinchat.storage.part_codec import part_from_json, part_to_json


def message_to_json(message: Message) -> dict[str, Json]:
    """Return a message as an object. What is unset is left out."""
    document: dict[str, Json] = {
        "id": message.id,
        "parent_id": message.parent_id,
        "role": message.role,
        "created_at": time_to_text(message.created_at),
        "status": message.status,
        "parts": [part_to_json(part) for part in message.parts],
    }
    document.update({key: value for key, value in _unsettled(message).items() if value})
    document.update({key: value for key, value in _measured(message).items() if value is not None})
    return joined(document, message.extra)


def message_from_json(document: JsonObject) -> Message:
    """Return the message; what is missing or odd has its default and stays in ``extra``."""
    fields = Fields(document)
    message = Message(
        id=MessageId(fields.text("id")),
        parent_id=MessageId(fields.text("parent_id")) or None,
        role=fields.word("role", Role.ASSISTANT),
        created_at=fields.time("created_at") or LONG_AGO,
        status=fields.word("status", Status.COMPLETE),
        parts=_parts_from_json(fields),
        model=fields.text("model"),
        answered_by=fields.text("answered_by"),
        provider_id=ProviderId(fields.text("provider")),
        parameters=_parameters_from_json(fields),
        finish_reason=fields.text("finish_reason"),
        usage=_usage_from_json(fields),
        first_word_seconds=fields.number("first_word_seconds"),
        duration_seconds=fields.number("duration_seconds"),
        request_id=fields.text("request_id"),
        failure=_failure_from_json(fields),
        continues=MessageId(fields.text("continues")) or None,
        marks=_marks_from_json(fields),
    )
    if "parent_id" in fields and fields.rest["parent_id"] is None:
        fields.take("parent_id")
    return replace(message, extra=fields.rest)


def node_from_json(document: JsonObject) -> Node:
    """Return what is known of a message before anybody wants to read it."""
    parent_id, marks = document.get("parent_id"), document.get("marks")
    names = _set_marks(marks) if isinstance(marks, dict) and marks else frozenset()
    words = _words_in(document.get("parts"))
    return Node(
        MessageId(parent_id) if isinstance(parent_id, str) and parent_id else None,
        Role.USER if document.get("role") == Role.USER else Role.ASSISTANT,
        MarkName.DELETED in names,
        sum(map(len, words)),
        sum(text.count("\n") for text in words),
        names - {MarkName.DELETED} if names else names,
    )


def _set_marks(marks: JsonObject) -> frozenset[str]:
    """Return the names of the marks whose value is true."""
    return frozenset(
        name for name, mark in marks.items() if isinstance(mark, dict) and mark.get("value")
    )


def well_formed(message: Message) -> Message:
    """Return the message with no half of a character in its text: UTF-8 has none."""
    parts = tuple(_well_formed_part(part) for part in message.parts)
    unchanged = all(map(operator.is_, parts, message.parts))
    return message if unchanged else replace(message, parts=parts)


def lay_out(document: JsonObject) -> bytes:
    """Return a message as the file shows it to a person: a field a line, a part a line."""
    lines = []
    for key, value in document.items():
        if key == "parts" and isinstance(value, list) and value:
            parts = b",\n".join(b"        " + to_bytes(part) for part in value)
            lines.append(b'      "parts": [\n' + parts + b"\n      ]")
        else:
            lines.append(b"      " + to_bytes(key) + b": " + to_bytes(value))
    return b"{\n" + b",\n".join(lines) + b"\n    }"


def _well_formed_part(part: Part) -> Part:
    match part:
        case TextPart() | ReasoningPart() | RefusalPart():
            text = part.text if part.text.isascii() else repair_surrogates(part.text)
            return part if text is part.text else replace(part, text=text)
        case _:
            return part


def _unsettled(message: Message) -> dict[str, Json]:
    """Return the fields that are written only where they are set."""
    return {
        "model": message.model,
        "answered_by": message.answered_by,
        "provider": message.provider_id,
        "parameters": _set_fields(asdict(message.parameters)),
        "finish_reason": message.finish_reason,
        "request_id": message.request_id,
        "failure": _set_fields(asdict(message.failure)) if message.failure else None,
        "continues": message.continues,
        "marks": {name: mark_to_json(mark) for name, mark in message.marks.items()},
    }


def _measured(message: Message) -> dict[str, Json]:
    """Return the fields where nought is something else than unknown."""
    return {
        "usage": None if message.usage is None else _usage_to_json(message.usage),
        "first_word_seconds": message.first_word_seconds,
        "duration_seconds": message.duration_seconds,
    }


def _set_fields(values: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in values.items() if value is not None and value != ""}


def _usage_to_json(usage: Usage) -> dict[str, Json]:
    counted = asdict(usage)
    counted.pop("extra")
    if usage.cost_usd is not None:
        counted["cost_usd"] = str(usage.cost_usd)
    return joined(_set_fields(counted), usage.extra)


def _parts_from_json(fields: Fields) -> tuple[Part, ...]:
    text = fields.text("parts")
    return (TextPart(text),) if text else tuple(map(part_from_json, fields.array("parts")))


def _words_in(parts: Json) -> list[str]:
    if isinstance(parts, str):
        return [parts]
    found = []
    for part in parts if isinstance(parts, list) else ():
        text = part
        if isinstance(part, dict) and part.get("type") in ("text", "refusal"):
            text = part.get("text")
        if isinstance(text, str):
            found.append(text)
    return found


def _usage_from_json(fields: Fields) -> Usage | None:
    counted = fields.object("usage")
    if counted is None:
        return None
    usage = Usage(
        input_tokens=counted.count("input_tokens"),
        output_tokens=counted.count("output_tokens"),
        reasoning_tokens=counted.count("reasoning_tokens"),
        cached_tokens=counted.count("cached_tokens"),
        cost_usd=counted.amount("cost_usd"),
    )
    return replace(usage, extra=counted.rest)


def _parameters_from_json(fields: Fields) -> Parameters:
    asked = fields.object("parameters")
    if asked is None:
        return Parameters()
    try:
        parameters = Parameters(
            temperature=asked.number("temperature"),
            top_p=asked.number("top_p"),
            max_output_tokens=asked.count("max_output_tokens"),
        )
    except BadParameters:
        return Parameters()
    fields.keep("parameters", asked.rest)
    return parameters


def _failure_from_json(fields: Fields) -> Failure | None:
    told = fields.object("failure")
    if told is None:
        return None
    failure = Failure(
        kind=told.word("kind", FailureKind.UNKNOWN),
        title=told.text("title"),
        explanation=told.text("explanation"),
        remedy=told.word("remedy", Remedy.RETRY),
        server_words=told.text("server_words"),
        http_status=told.count("http_status"),
        details=told.text("details"),
        retry_after_seconds=told.number("retry_after_seconds"),
    )
    fields.keep("failure", told.rest)
    return failure


def _marks_from_json(fields: Fields) -> Mapping[str, Mark]:
    kept = fields.object("marks")
    if kept is None:
        return NO_MARKS
    names = [name for name, kept_mark in kept.rest.items() if _is_mark(kept_mark)]
    marks = {name: mark for name in names if (mark := kept.mark(name)) is not None}
    fields.keep("marks", kept.rest)
    return marks or NO_MARKS


def _is_mark(value: Json) -> bool:
    return isinstance(value, dict) and "value" in value
