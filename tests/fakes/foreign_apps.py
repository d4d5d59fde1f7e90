"""Exports as programs on a desktop write them, small and in words of our own."""

import base64
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from fakes.foreign_webs import (
    PNG,
    Node,
    chatgpt_zip,
    claude_zip,
    librechat_export,
    open_webui_chat,
)
from whinchat.storage.exchange.importing.imported import App

DATA_URL = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


_TIDES_TOOL = {
    "type": "tool-call",
    "state": "result",
    "toolCallId": "t1",
    "toolName": "tides",
    "args": {"at": "noon"},
    "result": "high",
}


def _chatbox_message(message_id: str, role: str, *parts: Node | str, **more: object) -> Node:
    told = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    message: Node = {"id": message_id, "role": role, "contentParts": told}
    return {**message, "timestamp": 1_740_000_000_000, **more}


def chatbox_session() -> Node:
    """Return a session with an older thread and a fork after its first reply."""
    message = _chatbox_message
    picture = {"type": "image", "storageKey": "p:1"}
    reasoning = {"type": "reasoning", "text": "Tides…", "duration": 1500}
    fork = {"id": "l1", "messages": [message("u3", "user", "And at night?")]}
    return {
        "id": "box-1",
        "type": "chat",
        "name": "Tides",
        "starred": True,
        "messages": [
            message("s1", "system", "Speak of the sea."),
            message("u1", "user", "When is the tide?", picture),
            message("a1", "assistant", reasoning, _TIDES_TOOL, "At noon.", model="m-2"),
            message("u2", "user", "And tomorrow?"),
        ],
        "threads": [
            {
                "id": "old",
                "name": "Winds",
                "createdAt": 1_730_000_000_000,
                "messages": [message("w1", "user", "Is it windy?")],
            }
        ],
        "messageForksHash": {
            "a1": {
                "position": 0,
                "createdAt": 1_740_000_000_001,
                "lists": [{"id": "l0", "messages": []}, fork],
            }
        },
    }


def chatbox_export() -> Node:
    """Return all of Chatbox's storage as one object."""
    session = chatbox_session()
    return {
        "__exported_items": ["conversations"],
        "__exported_at": "2025-03-01T10:00:00.000Z",
        "chat-sessions-list": [{"id": "box-1", "name": "Tides", "type": "chat"}],
        f"session:{session['id']}": session,
    }


def chatbox_zip(path: Path) -> Path:
    """Write a backup of Chatbox of the newer kind."""
    resource = {
        "id": "resource-000001",
        "path": "resources/resource-000001.png",
        "originalStorageKeys": ["p:1"],
    }
    manifest = {"format": "chatbox-backup", "formatVersion": 1, "resources": [resource]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("sessions/box-1/session.json", json.dumps(chatbox_session()))
        archive.writestr("resources/resource-000001.png", PNG)
    return path


_CHERRY_BLOCKS = [
    {"id": "b1", "messageId": "u1", "type": "main_text", "content": "Name a tree."},
    {
        "id": "b2",
        "messageId": "a1",
        "type": "thinking",
        "content": "Oaks…",
        "thinking_millsec": 1200,
    },
    {"id": "b3", "messageId": "a1", "type": "main_text", "content": "The oak."},
    {"id": "b4", "messageId": "a2", "type": "main_text", "content": "The elm."},
    {"id": "b5", "messageId": "u2", "type": "main_text", "content": "Another."},
    {
        "id": "b6",
        "messageId": "u2",
        "type": "image",
        "file": {"id": "f-1", "ext": ".png", "origin_name": "leaf.png"},
    },
    {"id": "b7", "messageId": "a1", "type": "tool", "toolId": "t", "toolName": "look"},
]


def _cherry_message(message_id: str, role: str, *block_ids: str, **more: object) -> Node:
    told: Node = {"id": message_id, "role": role, "blocks": list(block_ids)}
    return {**told, "createdAt": "2025-05-01T08:00:00.000Z", "status": "success", **more}


def cherry_backup() -> Node:
    """Return a backup with a question that two models answered."""
    message = _cherry_message
    topic = {
        "id": "topic-1",
        "messages": [
            message("u1", "user", "b1"),
            message("a1", "assistant", "b2", "b7", "b3", askId="u1", model={"id": "oak-1"}),
            message("a2", "assistant", "b4", askId="u1", model={"id": "elm-1"}, foldSelected=True),
            message("u2", "user", "b5", "b6"),
        ],
    }
    slice_ = {
        "assistants": [
            {"id": "x", "prompt": "Be green.", "topics": [{"id": "topic-1", "name": "Trees"}]}
        ]
    }
    persisted = json.dumps({"assistants": json.dumps(slice_), "llm": json.dumps({"key": "no"})})
    return {
        "time": 1_746_000_000_000,
        "version": 5,
        "localStorage": {"persist:cherry-studio": persisted},
        "indexedDB": {"files": [], "topics": [topic], "message_blocks": _CHERRY_BLOCKS},
    }


def cherry_zip(path: Path) -> Path:
    """Write a backup of Cherry Studio."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(cherry_backup()))
        archive.writestr("Data/Files/f-1.png", PNG)
    return path


def lm_studio_conversation() -> Node:
    """Return a conversation whose reply has two versions, the second of them chosen."""

    def step(*pieces: Node, **more: object) -> Node:
        return {"type": "contentBlock", "content": list(pieces), **more}

    thinking = {"type": "thinking", "ended": True, "title": "Thought for 1.25 seconds"}
    stats = {"promptTokensCount": 12, "predictedTokensCount": 30, "stopReason": "eosFound"}
    call = {"type": "toolCallRequest", "callId": "1", "name": "sum", "parameters": {"a": 1}}
    result = {"type": "toolCallResult", "toolCallId": "1", "content": "3"}
    steps = [
        step({"type": "text", "text": "Adding."}, style=thinking),
        step(call),
        step(result),
        step({"type": "text", "text": "Three."}, genInfo={"stats": stats}),
        {"type": "debugInfoBlock", "debugInfo": "…"},
    ]
    ask = [
        {"type": "text", "text": "One and two?"},
        {"type": "file", "fileIdentifier": "17 - sum.png", "fileType": "image"},
    ]
    reply = {"type": "multiStep", "role": "assistant", "steps": steps}
    other = {"type": "singleStep", "role": "assistant", "content": [{"type": "text", "text": "12"}]}
    return {
        "name": "Sums",
        "pinned": False,
        "createdAt": 1_736_789_912_980,
        "systemPrompt": "Count well.",
        "lastUsedModel": {"identifier": "small-1"},
        "messages": [
            {
                "currentlySelected": 0,
                "versions": [{"type": "singleStep", "role": "user", "content": ask}],
            },
            {"currentlySelected": 1, "versions": [other, reply]},
        ],
    }


def lm_studio_folder(folder: Path) -> Path:
    """Write conversations of LM Studio's, with a file that one of them names."""
    (folder / "conversations" / "Maths").mkdir(parents=True)
    (folder / "user-files").mkdir()
    path = folder / "conversations" / "Maths" / "1736789912980.conversation.json"
    path.write_text(json.dumps(lm_studio_conversation()), encoding="utf-8")
    (folder / "user-files" / "17 - sum.png").write_bytes(PNG)
    return folder


def jan_folder(folder: Path) -> Path:
    """Write a thread of Jan's."""
    thread = folder / "jan_1"
    thread.mkdir(parents=True)
    assistant = {"id": "jan", "model": {"id": "tiny-1"}, "instructions": "Be kind."}
    head = {"id": "jan_1", "object": "thread", "title": "Kites", "assistants": [assistant]}
    (thread / "thread.json").write_text(
        json.dumps({**head, "created": 1_698_983_503, "updated": 1_698_983_600})
    )

    def text(words: str) -> Node:
        return {"type": "text", "text": {"value": words, "annotations": []}}

    image = {"type": "image_url", "image_url": {"url": DATA_URL}}
    messages: list[dict[str, object]] = [
        {"id": "1", "role": "user", "content": [text("Why do kites fly?"), image]},
        {"id": "2", "role": "assistant", "content": [text("<think>Lift.</think>The wind.")]},
    ]
    for number, message in enumerate(messages):
        message.update(object="thread.message", created_at=1_698_983_503_000 + number)
    lines = "\n".join(map(json.dumps, messages))
    (thread / "messages.jsonl").write_text(f"{lines}\n")
    return folder


MARKDOWN = """# Knots

## You

Which knot holds?

```python
## You
```

## Assistant

The bowline. See:

### How

Round the tree.

---

## You

Thanks.
"""


def _json_file(make: Callable[[], object], name: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_text(json.dumps(make()), encoding="utf-8")
        return path

    return write


def _markdown_file(folder: Path) -> Path:
    path = folder / "knots.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return path


EXPORTS: Mapping[App, Callable[[Path], Path]] = {
    App.CHATGPT: lambda folder: chatgpt_zip(folder / "chatgpt.zip"),
    App.CLAUDE: lambda folder: claude_zip(folder / "claude.zip"),
    App.OPEN_WEBUI: _json_file(lambda: [open_webui_chat()], "chats.json"),
    App.LIBRECHAT: _json_file(librechat_export, "Harbours.json"),
    App.CHATBOX: _json_file(chatbox_export, "chatbox-exported-data.json"),
    App.CHERRY: lambda folder: cherry_zip(folder / "cherry-studio.zip"),
    App.LM_STUDIO: lambda folder: lm_studio_folder(folder / "lmstudio"),
    App.JAN: lambda folder: jan_folder(folder / "threads"),
    App.MARKDOWN: _markdown_file,
}
"""One export of each program, written into a folder."""
