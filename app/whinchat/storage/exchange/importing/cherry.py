"""A backup of Cherry Studio: ``data.json``, alone or in a zip beside ``Data/Files``.

``indexedDB.topics`` have the messages, ``indexedDB.message_blocks`` what is in them, joined by ids;
titles and instructions are JSON in JSON in ``localStorage["persist:cherry-studio"]``. Replies of
several models to one question share its id as ``askId``. Shapes: CherryHQ/cherry-studio,
``src/renderer/src/types/newMessage.ts`` and ``services/BackupService.ts``. Newer backups hold the
database as it lies on the disk, which nothing but Cherry Studio reads.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App, Unread
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.json_cutter import JsonCutter, Path, Step
from whinchat.storage.exchange.importing.lenient import (
    count_of,
    decoded,
    json_text,
    list_of,
    moment_of,
    name_of,
    number_of,
    object_of,
    objects_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, each_object, finished
from whinchat.storage.exchange.importing.refusal import CutShort, Refused
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch

_MOST_KEPT_BYTES = 48 * 1024 * 1024
"""Of all contents, packed: they lie apart from their messages and are needed all at once."""
_SETTINGS = ("localStorage", "persist:cherry-studio")
_BLOCKS = ("indexedDB", "message_blocks")
_TOPICS = ("indexedDB", "topics")


@dataclass(slots=True)
class _Store:
    """What is known before the topics are read."""

    blocks: dict[str, bytes] = field(default_factory=dict)
    topics: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    """Title, instructions and whether it is pinned."""
    kept_bytes: int = 0

    def keep(self, data: bytes) -> None:
        """Keep a block, packed. Raises ``Refused`` where there are too many."""
        block = object_of(decoded(data))
        packed = zlib.compress(data, 1)
        self.kept_bytes += len(packed) + 200
        if self.kept_bytes > _MOST_KEPT_BYTES:
            raise Refused("This backup holds more than can be put together at once.")
        self.blocks[name_of(block.get("id"))] = packed

    def block(self, block_id: str) -> JsonObject:
        """Return a block, an empty one where there is none."""
        packed = self.blocks.get(block_id)
        return object_of(decoded(zlib.decompress(packed))) if packed else {}


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the topics of a backup. Raises ``Refused``."""
    store = _read_store(member)
    for found in each_object(member, _topics):
        if isinstance(found, Unread):
            yield found
        elif list_of(found[1].get("messages")):
            yield finished(_sketch(found[1], store, intake), intake)


def _read_store(member: Member) -> _Store:
    store = _Store()
    try:
        with member.open() as stream:
            for path, data in JsonCutter(stream.read).cut(_apart_from_topics):
                if path == _SETTINGS:
                    store.topics.update(_topic_heads(data))
                elif data is not None:
                    _keep(store, data)
    except CutShort:
        pass  # What is there is told when the topics are read.
    return store


def _keep(store: _Store, data: bytes) -> None:
    try:
        block_is_readable = bool(decoded(data))
    except Refused:
        return
    if block_is_readable:
        store.keep(data)


def _apart_from_topics(path: Path) -> Step:
    if path in (path[:0], _SETTINGS[:1], _BLOCKS[:1], _BLOCKS):
        return Step.ENTER
    return Step.TAKE if path == _SETTINGS or path[:2] == _BLOCKS else Step.SKIP


def _topics(path: Path) -> Step:
    if path in (path[:0], _TOPICS[:1], _TOPICS):
        return Step.ENTER
    return Step.TAKE if path[:2] == _TOPICS else Step.SKIP


def _topic_heads(data: bytes | None) -> Iterator[tuple[str, tuple[str, str, bool]]]:
    try:
        persisted = object_of(_inner(decoded(data)))
        slice_ = object_of(_inner(persisted.get("assistants")))
    except Refused:
        return
    for assistant in [object_of(slice_.get("defaultAssistant")), *_list(slice_, "assistants")]:
        prompt = text_of(assistant.get("prompt"))
        for topic in _list(assistant, "topics"):
            instructions = text_of(topic.get("prompt")) or prompt
            head = (name_of(topic.get("name")), instructions, topic.get("pinned") is True)
            yield name_of(topic.get("id")), head


def _list(holder: JsonObject, name: str) -> list[JsonObject]:
    return [*objects_of(list_of(holder.get(name)))]


def _inner(value: Json) -> Json:
    """Return the value in JSON that was written as a text."""
    return decoded(value.encode(errors="replace")) if isinstance(value, str) else value


def _sketch(topic: JsonObject, store: _Store, intake: Intake) -> Sketch:
    topic_id = name_of(topic.get("id"))
    title, instructions, is_pinned = store.topics.get(topic_id, ("", "", False))
    sketch = Sketch(
        App.CHERRY,
        topic_id,
        title=title or name_of(topic.get("name")),
        created_at=moment_of(topic.get("createdAt")),
        is_pinned=is_pinned,
    )
    sketch.instruct(instructions)
    above = ""
    for message in objects_of(topic.get("messages")):
        above = _put(sketch, message, above, store, intake)
    sketch.leaf = above
    return sketch


def _put(sketch: Sketch, message: JsonObject, above: str, store: _Store, intake: Intake) -> str:
    """Add a message; return what the next one follows."""
    role, message_id = message.get("role"), name_of(message.get("id"))
    if role not in ("user", "assistant") or message.get("type") == "clear":
        return above
    asked = name_of(message.get("askId"))
    is_reply = role == "assistant" and sketch.has(asked)
    model = object_of(message.get("model"))
    sketch.put(
        Drawn(
            id=message_id,
            parent=asked if is_reply else above,
            role=Role.USER if role == "user" else Role.ASSISTANT,
            parts=[*_parts(message, store, intake)],
            at=moment_of(message.get("createdAt")),
            model=name_of(model.get("id")) or name_of(message.get("modelId")),
            status=_status(message),
            usage=_usage(object_of(message.get("usage"))),
        )
    )
    is_beside = is_reply and above not in ("", asked)
    if not sketch.has(message_id) or (is_beside and message.get("foldSelected") is not True):
        return above
    return message_id


def _parts(message: JsonObject, store: _Store, intake: Intake) -> Iterator[Part]:
    blocks = [store.block(name_of(one)) for one in list_of(message.get("blocks"))]
    sources = tuple(source for block in blocks for source in _sources(block))
    for block in blocks:
        for part in _block(block, intake):
            if isinstance(part, TextPart) and sources:
                yield TextPart(part.text, sources)
                sources = ()
            else:
                yield part
    # Before there were blocks.
    text = text_of(message.get("content"))
    if thoughts := text_of(message.get("reasoning_content")):
        yield ReasoningPart(thoughts)
    if text.strip() and not blocks:
        yield TextPart(text)
    for file in objects_of(message.get("files")):
        yield from _file(file, intake)


def _block(block: JsonObject, intake: Intake) -> Iterator[Part]:
    text = text_of(block.get("content"))
    match block.get("type"):
        case "main_text" | "compact" if text.strip():
            yield TextPart(text)
        case "code" if text.strip():
            yield TextPart(f"```{name_of(block.get('language'))}\n{text}\n```")
        case "thinking" if text.strip():
            milliseconds = number_of(block.get("thinking_millsec"))
            yield ReasoningPart(text, milliseconds / 1000 if milliseconds else None)
        case "tool":
            yield from _tool(block)
        case "image" | "file" | "video":
            yield from _files(block, intake)
        case _:
            return


def _tool(block: JsonObject) -> Iterator[Part]:
    raw = object_of(object_of(block.get("metadata")).get("rawMcpToolResponse"))
    arguments = block.get("arguments") or raw.get("arguments")
    call_id = name_of(block.get("toolId"))
    name = name_of(block.get("toolName")) or name_of(object_of(raw.get("tool")).get("name"))
    yield ToolCallPart(call_id, name, json_text(arguments))
    result = block.get("content") or raw.get("response")
    if result:
        yield ToolResultPart(call_id, json_text(result))


def _files(block: JsonObject, intake: Intake) -> Iterator[Part]:
    url = text_of(block.get("url"))
    made = object_of(object_of(block.get("metadata")).get("generateImageResponse"))
    urls = [url, *(text_of(one) for one in list_of(made.get("images")))]
    written = [one for one in urls if one.startswith("data:")]
    for one in written:
        if part := intake.data_url(one, "Picture"):
            yield part
    if not written:
        yield from _file(object_of(block.get("file")), intake)


def _file(file: JsonObject, intake: Intake) -> Iterator[Part]:
    name = name_of(file.get("origin_name")) or name_of(file.get("name"))
    kept = f"{name_of(file.get('id'))}{name_of(file.get('ext'))}"
    if part := intake.member(intake.bundle.by_base_name().get(kept), name or kept):
        yield part


def _sources(block: JsonObject) -> Iterator[Citation]:
    results = object_of(block.get("response")).get("results")
    found: Mapping[str, Json] = object_of(results)
    for source in objects_of(list_of(found.get("results")) or list_of(results)):
        if (url := name_of(source.get("url"))).startswith(("http://", "https://")):
            yield Citation(url, name_of(source.get("title")))


def _status(message: JsonObject) -> Status:
    match message.get("status"):
        case "error":
            return Status.FAILED
        case "paused":
            return Status.STOPPED
        case "processing" | "pending" | "searching":
            return Status.INTERRUPTED
        case _:
            return Status.COMPLETE


def _usage(told: JsonObject) -> Usage:
    return Usage(
        input_tokens=count_of(told.get("prompt_tokens")),
        output_tokens=count_of(told.get("completion_tokens")),
    )
