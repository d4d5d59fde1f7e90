"""The reader of replies: whatever comes, one end, and no word twice or lost."""

import json
import os
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.replies import KEY, NOWHERE, read_reply
from fakes.streams import documented_frames, frame
from fakes.transcripts import load_transcripts
from whinchat.domain.conversation import Status
from whinchat.domain.errors import FailureKind
from whinchat.domain.events import Finished, StreamEvent
from whinchat.domain.reply import ReplyBuilder
from whinchat.provider.failures import Failures
from whinchat.provider.sse import ServerSentEvent
from whinchat.provider.wire import reader as reader_module
from whinchat.provider.wire.reader import ReplyReader

RUNS = 1_000_000 if os.environ.get("WHINCHAT_FAULT_RUNS") == "long" else 10_000
NAMES = [
    *("type", "delta", "text", "item", "part", "response", "output", "content", "id", "item_id"),
    *("output_index", "content_index", "summary_index", "summary", "error", "message", "status"),
    *("usage", "annotation", "arguments", "name", "call_id", "choices", "refusal", "result"),
]
TYPES = [
    *reader_module._GROWTH,
    *reader_module._ENDINGS,
    "response.created",
    "error",
    "message",
    "reasoning",
    "function_call",
    "image_generation_call",
    "output_text",
    "refusal",
    "summary_text",
]
LEAVES: list[Any] = [None, True, 0, 1, -1, 1e300, "", "word ", "msg_1", [], {}, KEY.reveal()]


def read_all(documents: list[dict[str, Any]]) -> list[StreamEvent]:
    reader = ReplyReader(Failures(NOWHERE))
    events: list[StreamEvent] = []
    for document in documents:
        events += reader.read(ServerSentEvent("", json.dumps(document).encode()))
    return events + reader.end()


def require_one_end(events: list[StreamEvent]) -> None:
    assert [event for event in events if isinstance(event, Finished)] == [events[-1]]


def random_object(source: random.Random, depth: int = 0) -> dict[str, Any]:
    document = {name: random_value(source, depth) for name in source.sample(NAMES, k=4)}
    if source.random() < 0.9:
        document["type"] = source.choice(TYPES)
    return document


def random_value(source: random.Random, depth: int) -> Any:
    if depth < 2 and source.random() < 0.4:
        return random_object(source, depth + 1)
    if depth < 2 and source.random() < 0.2:
        return [random_object(source, depth + 1) for _ in range(source.randrange(3))]
    return source.choice(LEAVES)


@pytest.mark.soak
def test_thousands_of_senseless_streams_have_one_end_and_show_no_key() -> None:
    source = random.Random(20)  # noqa: S311  # no secret
    for _ in range(RUNS):
        events = read_all([random_object(source) for _ in range(source.randrange(6))])
        require_one_end(events)
        builder = ReplyBuilder()
        for event in events:
            builder.feed(event)
        builder.parts()
        end = events[-1]
        assert isinstance(end, Finished)
        assert KEY.reveal() not in repr(end.failure)


RECORDED = [transcript.body for transcript in load_transcripts("captured")]


@given(st.sampled_from(RECORDED), st.randoms(use_true_random=False))
def test_a_garbled_recording_has_one_end(body: bytes, source: random.Random) -> None:
    garbled = bytearray(body)
    for _ in range(source.randrange(1, 20)):
        garbled[source.randrange(len(garbled))] = source.randrange(256)
    require_one_end(read_reply(bytes(garbled)).events)


@given(st.lists(st.text(min_size=1), max_size=20))
def test_the_words_are_those_that_were_sent(pieces: list[str]) -> None:
    text = "".join(pieces)
    body = b"".join(documented_frames(text, pieces=pieces))
    reply = read_reply(body)
    assert reply.text == text
    assert reply.status is (Status.COMPLETE if text else Status.FAILED)


def test_a_reply_without_measure_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "TEXT_LIMIT", 100)
    delta = {"type": "response.output_text.delta", "item_id": "m", "delta": "x" * 60}
    reply = read_reply(frame(delta) * 5)
    assert (reply.text, reply.status) == ("x" * 120, Status.INTERRUPTED)
    assert reply.failure.kind is FailureKind.TOO_MUCH


def test_items_keep_the_order_in_which_they_were_opened() -> None:
    reasoning = {"type": "reasoning", "id": "rs_1", "summary": []}
    thought = {**reasoning, "content": [{"type": "reasoning_text", "text": "Late thought."}]}
    events: list[dict[str, Any]] = [
        {"type": "response.output_item.added", "output_index": 0, "item": reasoning},
        {"type": "response.output_text.delta", "item_id": "m", "delta": "Yes."},
        {"type": "response.output_item.done", "output_index": 0, "item": thought},
        {"type": "response.completed", "response": {}},
    ]
    reply = read_reply(b"".join(frame(event) for event in events))
    assert [type(part).__name__ for part in reply.parts] == ["ReasoningPart", "TextPart"]
