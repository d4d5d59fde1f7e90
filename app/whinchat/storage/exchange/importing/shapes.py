"""Which program a file comes from, told by what is in it."""

import re
from collections.abc import Mapping

import msgspec

from whinchat.domain.values import Json
from whinchat.storage.conversation_file import FORMAT
from whinchat.storage.exchange.importing import (
    chatbox,
    chatgpt,
    cherry,
    claude,
    jan,
    librechat,
    lm_studio,
    open_webui,
    own,
    transcript,
)
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.json_cutter import JsonCutter, Path, Step
from whinchat.storage.exchange.importing.lenient import decoded, object_of
from whinchat.storage.exchange.importing.reading import Reader
from whinchat.storage.exchange.importing.refusal import Refused

_LOOKED_AT = 20
"""So many conversations of a list may be damaged before it is unclear whose they are."""
_HEAD_BYTES = 256 * 1024
_BRACKET = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")

_OF_LISTED: tuple[tuple[str, Reader], ...] = (
    ("mapping", chatgpt.read),
    ("chat_messages", claude.read),
    ("chat", open_webui.read),
)
"""By a field that the conversations in a list have."""


def reader_of(member: Member) -> Reader | None:
    """Return what reads a file, or ``None`` where no program is known by it. Raises ``Refused``."""
    with member.open() as stream:
        head = stream.read(_HEAD_BYTES)
    if _BRACKET.match(head):
        with member.open() as stream:
            return _reader_of_json(JsonCutter(stream.read))
    text = head.decode("utf-8-sig", errors="replace")
    is_words = "\0" not in text and text.count("\ufffd") < 2 + len(text) // 100
    return transcript.read if is_words and transcript.is_transcript(text) else None


def _reader_of_json(cutter: JsonCutter) -> Reader | None:
    keys: set[str] = set()
    listed = 0
    for path, data in cutter.cut(_Lookout(keys)):
        if path and isinstance(path[0], int):
            listed += 1
            if (reader := _reader_of_listed(data)) or listed == _LOOKED_AT:
                return reader
        elif reader := _reader_by_value(path, data):
            return reader
        if reader := _reader_by_keys(keys):
            return reader
    return _reader_by_keys(keys) or _reader_at_the_end(keys)


class _Lookout:
    """Notes the names at the top, and takes the few values that tell more than their name."""

    def __init__(self, keys: set[str]) -> None:
        self._keys = keys

    def __call__(self, path: Path) -> Step:
        match path:
            case ():
                return Step.ENTER
            case (int(),):
                return Step.TAKE
            case (str(key),):
                self._keys.add(key)
                if key in ("format", "object") or key.startswith("session:"):
                    return Step.TAKE
                return Step.ENTER if key == "messages" else Step.SKIP
            case ("messages", 0):
                return Step.TAKE
            case _:
                return Step.SKIP


def _reader_of_listed(data: bytes | None) -> Reader | None:
    fields = _fields(data)
    for name, reader in _OF_LISTED:
        if name in fields:
            return reader
    return None


def _reader_by_value(path: Path, data: bytes | None) -> Reader | None:
    match path:
        case ("format",) if _value(data) == FORMAT:
            return own.read
        case ("object",) if _value(data) == "thread":
            return jan.read
        case (str(key),) if key.startswith("session:"):
            return chatbox.read
        case ("messages", 0):
            fields = _fields(data)
            if "versions" in fields:
                return lm_studio.read
            if "contentParts" in fields:
                return chatbox.read_session
        case _:
            pass
    return None


def _reader_by_keys(keys: set[str]) -> Reader | None:
    if "chat-sessions" in keys or "__exported_items" in keys or "chat-sessions-list" in keys:
        return chatbox.read
    if "indexedDB" in keys:
        return cherry.read
    if "conversationId" in keys and keys & {"messages", "messagesTree"}:
        return librechat.read
    if "mapping" in keys:
        return chatgpt.read
    return claude.read if "chat_messages" in keys else None


def _reader_at_the_end(keys: set[str]) -> Reader | None:
    """Tell by all names together what none of them alone tells."""
    if {"chat", "title"} <= keys:
        return open_webui.read
    if "assistants" in keys and keys & {"created", "updated"}:
        return jan.read
    if {"id", "name", "messages"} <= keys and keys & {"type", "threads", "messageForksHash"}:
        return chatbox.read_session
    return lm_studio.read if {"name", "messages", "createdAt"} <= keys else None


def _fields(data: bytes | None) -> Mapping[str, object]:
    try:
        return msgspec.json.decode(data or b"{}", type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return object_of(_value(data))


def _value(data: bytes | None) -> Json:
    try:
        return decoded(data)
    except Refused:
        return None
