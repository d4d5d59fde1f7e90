"""The export of Chatbox: one JSON of all its storage, or a zip with a file for each session.

In the JSON every ``session:<id>`` is one; in the oldest ones all are in ``chat-sessions``. A
session has ``messages`` and, each a conversation begun anew in it, ``threads``. By the id of a
message ``messageForksHash`` has the ``lists`` of messages that went on from there; the list at
``position`` is empty, for it is what ``messages`` goes on with. Shapes: chatboxai/chatbox,
``src/shared/types/session.ts``, ``src/renderer/packages/backup/export-backup.ts``.
"""

from collections.abc import Iterator, Mapping

from whinchat.domain.conversation import Role, Status
from whinchat.domain.parts import Part, ToolCallPart, ToolResultPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App, Unread
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.json_cutter import LARGEST_VALUE_BYTES, Path, Step
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
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch
from whinchat.storage.exchange.importing.thinking import said, thought

_MANIFEST = "manifest.json"


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversations of an export, or of the one session in a file of a backup."""
    pictures = _pictures(intake)
    for found in each_object(member, _sessions):
        if isinstance(found, Unread):
            yield found
        else:
            yield from _conversations(found[1], pictures, intake)


def read_session(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversations of a session that is a file of its own."""
    value = object_of(decoded(member.read_whole(LARGEST_VALUE_BYTES)))
    yield from _conversations(value, _pictures(intake), intake)


def _sessions(path: Path) -> Step:
    match path:
        case () | ("chat-sessions",):
            return Step.ENTER
        case (str(key),) if key.startswith("session:"):
            return Step.TAKE
        case ("chat-sessions", _):
            return Step.TAKE
        case _:
            return Step.SKIP


def _conversations(
    session: JsonObject, pictures: Mapping[str, Member], intake: Intake
) -> Iterator[Outcome]:
    if not list_of(session.get("messages")) and not session.get("threads"):
        yield Unread(name_of(session.get("name")) or "A session", "It has no messages.")
        return
    session_id, name = name_of(session.get("id")), name_of(session.get("name"))
    forks = object_of(session.get("messageForksHash"))
    now = (session_id, name_of(session.get("threadName")) or name, session.get("messages"))
    threads = [now] if list_of(session.get("messages")) else []
    for thread in objects_of(session.get("threads")):
        thread_id = f"{session_id}/{name_of(thread.get('id'))}"
        threads.append((thread_id, name_of(thread.get("name")) or name, thread.get("messages")))
    for thread_id, title, messages in threads:
        sketch = Sketch(
            App.CHATBOX,
            thread_id,
            title="" if title == "Untitled" else title,
            model=name_of(object_of(session.get("settings")).get("modelId")),
            is_pinned=session.get("starred") is True,
        )
        _put_branch(sketch, messages, "", pictures, intake)
        sketch.leaf = sketch.last_id
        _put_forks(sketch, forks, pictures, intake)
        yield finished(sketch, intake)


def _put_forks(
    sketch: Sketch, forks: JsonObject, pictures: Mapping[str, Member], intake: Intake
) -> None:
    waiting = dict(forks)
    while ready := [one for one in waiting if sketch.has(one)]:
        for one in ready:
            fork = object_of(waiting.pop(one))
            for branch in objects_of(fork.get("lists")):
                _put_branch(sketch, branch.get("messages"), one, pictures, intake)


def _put_branch(
    sketch: Sketch, messages: Json, above: str, pictures: Mapping[str, Member], intake: Intake
) -> None:
    for number, message in enumerate(objects_of(list_of(messages))):
        message_id = name_of(message.get("id")) or f"{above} {number}"
        role = message.get("role")
        if role == "system":
            sketch.instruct("\n\n".join(_texts(message)))
        if role not in ("user", "assistant", "tool") or message.get("isSummary") is True:
            sketch.leave_out(message_id, above)
        else:
            sketch.put(_drawn(message, message_id, above, [*_parts(message, pictures, intake)]))
        above = message_id


def _drawn(message: JsonObject, message_id: str, above: str, parts: list[Part]) -> Drawn:
    usage = object_of(message.get("usage"))
    counted = Usage(
        input_tokens=count_of(usage.get("inputTokens")),
        output_tokens=count_of(usage.get("outputTokens")),
        reasoning_tokens=count_of(usage.get("reasoningTokens")),
        cached_tokens=count_of(usage.get("cachedInputTokens")),
    )
    first_word = number_of(message.get("firstTokenLatency"))
    return Drawn(
        id=message_id,
        parent=above,
        role=Role.USER if message.get("role") == "user" else Role.ASSISTANT,
        parts=parts,
        at=moment_of(message.get("timestamp")),
        model=name_of(message.get("model")),
        status=Status.FAILED if message.get("error") else Status.COMPLETE,
        finish_reason=name_of(message.get("finishReason")),
        usage=counted,
        first_word_seconds=None if first_word is None else first_word / 1000,
    )


def _texts(message: JsonObject) -> Iterator[str]:
    for piece in objects_of(message.get("contentParts")):
        if text := text_of(piece.get("text")):
            yield text
    if text := text_of(message.get("content")):
        yield text


def _parts(message: JsonObject, pictures: Mapping[str, Member], intake: Intake) -> Iterator[Part]:
    for name in ("files", "links", "pictures"):
        for file in objects_of(message.get(name)):
            yield from _file(file, pictures, intake)
    pieces = [*objects_of(message.get("contentParts"))]
    if not any(piece.get("type") == "reasoning" for piece in pieces):
        yield from thought(text_of(message.get("reasoningContent")))
    for piece in pieces:
        yield from _piece(piece, pictures, intake)
    if not pieces:
        yield from said(text_of(message.get("content")))


def _piece(piece: JsonObject, pictures: Mapping[str, Member], intake: Intake) -> Iterator[Part]:
    text = text_of(piece.get("text"))
    match piece.get("type"):
        case "text" | "info":
            yield from said(text)
        case "reasoning":
            milliseconds = number_of(piece.get("duration"))
            yield from thought(text, None if milliseconds is None else milliseconds / 1000)
        case "image":
            yield from _file(piece, pictures, intake)
        case "tool-call":
            call_id, tool = name_of(piece.get("toolCallId")), name_of(piece.get("toolName"))
            yield ToolCallPart(call_id, tool, json_text(piece.get("args")))
            if piece.get("result") is not None:
                yield ToolResultPart(call_id, json_text(piece.get("result")))
        case _:
            return


def _file(file: JsonObject, pictures: Mapping[str, Member], intake: Intake) -> Iterator[Part]:
    key, url = name_of(file.get("storageKey")), text_of(file.get("url"))
    name = name_of(file.get("name")) or name_of(file.get("title"))
    if url.startswith("data:"):
        part: Part | None = intake.data_url(url, name or "Picture")
    else:
        part = intake.member(pictures.get(key), name or key or url[:80])
    if part is not None:
        yield part


def _pictures(intake: Intake) -> dict[str, Member]:
    """Return the files of a zip by the keys that messages name them with."""
    manifest = intake.bundle.members.get(_MANIFEST)
    if manifest is None:
        return {}
    try:
        told = object_of(decoded(manifest.read_whole()))
    except Refused:
        return {}
    found = {}
    for resource in objects_of(told.get("resources")):
        member = intake.bundle.members.get(text_of(resource.get("path")))
        for key in list_of(resource.get("originalStorageKeys")) if member else ():
            found[name_of(key)] = member
    return {key: member for key, member in found.items() if member is not None}
