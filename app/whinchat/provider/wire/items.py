"""Items of a response, and what is in them."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from whinchat.domain.parts import (
    Citation,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    UnknownPart,
)
from whinchat.domain.values import NOTHING, Json, JsonObject
from whinchat.provider.json_text import list_of, object_of, text_of, whole_of

_IMAGE_ITEMS = frozenset({"image_generation_call", "openrouter:image_generation"})
_IMAGE_PARTS = frozenset({"output_image", "image_url", "image"})
_CALL_ITEMS = frozenset({"function_call", "custom_tool_call"})
_MAGIC = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


class Family(Enum):
    """Kinds of content that grow in places of their own within one item."""

    TEXT = auto()
    REFUSAL = auto()
    REASONING = auto()
    SUMMARY = auto()
    CALL = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that came inline."""

    data: bytes
    media_type: str


Content: TypeAlias = Part | Picture


def contents_of(item: JsonObject) -> Iterator[tuple[Family, Content]]:
    """Yield what a finished item holds, in order."""
    match kind_of(item):
        case "message":
            yield from _message_contents(item.get("content"))
        case "reasoning":
            yield from _reasoning_contents(item)
        case kind if kind in _CALL_ITEMS:
            yield Family.CALL, _tool_call(item)
        case kind if kind in _IMAGE_ITEMS:
            yield Family.OTHER, picture_in(item) or UnknownPart(item)
        case _:
            yield Family.OTHER, UnknownPart(item)


def kind_of(item: JsonObject) -> str:
    """Return an item's type; without one it is a message, as in the short form of the API."""
    return text_of(item.get("type")) or "message"


def is_tool_call(kind: str) -> bool:
    """Tell whether items of that type are calls."""
    return kind in _CALL_ITEMS


def part_of(part: JsonObject) -> tuple[Family, Content]:
    """Return what one content part holds."""
    match text_of(part.get("type")):
        case "output_text" | "text" | "input_text" | "":
            return Family.TEXT, _text_part(part)
        case "refusal":
            words = text_of(part.get("refusal")) or text_of(part.get("text"))
            return Family.REFUSAL, RefusalPart(words)
        case "reasoning_text":
            return Family.REASONING, ReasoningPart(text_of(part.get("text")))
        case "summary_text":
            return Family.SUMMARY, ReasoningPart(text_of(part.get("text")))
        case kind if kind in _IMAGE_PARTS:
            return Family.OTHER, picture_in(part) or UnknownPart(part)
        case _:
            return Family.OTHER, UnknownPart(part)


def parse_citation(value: Json) -> Citation | None:
    """Return a web citation, flat or nested as in Chat Completions; only http and https ones."""
    annotation = object_of(value)
    citation = object_of(annotation.get("url_citation")) or annotation
    url = text_of(citation.get("url"))
    if not url.startswith(("https://", "http://")):
        return None
    start = max(0, whole_of(citation.get("start_index")) or 0)
    end = max(start, whole_of(citation.get("end_index")) or 0)
    known = {"type", "url", "title", "start_index", "end_index"}
    extra = {name: value for name, value in citation.items() if name not in known}
    return Citation(url, text_of(citation.get("title")), start, end, extra or NOTHING)


def picture_in(holder: JsonObject) -> Picture | None:
    """Return the inline image of an item or part. A link is never followed: it stays raw."""
    for name in ("result", "imageB64", "imageUrl", "image_url", "b64_json", "data"):
        value = holder.get(name)
        encoded = text_of(object_of(value).get("url")) or text_of(value)
        if encoded and not encoded.startswith(("http://", "https://")):
            return _decoded_picture(encoded)
    return None


def _decoded_picture(encoded: str) -> Picture | None:
    named_type = ""
    if encoded.startswith("data:"):
        head, _, encoded = encoded.partition(",")
        named_type = head.removeprefix("data:").partition(";")[0]
    try:
        data = base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError):
        return None
    sniffed = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    media_type = sniffed or named_type
    return Picture(data, media_type) if data and media_type.startswith("image/") else None


def _message_contents(content: Json) -> Iterator[tuple[Family, Content]]:
    if isinstance(content, str):
        yield Family.TEXT, TextPart(content)
        return
    for part in list_of(content):
        yield part_of(object_of(part))


def _text_part(part: JsonObject) -> TextPart:
    citations: list[Citation] = []
    others: list[Json] = []
    for annotation in list_of(part.get("annotations")):
        citation = parse_citation(annotation)
        if citation is None and annotation:
            others.append(annotation)
        elif citation is not None and citation not in citations:
            citations.append(citation)
    extra = {"annotations": others} if others else NOTHING
    return TextPart(text_of(part.get("text")), tuple(citations), extra)


def _reasoning_contents(item: JsonObject) -> Iterator[tuple[Family, Content]]:
    words = "".join(_words(part) for part in list_of(item.get("content")))
    summary = "\n\n".join(filter(None, (_words(part) for part in list_of(item.get("summary")))))
    extra: JsonObject = NOTHING
    if item.get("encrypted_content") or item.get("signature"):
        extra = {name: value for name, value in item.items() if name not in {"content", "summary"}}
    if words or not summary:
        yield Family.REASONING, ReasoningPart(words, extra=extra)
        extra = NOTHING
    if summary:
        yield Family.SUMMARY, ReasoningPart(summary, extra=extra)


def _words(part: Json) -> str:
    # One documentation page shows summaries as bare strings.
    return text_of(part) or text_of(object_of(part).get("text"))


def _tool_call(item: JsonObject) -> ToolCallPart:
    known = {"type", "call_id", "name", "arguments", "input", "status"}
    return ToolCallPart(
        text_of(item.get("call_id")) or text_of(item.get("id")),
        text_of(item.get("name")),
        text_of(item.get("arguments")) or text_of(item.get("input")),
        {name: value for name, value in item.items() if name not in known} or NOTHING,
    )
