"""The conversations of LM Studio as they lie in its folder: ``<milliseconds>.conversation.json``.

Each message has ``versions`` and ``currentlySelected``; a version is ``singleStep`` with
``content`` or ``multiStep`` with ``steps`` of ``contentBlock`` (its ``style`` may be ``thinking``),
``toolStatus`` and ``debugInfoBlock``. What follows a message follows the version that is selected.
LM Studio's source is closed; shapes: the LM Studio readers and fixtures of several public tools,
such as ``YorkieDev/lm-studio-conversation-converter``.
"""

import re
from collections.abc import Iterator

from whinchat.domain.conversation import Role
from whinchat.domain.parts import Part, ReasoningPart, ToolCallPart, ToolResultPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.lenient import (
    count_of,
    json_text,
    list_of,
    moment_of,
    name_of,
    number_of,
    object_of,
    objects_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, drawn_each, whole
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch
from whinchat.storage.exchange.importing.thinking import parts_of_text, said

_ENDING = re.compile(r"(\.conversation)?\.json$", re.IGNORECASE)
_SECONDS = re.compile(r"([\d.]{1,8}) ?s", re.ASCII)


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversation of one file."""
    named = _ENDING.sub("", member.base_name)
    return drawn_each(member, intake, lambda value, taking: _sketch(value, named, taking), whole)


def _sketch(value: JsonObject, named: str, intake: Intake) -> Sketch:
    sketch = Sketch(
        App.LM_STUDIO,
        named,
        title=name_of(value.get("name")),
        created_at=moment_of(value.get("createdAt")) or moment_of(named),
        model=name_of(object_of(value.get("lastUsedModel")).get("identifier")),
        is_pinned=value.get("pinned") is True,
    )
    sketch.instruct(text_of(value.get("systemPrompt")))
    above = ""
    for number, message in enumerate(objects_of(value.get("messages"))):
        versions = list_of(message.get("versions")) or [message]
        selected = min(count_of(message.get("currentlySelected")) or 0, len(versions) - 1)
        for place, version in enumerate(versions):
            _put(sketch, f"{number}.{place}", above, object_of(version), intake)
        above = f"{number}.{selected}"
    sketch.leaf = above
    return sketch


def _put(sketch: Sketch, drawn_id: str, above: str, version: JsonObject, intake: Intake) -> None:
    role = version.get("role")
    if role == "system":
        sketch.instruct("\n\n".join(text_of(p.get("text")) for p in _pieces(version)))
    if role not in ("user", "assistant"):
        sketch.leave_out(drawn_id, above)
        return
    stats = next((s for step in _steps(version) if (s := _stats(step))), {})
    model = name_of(object_of(version.get("senderInfo")).get("senderName"))
    sketch.put(
        Drawn(
            id=drawn_id,
            parent=above,
            role=Role.USER if role == "user" else Role.ASSISTANT,
            parts=[*_parts(version, intake)],
            at=moment_of(version.get("createdAt")),
            model=model or sketch.model,
            usage=_usage(stats),
            finish_reason=name_of(stats.get("stopReason")),
            first_word_seconds=number_of(stats.get("timeToFirstTokenSec")),
            duration_seconds=number_of(stats.get("totalTimeSec")),
        )
    )


def _steps(version: JsonObject) -> Iterator[JsonObject]:
    return objects_of(version.get("steps"))


def _pieces(holder: JsonObject) -> Iterator[JsonObject]:
    content = holder.get("content")
    if isinstance(content, str):
        yield {"type": "text", "text": content}
    yield from objects_of(content)


def _parts(version: JsonObject, intake: Intake) -> Iterator[Part]:
    steps = [step for step in _steps(version) if step.get("type") == "contentBlock"]
    for step in steps or [version]:
        style = object_of(step.get("style"))
        if style.get("type") == "thinking":
            words = "".join(text_of(piece.get("text")) for piece in _pieces(step))
            if words.strip():
                yield ReasoningPart(words.strip(), _thought_seconds(style.get("title")))
        else:
            for piece in _pieces(step):
                yield from _piece(piece, version.get("role"), intake)


def _piece(piece: JsonObject, role: Json, intake: Intake) -> Iterator[Part]:
    call_id = name_of(piece.get("callId")) or name_of(piece.get("toolCallId"))
    match piece.get("type"):
        case "text":
            text = text_of(piece.get("text"))
            yield from said(text) if role == "user" else parts_of_text(text)
        case "file":
            name = name_of(piece.get("fileIdentifier")) or name_of(piece.get("name"))
            part = intake.member(intake.bundle.by_base_name().get(name), name)
            if part is not None:
                yield part
        case "toolCallRequest":
            arguments = json_text(piece.get("parameters"))
            yield ToolCallPart(call_id, name_of(piece.get("name")), arguments)
        case "toolCallResult":
            yield ToolResultPart(call_id, json_text(piece.get("content")))
        case _:
            return


def _thought_seconds(title: Json) -> float | None:
    found = _SECONDS.search(text_of(title))
    try:
        return float(found.group(1)) if found else None
    except ValueError:
        return None


def _stats(step: JsonObject) -> JsonObject:
    return object_of(object_of(step.get("genInfo")).get("stats"))


def _usage(stats: JsonObject) -> Usage:
    return Usage(
        input_tokens=count_of(stats.get("promptTokensCount")),
        output_tokens=count_of(stats.get("predictedTokensCount")),
    )
