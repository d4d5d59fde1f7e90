"""The export of LibreChat: one conversation a file, as a list or as a tree of ``children``.

``messages`` (``messagesTree`` in older ones) name their ``parentMessageId``; the first one's is
all noughts. Where ``recursive`` is set each holds its ``children``, as deep as it all is long.
Shapes: LibreChat, ``client/src/hooks/Conversations/useExportConversation.ts``,
``api/server/utils/import/importers.js`` and ``__data__/librechat-*.json`` beside it.
"""

from collections.abc import Iterator

import msgspec

from whinchat.domain.conversation import Role, Status
from whinchat.domain.parts import Part, ToolCallPart, ToolResultPart
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.lenient import (
    decoded,
    json_text,
    moment_of,
    name_of,
    object_of,
    objects_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, finished
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch
from whinchat.storage.exchange.importing.thinking import parts_of_text, said, thought
from whinchat.storage.json_bytes import to_bytes

_LARGEST_BYTES = 32 * 1024 * 1024
_FIELDS = dict[str, msgspec.Raw]


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversation of one file. Raises ``Refused``."""
    data = member.read_whole(_LARGEST_BYTES)
    fields = _fields(data)
    raw_messages = fields.pop("messagesTree", None) or fields.pop("messages", None)
    fields.pop("messages", None)
    sketch = _head({key: decoded(bytes(value)) for key, value in fields.items()})
    for message, children_of in _flat(raw_messages or msgspec.Raw(b"[]")):
        _put(sketch, message, children_of, intake)
    yield finished(sketch, intake)


def _head(value: JsonObject) -> Sketch:
    options = object_of(value.get("options"))
    sketch = Sketch(
        App.LIBRECHAT,
        name_of(value.get("conversationId")),
        title=name_of(value.get("title")) or name_of(options.get("title")),
        created_at=moment_of(value.get("createdAt")),
        model=name_of(options.get("model")) or name_of(value.get("model")),
    )
    for place in (options, value):
        for name in ("promptPrefix", "system"):
            sketch.instruct(text_of(place.get(name)))
    return sketch


def _flat(messages: msgspec.Raw) -> Iterator[tuple[JsonObject, str]]:
    """Yield the messages, each with the id of the one whose child it is, parents first.

    A tree is taken apart level by level: it nests twice as deep as the conversation is long, and
    decoded at once that would be too deep for a short one already.
    """
    waiting = [(raw, "") for raw in reversed(_elements(messages))]
    while waiting:
        raw, parent = waiting.pop()
        fields = _fields(bytes(raw))
        children = fields.pop("children", None)
        message = {key: decoded(bytes(value)) for key, value in fields.items()}
        yield message, parent
        if children is not None:
            message_id = name_of(message.get("messageId"))
            waiting += [(raw, message_id) for raw in reversed(_elements(children))]


def _put(sketch: Sketch, message: JsonObject, parent: str, intake: Intake) -> None:
    is_users = message.get("isCreatedByUser") is True or message.get("sender") == "User"
    message_id = name_of(message.get("messageId"))
    named = name_of(message.get("parentMessageId"))
    if not parent:
        # An export without branches lists them one after the other.
        parent = named if "parentMessageId" in message else sketch.last_id
    for file in objects_of(message.get("files")):
        intake.miss(name_of(file.get("filename")) or name_of(file.get("filepath")))
    sketch.put(
        Drawn(
            id=message_id,
            parent=parent,
            role=Role.USER if is_users else Role.ASSISTANT,
            parts=[*_parts(message, intake)],
            at=moment_of(message.get("createdAt")) or moment_of(message.get("updatedAt")),
            model=name_of(message.get("model")),
            status=_status(message),
            finish_reason=name_of(message.get("finish_reason")),
        )
    )


def _parts(message: JsonObject, intake: Intake) -> Iterator[Part]:
    found = [part for piece in objects_of(message.get("content")) for part in _piece(piece, intake)]
    text = text_of(message.get("text"))
    if found:
        yield from found
    elif message.get("isCreatedByUser") is True:
        yield from said(text)
    else:
        yield from parts_of_text(text)


def _piece(piece: JsonObject, intake: Intake) -> Iterator[Part]:
    match piece.get("type"):
        case "text":
            yield from said(_words(piece.get("text")))
        case "think":
            yield from thought(_words(piece.get("think")))
        case "error":
            yield from said(_words(piece.get("error")))
        case "tool_call":
            yield from _tool(object_of(piece.get("tool_call")))
        case "image_file" | "image_url" as kind:
            url = text_of(object_of(piece.get(kind)).get("url"))
            name = name_of(object_of(piece.get(kind)).get("filename")) or "Picture"
            part = intake.data_url(url, name)
            if part is not None:
                yield part
        case _:
            return


def _tool(call: JsonObject) -> Iterator[Part]:
    function = object_of(call.get("function"))
    arguments = call.get("args", function.get("arguments"))
    call_id, name = name_of(call.get("id")), name_of(call.get("name") or function.get("name"))
    yield ToolCallPart(call_id, name, json_text(arguments))
    if output := text_of(call.get("output", function.get("output"))):
        yield ToolResultPart(call_id, output)


def _words(value: Json) -> str:
    return text_of(value) or text_of(object_of(value).get("value"))


def _status(message: JsonObject) -> Status:
    if message.get("error") is True:
        return Status.FAILED
    return Status.INTERRUPTED if message.get("unfinished") is True else Status.COMPLETE


def _fields(data: bytes) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(data, type=_FIELDS)
    except RecursionError:
        raise Refused("It is nested too deeply. Export it again without “recursive”.") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # An object that only a lenient reader understands, or none.
        value = decoded(data)
        return {key: msgspec.Raw(to_bytes(inner)) for key, inner in object_of(value).items()}


def _elements(raw: msgspec.Raw) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(raw, type=list[msgspec.Raw])
    except RecursionError:
        raise Refused("It is nested too deeply. Export it again without “recursive”.") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return []
