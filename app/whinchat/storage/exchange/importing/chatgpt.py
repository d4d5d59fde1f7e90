"""The export of ChatGPT: ``conversations.json``, or ``conversations-000.json`` and so on.

A list of conversations, each with ``mapping``, a flat map of nodes with ``parent`` and
``children``, and ``current_node``. Shapes: LibreChat, ``api/server/utils/import/importers.js`` and
``__data__/chatgpt-tree.json``, ``chatgpt-modern-export.json``, ``chatgpt-citations.json`` there;
Open WebUI, ``src/lib/utils/index.ts`` (``convertOpenAIChats``).
"""

import re
from collections.abc import Iterator

from whinchat.domain.conversation import Role, Status
from whinchat.domain.values import JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.chatgpt_parts import Assets, parts_of
from whinchat.storage.exchange.importing.imported import App
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.lenient import (
    moment_of,
    name_of,
    object_of,
    text_of,
)
from whinchat.storage.exchange.importing.reading import Outcome, drawn_each
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch

_HIDDEN_KINDS = ("user_editable_context", "model_editable_context", "system_error")
_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversations of one file of the export."""
    assets = Assets(intake)
    return drawn_each(member, intake, lambda value, _: _sketch(value, assets))


def _sketch(value: JsonObject, assets: Assets) -> Sketch:
    sketch = Sketch(
        App.CHATGPT,
        name_of(value.get("conversation_id")) or name_of(value.get("id")),
        title=name_of(value.get("title")),
        created_at=moment_of(value.get("create_time")),
        model=name_of(value.get("default_model_slug")),
        leaf=name_of(value.get("current_node")),
        is_pinned=value.get("is_starred") is True,
        is_archived=value.get("is_archived") is True,
        joins_turns=True,
    )
    for node_id, node in object_of(value.get("mapping")).items():
        _put(sketch, name_of(node_id), object_of(node), assets)
    return sketch


def _put(sketch: Sketch, node_id: str, node: JsonObject, assets: Assets) -> None:
    parent = name_of(node.get("parent"))
    message = object_of(node.get("message"))
    role = text_of(object_of(message.get("author")).get("role"))
    _note_instructions(sketch, role, object_of(message.get("content")))
    if role not in ("user", "assistant", "tool") or _is_hidden(message):
        sketch.leave_out(node_id, parent)
        return
    metadata = object_of(message.get("metadata"))
    sketch.put(
        Drawn(
            id=node_id,
            parent=parent,
            role=Role.USER if role == "user" else Role.ASSISTANT,
            parts=parts_of(message, assets),
            at=moment_of(message.get("create_time")),
            model=name_of(metadata.get("model_slug")),
            status=_status(message),
            finish_reason=name_of(object_of(metadata.get("finish_details")).get("type")),
        )
    )


def _is_hidden(message: JsonObject) -> bool:
    metadata = object_of(message.get("metadata"))
    kind = object_of(message.get("content")).get("content_type")
    return metadata.get("is_visually_hidden_from_conversation") is True or kind in _HIDDEN_KINDS


def _note_instructions(sketch: Sketch, role: str, content: JsonObject) -> None:
    """Keep what the user told the model in advance: custom instructions, or a system's words."""
    match content.get("content_type"):
        case "user_editable_context":
            for name in ("user_profile", "user_instructions"):
                text = text_of(content.get(name))
                fenced = _FENCED.search(text)
                sketch.instruct(fenced.group(1) if fenced else text)
        case "text" if role == "system":
            parts = content.get("parts")
            for part in parts if isinstance(parts, list) else ():
                sketch.instruct(text_of(part))
        case _:
            pass


def _status(message: JsonObject) -> Status:
    details = object_of(object_of(message.get("metadata")).get("finish_details"))
    if details.get("type") == "interrupted":
        return Status.STOPPED
    is_cut = message.get("status") in ("in_progress", "finished_partial_completion")
    return Status.INTERRUPTED if is_cut else Status.COMPLETE
