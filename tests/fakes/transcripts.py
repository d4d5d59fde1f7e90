"""Recorded and written answers of servers, each with what it must come to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fakes.answers import Answer, Ending, Framing
from fakes.replies import Reply
from whinchat.domain.errors import Failure
from whinchat.domain.parts import (
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)

FOLDER = Path(__file__).parents[1] / "provider" / "transcripts"


@dataclass(frozen=True)
class Transcript:
    """One answer: its bytes, how they are sent, and what the client must make of them."""

    name: str
    body: bytes
    sent: dict[str, Any]
    expected: dict[str, Any]

    @property
    def answer(self) -> Answer:
        """Return it for the scripted server."""
        size = self.sent.get("chunk", len(self.body)) or 1
        pieces = (self.body[at : at + size] for at in range(0, len(self.body), size))
        return Answer(
            tuple(pieces),
            status=self.sent.get("status", 200),
            content_type=self.sent.get("content_type", "text/event-stream"),
            headers=self.sent.get("headers", {}),
            framing=Framing.CHUNKED,
            ending=Ending[self.sent.get("ending", "WHOLE")],
        )


def load_transcripts(folder: str) -> Iterator[Transcript]:
    """Yield the transcripts of ``written`` or ``captured``, in order."""
    for body in sorted((FOLDER / folder).glob("*.body")):
        document = json.loads(body.with_suffix(".json").read_text("utf-8"))
        yield Transcript(
            f"{folder}/{body.stem}",
            body.read_bytes(),
            document.get("sent", {}),
            document.get("expected", {}),
        )


def load_transcript(name: str) -> Transcript:
    """Return one transcript, such as ``captured/llamacpp-text``."""
    folder = name.partition("/")[0]
    return next(found for found in load_transcripts(folder) if found.name == name)


def summary_of(reply: Reply) -> dict[str, Any]:
    """Return what a reply came to, in the words of the fixtures; what is empty is left out."""
    end = reply.end
    usage = reply.builder.usage
    summary = {
        "status": str(end.status),
        "reason": end.reason,
        "model": end.model,
        "parts": [part_in_words(part) for part in reply.parts],
        "usage": [usage.input_tokens, usage.output_tokens] if usage is not None else None,
        "cost": str(usage.cost_usd) if usage is not None and usage.cost_usd is not None else None,
        "request_id": reply.builder.request_id,
        "quirks": [str(quirk) for quirk in end.quirks],
        **failure_in_words(end.failure),
    }
    return {name: value for name, value in summary.items() if value}


def failure_in_words(failure: Failure | None) -> dict[str, Any]:
    """Return a failure in the words of the fixtures."""
    if failure is None:
        return {}
    words = {
        "failure": str(failure.kind),
        "server_words": failure.server_words,
        "remedy": str(failure.remedy),
        "http_status": failure.http_status,
        "retry_after": failure.retry_after_seconds,
    }
    return {name: value for name, value in words.items() if value}


def part_in_words(part: Part) -> list[Any]:
    """Return a part's kind and what is in it."""
    words: list[Any]
    match part:
        case TextPart(text, citations):
            urls = [[citation.url, citation.start, citation.end] for citation in citations]
            words = ["text", text, *([urls] if urls else [])]
        case ReasoningPart(text):
            words = ["reasoning", text]
        case RefusalPart(text):
            words = ["refusal", text]
        case ToolCallPart(call_id, name, arguments):
            words = ["call", call_id, name, arguments]
        case ImagePart(attachment) | FilePart(attachment):
            words = ["picture", attachment.media_type, attachment.size_bytes]
        case UnknownPart(raw):
            words = ["unknown", raw.get("type")]
        case ToolResultPart(call_id, output):
            words = ["result", call_id, output]
    return words
