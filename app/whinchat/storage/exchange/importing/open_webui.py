"""The export of Open WebUI: a list of chats, each with ``chat.history``, a tree of messages.

``history.messages`` is a map by id with ``parentId`` and ``childrenIds``, ``currentId`` the end of
the branch that is shown. Shapes: Open WebUI, ``src/lib/utils/index.ts`` and
``backend/open_webui/models/chats.py``; LibreChat, ``openwebui-export.json`` among the fixtures of
``api/server/utils/import``.
"""

from collections.abc import Iterator

from whinchat.domain.conversation import Role, Status
from whinchat.domain.parts import (
    Citation,
    Part,
    ReasoningPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from whinchat.domain.usage import Usage
from whinchat.domain.values import JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.lenient import (
    count_of,
    list_of,
    moment_of,
    name_of,
    number_of,
    object_of,
    objects_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, drawn_each
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch
from whinchat.storage.exchange.importing.thinking import parts_of_text


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the chats of the export."""
    return drawn_each(member, intake, _sketch)


def _sketch(value: JsonObject, intake: Intake) -> Sketch:
    chat = object_of(value.get("chat"))
    history = object_of(chat.get("history"))
    models = list_of(chat.get("models"))
    sketch = Sketch(
        App.OPEN_WEBUI,
        name_of(value.get("id")) or name_of(chat.get("id")),
        title=name_of(value.get("title")) or name_of(chat.get("title")),
        created_at=moment_of(value.get("created_at")) or moment_of(chat.get("timestamp")),
        model=name_of(models[0]) if models else "",
        leaf=name_of(history.get("currentId")),
        tags=[name_of(tag) for tag in list_of(object_of(value.get("meta")).get("tags"))],
        is_pinned=value.get("pinned") is True,
        is_archived=value.get("archived") is True,
    )
    sketch.instruct(text_of(chat.get("system")))
    sketch.instruct(text_of(object_of(chat.get("params")).get("system")))
    tree = object_of(history.get("messages"))
    for message_id, message in tree.items():
        _put(sketch, message_id, name_of(object_of(message).get("parentId")), message, intake)
    for number, message in enumerate(objects_of(chat.get("messages")) if not tree else ()):
        # Before there were branches.
        _put(sketch, f"message {number}", sketch.last_id, message, intake)
    return sketch


def _put(sketch: Sketch, message_id: str, parent: str, value: object, intake: Intake) -> None:
    message = value if isinstance(value, dict) else {}
    role = message.get("role")
    if role == "system":
        sketch.instruct(text_of(message.get("content")))
    if role not in ("user", "assistant"):
        sketch.leave_out(name_of(message_id), parent)
        return
    sketch.put(
        Drawn(
            id=name_of(message_id),
            parent=parent,
            role=Role.USER if role == "user" else Role.ASSISTANT,
            parts=[*_files(message, intake), *_parts(message)],
            at=moment_of(message.get("timestamp")),
            model=name_of(message.get("model")),
            status=_status(message),
            usage=_usage(object_of(message.get("usage")) or object_of(message.get("info"))),
        )
    )


def _parts(message: JsonObject) -> Iterator[Part]:
    text = text_of(message.get("content"))
    written = [part for item in objects_of(message.get("output")) for part in _item(item)]
    parts = written or ([TextPart(text)] if message.get("role") == "user" else parts_of_text(text))
    cited = tuple(_citations(message))
    for part in parts:
        if isinstance(part, TextPart) and cited:
            yield TextPart(part.text, cited)
            cited = ()
        elif not isinstance(part, TextPart) or part.text.strip():
            yield part


def _item(item: JsonObject) -> Iterator[Part]:
    """Read an item of the shape that the Responses API has."""
    call_id = name_of(item.get("call_id")) or name_of(item.get("id"))
    match item.get("type"):
        case "message":
            yield from (TextPart(text) for text in _texts(item.get("content")))
        case "reasoning":
            words = [*_texts(item.get("content"))] or [*_texts(item.get("summary"))]
            if words:
                yield ReasoningPart("\n\n".join(words), number_of(item.get("duration")))
        case "function_call":
            arguments = text_of(item.get("arguments"))
            yield ToolCallPart(call_id, name_of(item.get("name")), arguments)
        case "function_call_output":
            output = item.get("output")
            words = [output] if isinstance(output, str) else [*_texts(output)]
            yield ToolResultPart(call_id, "\n\n".join(words))
        case _:
            return


def _texts(value: object) -> Iterator[str]:
    for piece in value if isinstance(value, list) else ():
        if text := text_of(object_of(piece).get("text")):
            yield text


def _files(message: JsonObject, intake: Intake) -> Iterator[Part]:
    for file in objects_of(message.get("files")):
        kept = object_of(file.get("file"))
        name = name_of(file.get("name")) or name_of(kept.get("filename"))
        words = text_of(object_of(kept.get("data")).get("content"))
        url = text_of(file.get("url"))
        if url.startswith("data:"):
            part: Part | None = intake.data_url(url, name or "Picture")
        elif words:
            part = intake.text(words, name)
        else:
            part = intake.member(None, name or url[:80] or "A file")
        if part is not None:
            yield part


def _citations(message: JsonObject) -> Iterator[Citation]:
    for source in objects_of(message.get("sources")):
        about = object_of(source.get("source"))
        for found in [about, *objects_of(source.get("metadata"))]:
            url = name_of(found.get("url")) or name_of(found.get("source"))
            if url.startswith(("http://", "https://")):
                yield Citation(url, name_of(found.get("title")) or name_of(about.get("name")))


def _status(message: JsonObject) -> Status:
    if message.get("error"):
        return Status.FAILED
    return Status.INTERRUPTED if message.get("done") is False else Status.COMPLETE


def _usage(told: JsonObject) -> Usage:
    return Usage(
        input_tokens=count_of(told.get("prompt_tokens") or told.get("input_tokens")),
        output_tokens=count_of(told.get("completion_tokens") or told.get("output_tokens")),
    )
