"""Parts of messages as the conversation file keeps them."""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from whinchat.domain.parts import (
    Attachment,
    Citation,
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
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.fields import Fields, joined

_KnownPart: TypeAlias = (
    TextPart | ReasoningPart | RefusalPart | ImagePart | FilePart | ToolCallPart | ToolResultPart
)


def part_to_json(part: Part) -> dict[str, Json]:
    """Return a part as an object whose ``type`` says what it is."""
    if isinstance(part, UnknownPart):
        return dict(part.raw)
    return joined(_known_fields(part), part.extra)


def _known_fields(part: _KnownPart) -> dict[str, Json]:
    match part:
        case TextPart():
            known: dict[str, Json] = {"type": "text", "text": part.text, **_sources_to_json(part)}
        case ReasoningPart():
            seconds = {} if part.seconds is None else {"seconds": part.seconds}
            known = {"type": "reasoning", "text": part.text, **seconds}
        case RefusalPart():
            known = {"type": "refusal", "text": part.text}
        case ImagePart():
            known = {"type": "image", **attachment_to_json(part.attachment)}
        case FilePart():
            known = {"type": "file", **attachment_to_json(part.attachment)}
        case ToolCallPart():
            known = {"type": "tool_call", "call_id": part.call_id, "name": part.name}
            known["arguments"] = part.arguments
        case ToolResultPart():
            known = {"type": "tool_result", "call_id": part.call_id, "output": part.output}
        case _:
            assert_never(part)
    return known


def part_from_json(value: Json) -> Part:
    """Return the part; one that lacks what its kind needs is unknown and kept as it came."""
    match value:
        case str():
            return TextPart(value)
        case Mapping():
            return _part_of_kind(value) or UnknownPart(value)
        case _:
            return UnknownPart({"value": value})


def _part_of_kind(value: JsonObject) -> Part | None:
    fields = Fields(value)
    fields.take("type")
    match value:
        case {"type": "text" | "reasoning" | "refusal" as kind, "text": str()}:
            return _written_part(kind, fields)
        case {"type": "image", "sha256": str()}:
            return ImagePart(attachment_from_json(fields), fields.rest)
        case {"type": "file", "sha256": str()}:
            return FilePart(attachment_from_json(fields), fields.rest)
        case {"type": "tool_call", "call_id": str(), "name": str(), "arguments": str()}:
            call_id, name = fields.text("call_id"), fields.text("name")
            return ToolCallPart(call_id, name, fields.text("arguments"), fields.rest)
        case {"type": "tool_result", "call_id": str(), "output": str()}:
            return ToolResultPart(fields.text("call_id"), fields.text("output"), fields.rest)
        case _:
            return None


def _written_part(kind: str, fields: Fields) -> Part:
    text = fields.text("text")
    match kind:
        case "reasoning":
            return ReasoningPart(text, fields.number("seconds"), fields.rest)
        case "refusal":
            return RefusalPart(text, fields.rest)
        case _:
            sources = tuple(
                _citation_from_json(Fields(source))
                for source in fields.array("citations")
                if isinstance(source, dict)
            )
            return TextPart(text, sources, fields.rest)


def _sources_to_json(part: TextPart) -> dict[str, Json]:
    sources = [_citation_to_json(source) for source in part.citations]
    return {"citations": sources} if sources else {}


def _citation_to_json(source: Citation) -> dict[str, Json]:
    document: dict[str, Json] = {"url": source.url, "title": source.title}
    document.update(start=source.start, end=source.end)
    return joined(document, source.extra)


def _citation_from_json(fields: Fields) -> Citation:
    url, title = fields.text("url"), fields.text("title")
    start, end = fields.count("start") or 0, fields.count("end") or 0
    return Citation(url, title, start, end, fields.rest)


def attachment_to_json(attachment: Attachment) -> dict[str, Json]:
    """Return the fields of an attachment."""
    return {
        "sha256": attachment.sha256,
        "media_type": attachment.media_type,
        "name": attachment.name,
        "size_bytes": attachment.size_bytes,
    }


def attachment_from_json(fields: Fields) -> Attachment:
    """Take the fields of an attachment."""
    sha256, media_type = fields.text("sha256"), fields.text("media_type")
    return Attachment(sha256, media_type, fields.text("name"), fields.count("size_bytes") or 0)
