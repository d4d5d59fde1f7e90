"""The threads of Jan: a folder each with ``thread.json`` and ``messages.jsonl``.

Shapes: Jan, ``src-tauri/src/core/threads/models.rs`` (the types of contents are under ``type``, in
some builds ``type_``) and ``core/src/types/message/messageEntity.ts``. Times are in seconds or
milliseconds; thoughts stand between ``<think>`` and ``</think>``.
"""

from collections.abc import Iterator

from whinchat.domain.conversation import Role, Status
from whinchat.domain.parts import Part, ReasoningPart, TextPart, ToolCallPart, ToolResultPart
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App, Unread
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.json_cutter import LARGEST_VALUE_BYTES
from whinchat.storage.exchange.importing.lenient import (
    decoded,
    json_text,
    list_of,
    moment_of,
    name_of,
    object_of,
    objects_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, finished
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch
from whinchat.storage.exchange.importing.thinking import parts_of_text

_MESSAGES = "messages.jsonl"


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the thread of one ``thread.json``. Raises ``Refused``."""
    thread = object_of(decoded(member.read_whole(LARGEST_VALUE_BYTES)))
    sketch = _head(thread)
    messages = intake.bundle.beside(member, _MESSAGES)
    if messages is None:
        name = sketch.title or sketch.source_id
        yield Unread(name, f"Its {_MESSAGES} is not there. Choose the folder of threads.")
        return
    for message in _lines(messages, intake):
        _put(sketch, message, intake)
    yield finished(sketch, intake)


def _head(thread: JsonObject) -> Sketch:
    assistant = next(objects_of(thread.get("assistants")), {})
    model = object_of(thread.get("model")) or object_of(assistant.get("model"))
    sketch = Sketch(
        App.JAN,
        name_of(thread.get("id")),
        title=name_of(thread.get("title")),
        created_at=moment_of(thread.get("created")),
        model=name_of(model.get("id")),
        is_pinned=object_of(thread.get("metadata")).get("is_favorite") is True,
    )
    sketch.instruct(text_of(assistant.get("instructions")))
    return sketch


def _lines(member: Member, intake: Intake) -> Iterator[JsonObject]:
    with member.open() as stream:
        while line := stream.readline(LARGEST_VALUE_BYTES + 1):
            is_whole = len(line) <= LARGEST_VALUE_BYTES
            try:
                if line.strip():
                    yield object_of(decoded(line if is_whole else None))
            except Refused as error:
                intake.note(f"A message was left out: {error}")


def _put(sketch: Sketch, message: JsonObject, intake: Intake) -> None:
    role = message.get("role")
    message_id = name_of(message.get("id"))
    if role == "system":
        sketch.instruct("\n\n".join(_texts(message.get("content"))))
    if role not in ("user", "assistant", "tool"):
        return
    metadata = object_of(message.get("metadata"))
    sketch.put(
        Drawn(
            id=message_id,
            parent=sketch.last_id,
            role=Role.USER if role == "user" else Role.ASSISTANT,
            parts=[*_parts(message, intake), *_tools(metadata)],
            at=moment_of(message.get("created_at")),
            model=name_of(metadata.get("model_id")) or sketch.model,
            status=_status(message),
        )
    )


def _parts(message: JsonObject, intake: Intake) -> Iterator[Part]:
    role = message.get("role")
    for piece in objects_of(message.get("content")):
        kind = piece.get("type") or piece.get("type_")
        words = "\n\n".join(_texts([piece]))
        if kind in ("image_url", "image", "file"):
            image = object_of(piece.get("image_url")) or object_of(piece.get("image"))
            part = intake.data_url(text_of(image.get("url")), "Picture")
            if part is not None:
                yield part
        elif kind == "reasoning" and words:
            yield ReasoningPart(words)
        elif role == "tool":
            yield ToolResultPart(name_of(message.get("tool_call_id")), words)
        elif role == "user" and words:
            yield TextPart(words)
        else:
            yield from parts_of_text(words)


def _tools(metadata: JsonObject) -> Iterator[Part]:
    for call in objects_of(metadata.get("tool_calls")):
        tool = object_of(call.get("tool")) or call
        function = object_of(tool.get("function"))
        call_id = name_of(tool.get("id"))
        arguments = json_text(function.get("arguments"))
        yield ToolCallPart(call_id, name_of(function.get("name")), arguments)
        if output := "\n\n".join(_texts(object_of(call.get("response")).get("content"))):
            yield ToolResultPart(call_id, output)


def _texts(content: Json) -> Iterator[str]:
    for piece in objects_of(list_of(content)):
        text = piece.get("text")
        words = text_of(text) or text_of(object_of(text).get("value"))
        if words.strip():
            yield words


def _status(message: JsonObject) -> Status:
    match message.get("status"):
        case "error":
            return Status.FAILED
        case "stopped":
            return Status.STOPPED
        case "pending":
            return Status.INTERRUPTED
        case _:
            return Status.COMPLETE
