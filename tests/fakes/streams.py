"""Event streams as servers send them, made from the words they shall carry."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any


def words_of(text: str) -> list[str]:
    """Cut a text as models do: a word with the space before it, line breaks and indents kept."""
    return re.findall(r"\s*\S+|\s+\Z", text)


def frame(event: dict[str, Any], *, named: bool = True) -> bytes:
    """Return one event as bytes; named ones say their type before the data as well."""
    name = f"event: {event['type']}\n" if named else ""
    return f"{name}data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def documented_frames(
    text: str,
    *,
    pieces: Iterable[str] | None = None,
    reasoning: str = "",
    model: str = "scripted",
    usage: dict[str, Any] | None = None,
) -> Iterator[bytes]:
    """Yield a reply as OpenAI streams it: named events, indices, a full snapshot, no ``[DONE]``."""
    output: list[dict[str, Any]] = []
    head = {"id": "resp_1", "object": "response", "model": model}
    yield frame({"type": "response.created", "response": {**head, "status": "in_progress"}})
    if reasoning:
        yield from _reasoning_frames(reasoning, output)
    yield from _message_frames(text, words_of(text) if pieces is None else pieces, output)
    end = {**head, "status": "completed", "output": output, "usage": usage or usage_of(text)}
    yield frame({"type": "response.completed", "response": end})


def seed_frames(text: str, *, pieces: Iterable[str] | None = None) -> Iterator[bytes]:
    """Yield a reply as OpenRouter's Responses API alpha page shows it, one event a line."""
    response = {"id": "resp_1", "object": "response"}
    place = {"response_id": "resp_1", "output_index": 0}
    message = {"type": "message", "id": "msg_1", "role": "assistant"}
    opened = {**message, "status": "in_progress", "content": []}
    part = {"type": "output_text", "text": ""}
    closed = {**message, "status": "completed", "content": [{"type": "output_text", "text": text}]}
    end = {**response, "status": "completed", "usage": usage_of(text)}
    events: list[dict[str, Any]] = [
        {"type": "response.created", "response": {**response, "status": "in_progress"}},
        {"type": "response.output_item.added", **place, "item": opened},
        {"type": "response.content_part.added", **place, "content_index": 0, "part": part},
        *(
            {"type": "response.content_part.delta", **place, "content_index": 0, "delta": piece}
            for piece in (words_of(text) if pieces is None else pieces)
        ),
        {"type": "response.output_item.done", **place, "item": closed},
        {"type": "response.done", "response": end},
    ]
    for event in events:
        yield b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n"
    yield b"data: [DONE]\n"


def reply_document(text: str, *, model: str = "scripted") -> dict[str, Any]:
    """Return the same reply as one JSON document."""
    item = {
        "type": "message",
        "id": "msg_1",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": text, "annotations": []}],
    }
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1234567890,
        "model": model,
        "status": "completed",
        "output": [item],
        "usage": usage_of(text),
    }


def usage_of(text: str) -> dict[str, int]:
    """Return a usage that is plausible for a reply."""
    output = len(words_of(text))
    return {"input_tokens": 12, "output_tokens": output, "total_tokens": 12 + output}


def _reasoning_frames(text: str, output: list[dict[str, Any]]) -> Iterator[bytes]:
    item = {"type": "reasoning", "id": "rs_1", "summary": []}
    place = {"output_index": 0, "item_id": "rs_1", "content_index": 0}
    yield frame({"type": "response.output_item.added", "output_index": 0, "item": item})
    for piece in words_of(text):
        yield frame({"type": "response.reasoning_text.delta", **place, "delta": piece})
    done = {**item, "content": [{"type": "reasoning_text", "text": text}]}
    yield frame({"type": "response.output_item.done", "output_index": 0, "item": done})
    output.append(done)


def _message_frames(
    text: str, pieces: Iterable[str], output: list[dict[str, Any]]
) -> Iterator[bytes]:
    index = len(output)
    place = {"output_index": index, "item_id": "msg_1", "content_index": 0}
    item = {"type": "message", "id": "msg_1", "role": "assistant"}
    opened = {**item, "status": "in_progress", "content": []}
    part = {"type": "output_text", "text": text, "annotations": []}
    yield frame({"type": "response.output_item.added", "output_index": index, "item": opened})
    yield frame({"type": "response.content_part.added", **place, "part": {**part, "text": ""}})
    for piece in pieces:
        yield frame({"type": "response.output_text.delta", **place, "delta": piece})
    yield frame({"type": "response.output_text.done", **place, "text": text})
    yield frame({"type": "response.content_part.done", **place, "part": part})
    done = {**item, "status": "completed", "content": [part]}
    yield frame({"type": "response.output_item.done", "output_index": index, "item": done})
    output.append(done)
