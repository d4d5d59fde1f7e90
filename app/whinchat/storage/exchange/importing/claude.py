"""The export of Claude: ``conversations.json``, a list of conversations with ``chat_messages``.

Each message has ``uuid``, ``sender``, ``content`` blocks (``text``, ``thinking``, ``tool_use``,
``tool_result``), ``attachments`` with their ``extracted_content``, ``files`` by name alone, and in
newer exports ``parent_message_uuid``, which for a first message is a made-up one. Shapes:
LibreChat, ``api/server/utils/import/importers.js`` (``importClaudeConvo``).
"""

from collections.abc import Iterator

from whinchat.domain.conversation import Role
from whinchat.domain.parts import (
    Citation,
    Part,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)
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
    object_of,
    objects_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, drawn_each
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch
from whinchat.storage.exchange.importing.thinking import thought


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversations of the export."""
    return drawn_each(member, intake, _sketch)


def _sketch(value: JsonObject, intake: Intake) -> Sketch:
    sketch = Sketch(
        App.CLAUDE,
        name_of(value.get("uuid")),
        title=name_of(value.get("name")),
        created_at=moment_of(value.get("created_at")),
        model=name_of(value.get("model")),
        leaf=name_of(value.get("current_leaf_message_uuid")),
        is_pinned=value.get("is_starred") is True,
    )
    for number, message in enumerate(objects_of(value.get("chat_messages"))):
        # Older exports are one branch and name no parents.
        parent = name_of(message.get("parent_message_uuid"))
        sketch.put(
            Drawn(
                id=name_of(message.get("uuid")) or f"message {number}",
                parent=parent if "parent_message_uuid" in message else sketch.last_id,
                role=Role.USER if message.get("sender") == "human" else Role.ASSISTANT,
                parts=[*_files(message, intake), *_parts(message, intake)],
                at=moment_of(message.get("created_at")),
                model=name_of(message.get("model")) or sketch.model,
            )
        )
    return sketch


def _files(message: JsonObject, intake: Intake) -> Iterator[Part]:
    for attached in objects_of(message.get("attachments")):
        name = name_of(attached.get("file_name")) or "Pasted text.txt"
        if text := text_of(attached.get("extracted_content")):
            yield intake.text(text, name)
        else:
            intake.miss(name)
    members = intake.bundle.by_base_name() if message.get("files") else {}
    for file in objects_of(message.get("files")):
        name = name_of(file.get("file_name")) or name_of(file.get("file_uuid"))
        part = intake.member(members.get(name), name)
        if part is not None:
            yield part


def _parts(message: JsonObject, intake: Intake) -> Iterator[Part]:
    blocks = list_of(message.get("content"))
    found = [part for block in blocks for part in _block(object_of(block), intake)]
    text = text_of(message.get("text"))
    if not any(isinstance(part, TextPart) for part in found) and text.strip() and not found:
        found.append(TextPart(text))
    yield from found


def _block(block: JsonObject, intake: Intake) -> Iterator[Part]:
    match block.get("type"):
        case "text":
            if (text := text_of(block.get("text"))).strip():
                yield TextPart(text, tuple(_citations(block.get("citations"))))
        case "thinking":
            yield from thought(text_of(block.get("thinking")), _seconds(block))
        case "tool_use":
            arguments = json_text(block.get("input"))
            yield ToolCallPart(name_of(block.get("id")), name_of(block.get("name")), arguments)
        case "tool_result":
            output = "\n\n".join(_results(block.get("content"), intake))
            yield ToolResultPart(name_of(block.get("tool_use_id")), output)
        case "token_budget" | "flag" | None:
            return
        case _:
            yield UnknownPart(block)


def _results(content: Json, intake: Intake) -> Iterator[str]:
    if isinstance(content, str):
        yield text_of(content)
    for piece in objects_of(content):
        text = text_of(piece.get("text"))
        if text:
            yield text
        elif piece.get("type") == "image":
            intake.miss("a picture that a tool gave")
        elif url := name_of(piece.get("url")):
            yield f"{name_of(piece.get('title'))} {url}".strip()


def _citations(value: Json) -> Iterator[Citation]:
    for cited in objects_of(value):
        details = object_of(cited.get("details"))
        url = name_of(cited.get("url")) or name_of(details.get("url"))
        if url:
            start, end = count_of(cited.get("start_index")), count_of(cited.get("end_index"))
            yield Citation(url, name_of(cited.get("title")), start or 0, end or 0)


def _seconds(block: JsonObject) -> float | None:
    begun, ended = moment_of(block.get("start_timestamp")), moment_of(block.get("stop_timestamp"))
    if begun is None or ended is None or ended < begun:
        return None
    return round((ended - begun).total_seconds(), 3)
