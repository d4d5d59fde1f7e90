"""Exports as web services write them, small and in words of our own."""

import base64
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Node = Mapping[str, object]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
"""The smallest picture."""


def chatgpt_node(
    node_id: str, parent: str | None, role: str, content: Node, **more: object
) -> tuple[str, Node]:
    """Return a node of ChatGPT's ``mapping``."""
    message: Node = {
        "id": node_id,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1_750_000_000.5,
        "content": content,
        "status": "finished_successfully",
        "metadata": {"model_slug": "gpt-5"} if role == "assistant" else {},
        "recipient": "all",
        **more,
    }
    return node_id, {"id": node_id, "message": message, "parent": parent, "children": []}


def words(*parts: object) -> Node:
    """Return a content of words, among which pictures may stand."""
    kind = "text" if all(isinstance(part, str) for part in parts) else "multimodal_text"
    return {"content_type": kind, "parts": list(parts)}


PICTURE = {
    "content_type": "image_asset_pointer",
    "asset_pointer": "file-service://file-Bird1",
    "size_bytes": 68,
}
_HIDDEN = {"metadata": {"is_visually_hidden_from_conversation": True}}
_INSTRUCTIONS = {
    "content_type": "user_editable_context",
    "user_profile": "The user provided this about themselves:\n```I keep hens.```",
    "user_instructions": "```Be brief.```",
}
_THOUGHTS = {
    "content_type": "thoughts",
    "thoughts": [{"summary": "Counting", "content": "One, then two.", "chunks": []}],
}
_CITED = "A hen lays daily \ue200cite\ue202turn0search0\ue201."
_REFERENCES = {
    "model_slug": "gpt-5",
    "content_references": [
        {
            "matched_text": "\ue200cite\ue202turn0search0\ue201",
            "type": "grouped_webpages",
            "items": [{"title": "Hens", "url": "https://hens.example/laying"}],
        }
    ],
}


def chatgpt_conversation(conversation_id: str = "6b0f-1") -> Node:
    """Return a conversation with a question in two versions, thoughts, a tool and a picture."""
    nodes = [
        ("root", {"id": "root", "message": None, "parent": None, "children": []}),
        chatgpt_node("system", "root", "system", words(""), **_HIDDEN),
        chatgpt_node("told", "system", "user", _INSTRUCTIONS, **_HIDDEN),
        chatgpt_node("ask", "told", "user", words("What is this bird?", PICTURE)),
        chatgpt_node("ask2", "told", "user", words("How often does a hen lay?")),
        chatgpt_node("think", "ask2", "assistant", _THOUGHTS),
        chatgpt_node(
            "call",
            "think",
            "assistant",
            {"content_type": "code", "language": "unknown", "text": "1 + 1"},
            recipient="python",
        ),
        chatgpt_node("result", "call", "tool", {"content_type": "execution_output", "text": "2"}),
        chatgpt_node("say", "result", "assistant", words(_CITED), metadata=_REFERENCES),
        chatgpt_node("say0", "ask", "assistant", words("A wren."), status="in_progress"),
        chatgpt_node("thanks", "say", "user", words("Thank you.")),
    ]
    return {
        "title": "Hens and wrens",
        "create_time": 1_750_000_000.5,
        "update_time": 1_750_000_400.0,
        "mapping": dict(nodes),
        "current_node": "thanks",
        "conversation_id": conversation_id,
        "id": conversation_id,
        "default_model_slug": "gpt-5",
        "is_archived": False,
        "is_starred": True,
    }


def chatgpt_zip(path: Path, *conversations: Node) -> Path:
    """Write an export of ChatGPT."""
    given = conversations or (chatgpt_conversation(),)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps(given))
        archive.writestr("user.json", json.dumps({"id": "user-1", "email": "a@b.example"}))
        archive.writestr("message_feedback.json", "[]")
        archive.writestr("chat.html", "<html></html>")
        archive.writestr("file-Bird1-bird.png", PNG)
    return path


_BREAD: list[Node] = [
    {
        "type": "thinking",
        "thinking": "A recipe, then.",
        "start_timestamp": "2025-03-01T10:00:01Z",
        "stop_timestamp": "2025-03-01T10:00:03.5Z",
    },
    {"type": "tool_use", "id": "toolu_1", "name": "search", "input": {"q": "bread"}},
    {
        "type": "tool_result",
        "tool_use_id": "toolu_1",
        "content": [{"type": "text", "text": "Flour, water, salt."}],
    },
    {
        "type": "text",
        "text": "Mix and wait.",
        "citations": [{"url": "https://bread.example", "title": "Bread", "start_index": 0}],
    },
]
_NOTES = {
    "file_name": "notes.txt",
    "file_size": 9,
    "file_type": "txt",
    "extracted_content": "rye, oats",
}


def claude_conversation() -> Node:
    """Return a conversation with an attachment, thoughts, a tool, and a reply in two versions."""
    root = "00000000-0000-4000-8000-000000000000"
    return {
        "uuid": "c1a0de-1",
        "name": "Bread",
        "created_at": "2025-03-01T10:00:00.123456Z",
        "updated_at": "2025-03-01T10:05:00Z",
        "account": {"uuid": "somebody"},
        "chat_messages": [
            {
                "uuid": "m1",
                "sender": "human",
                "text": "How do I bake with these?",
                "content": [{"type": "text", "text": "How do I bake with these?"}],
                "created_at": "2025-03-01T10:00:00Z",
                "attachments": [_NOTES],
                "files": [{"file_name": "oven.jpg"}],
                "parent_message_uuid": root,
            },
            _claude_reply("m2", _BREAD),
            _claude_reply("m3", [{"type": "text", "text": "Buy bread."}]),
        ],
    }


def _claude_reply(message_id: str, blocks: Sequence[Node]) -> Node:
    return {
        "uuid": message_id,
        "sender": "assistant",
        "text": "",
        "content": blocks,
        "created_at": "2025-03-01T10:01:00Z",
        "attachments": [],
        "files": [],
        "parent_message_uuid": "m1",
    }


def claude_zip(path: Path) -> Path:
    """Write an export of Claude."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps([{"uuid": "somebody"}]))
        archive.writestr("conversations.json", json.dumps([claude_conversation()]))
        archive.writestr("projects.json", "[]")
    return path


_DETAILS = (
    '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>'
    "\n&gt; Ten &lt; twelve.\n</details>\n"
    '<details type="tool_calls" done="true" id="call_1" name="clock" arguments="&quot;{}&quot;" '
    'result="&quot;noon&quot;" files="">\n<summary>Tool Executed</summary>\n</details>\n'
    "It is noon."
)
_OUTPUT = [
    {"type": "reasoning", "content": [{"type": "output_text", "text": "Hm."}], "duration": 2},
    {"type": "function_call", "call_id": "c1", "name": "clock", "arguments": "{}"},
    {"type": "function_call_output", "call_id": "c1", "output": [{"text": "one"}]},
    {"type": "message", "content": [{"type": "output_text", "text": "It is one."}]},
]


def open_webui_chat() -> Node:
    """Return a chat with two replies to a question, one of which says its thoughts in HTML."""

    def message(message_id: str, parent: str | None, role: str, **more: object) -> Node:
        told: Node = {"id": message_id, "parentId": parent, "childrenIds": [], "role": role}
        return {**told, "timestamp": 1_700_000_000, "content": "", **more}

    picture = {"type": "image", "url": _data_url()}
    sources = [{"source": {"name": "Time"}, "metadata": [{"source": "https://time.example"}]}]
    messages = {
        "q": message("q", None, "user", content="What time is it?", files=[picture]),
        "a": message("a", "q", "assistant", content=_DETAILS, model="qwen3", sources=sources),
        "b": message("b", "q", "assistant", content="", model="qwen3", output=_OUTPUT, done=True),
    }
    chat = {
        "title": "The time",
        "models": ["qwen3"],
        "system": "Answer with the time.",
        "history": {"messages": messages, "currentId": "a"},
    }
    return {
        "id": "owui-1",
        "title": "The time",
        "chat": chat,
        "created_at": 1_700_000_000,
        "updated_at": 1_700_000_100,
        "pinned": False,
        "archived": True,
        "meta": {"tags": ["clocks"]},
    }


def _data_url() -> str:
    return f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


_PIECES = [
    {"type": "think", "think": "Which port?"},
    {
        "type": "tool_call",
        "tool_call": {"id": "t1", "name": "map", "args": "{}", "output": "N"},
    },
    {"type": "text", "text": {"value": "Go north."}},
]


def _librechat_message(
    message_id: str, parent: str, text: str, **more: object
) -> dict[str, object]:
    told: Node = {
        "messageId": message_id,
        "parentMessageId": parent,
        "text": text,
        "createdAt": "2024-05-28T18:08:55.014Z",
        "isCreatedByUser": parent.startswith(("0", "a")),
        "model": None,
    }
    return {**told, **more}


def librechat_export(*, is_recursive: bool = True) -> Node:
    """Return an export with a question in two versions."""
    message = _librechat_message
    root = "00000000-0000-0000-0000-000000000000"
    first = message("q1", root, "Where is the harbour?")
    second = message("q2", root, "Where is the port?")
    replies = [
        message("r1", "q1", "<think>Hm.</think>South.", model="m-1", unfinished=True),
        message("r2", "q2", "", model="m-1", content=_PIECES),
    ]
    if is_recursive:
        first["children"], second["children"] = [replies[0]], [replies[1]]
        messages = [first, second]
    else:
        messages = [first, replies[0], second, replies[1]]
    return {
        "conversationId": "libre-1",
        "endpoint": "openAI",
        "title": "Harbours",
        "branches": True,
        "recursive": is_recursive,
        "options": {"model": "m-1", "promptPrefix": "You are a sailor."},
        "messages": messages,
    }
