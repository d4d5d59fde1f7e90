"""The contents of a message of ChatGPT's, by their ``content_type``."""

import re
from collections.abc import Callable, Iterator, Mapping

from whinchat.domain.parts import (
    Citation,
    Part,
    ReasoningPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)
from whinchat.domain.values import JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.lenient import (
    count_of,
    list_of,
    name_of,
    object_of,
    objects_of,
    text_of,
)

_FILE_ID = re.compile(r"file[-_][A-Za-z0-9]+")
_SECONDS = re.compile(r"(?:(\d+) ?m(?:in\w*)?)? ?(?:(\d+) ?s)", re.IGNORECASE)
_EVERYBODY = ("", "all")


class Assets:
    """The pictures and files of an export, found by the ids that their names begin with."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self._by_id: dict[str, Member] = {}
        for member in intake.bundle.members.values():
            if found := _FILE_ID.match(member.base_name):
                self._by_id.setdefault(found.group(), member)

    def take(self, pointer: str, name: str) -> Part | None:
        """Return the part for a pointer such as ``file-service://file-X`` or ``sediment://file_X``."""
        member = self._by_id.get(_file_id(pointer))
        return self.intake.member(member, name or (member.base_name if member else pointer))


def parts_of(message: JsonObject, assets: Assets) -> list[Part]:
    """Return the parts of a message; none where there is nothing to be seen."""
    content = object_of(message.get("content"))
    kind = name_of(content.get("content_type"))
    make = _KINDS.get(kind, _unknown)
    parts = [part for part in make(message, content, assets) if not _is_empty(part)]
    return [*parts, *_uploads(message, content, assets)]


def _written(message: JsonObject, content: JsonObject, assets: Assets) -> Iterator[Part]:
    """Read ``text`` and ``multimodal_text``: words among pictures, said or for a tool."""
    role = text_of(object_of(message.get("author")).get("role"))
    recipient = name_of(message.get("recipient"))
    for piece in list_of(content.get("parts")):
        if isinstance(piece, Mapping):
            yield from _piece(piece, assets)
        elif role == "tool":
            yield ToolResultPart(_call_id(message), text_of(piece))
        elif role == "assistant" and recipient not in _EVERYBODY:
            yield ToolCallPart(name_of(message.get("id")), recipient, text_of(piece))
        else:
            yield _cited(text_of(piece), object_of(message.get("metadata")))


def _piece(piece: JsonObject, assets: Assets) -> Iterator[Part]:
    match piece.get("content_type"):
        case "image_asset_pointer" | "file_asset_pointer":
            dalle = object_of(object_of(piece.get("metadata")).get("dalle"))
            name = name_of(dalle.get("prompt"))[:80]
            part = assets.take(name_of(piece.get("asset_pointer")), f"{name}.png" if name else "")
            if part is not None:
                yield part
        case "audio_transcription":
            yield TextPart(text_of(piece.get("text")))
        case "audio_asset_pointer" | "real_time_user_audio_video_asset_pointer":
            assets.intake.note("Recorded speech was left out; what was said is there as words.")
        case _:
            yield UnknownPart(piece)


def _code(message: JsonObject, content: JsonObject, _assets: Assets) -> Iterator[Part]:
    recipient, text = name_of(message.get("recipient")), text_of(content.get("text"))
    if recipient in _EVERYBODY and text:
        language = name_of(content.get("language")).replace("unknown", "")
        yield TextPart(f"```{language}\n{text}\n```")
    elif text:
        yield ToolCallPart(name_of(message.get("id")), recipient, text)


def _output(message: JsonObject, content: JsonObject, _assets: Assets) -> Iterator[Part]:
    for name in ("text", "result", "summary"):
        if text := text_of(content.get(name)):
            yield ToolResultPart(_call_id(message), text)
            return


def _thoughts(_message: JsonObject, content: JsonObject, _assets: Assets) -> Iterator[Part]:
    for thought in objects_of(content.get("thoughts")):
        summary, words = text_of(thought.get("summary")), text_of(thought.get("content"))
        heading = f"**{summary}**" if summary and words else summary
        yield ReasoningPart("\n\n".join(filter(None, (heading, words))))


def _recap(_message: JsonObject, content: JsonObject, _assets: Assets) -> Iterator[Part]:
    # “Thought for 5 seconds” says something only where the thoughts themselves are not there.
    found = _SECONDS.search(text_of(content.get("content")))
    if found:
        seconds = 60 * int(found.group(1) or 0) + int(found.group(2))
        yield ReasoningPart(text_of(content.get("content")), float(min(seconds, 10**6)))


def _unknown(_message: JsonObject, content: JsonObject, _assets: Assets) -> Iterator[Part]:
    if content:
        yield UnknownPart(content)


_Make = Callable[[JsonObject, JsonObject, Assets], Iterator[Part]]

_KINDS: Mapping[str, _Make] = {
    "text": _written,
    "multimodal_text": _written,
    "code": _code,
    "execution_output": _output,
    "tether_quote": _output,
    "tether_browsing_display": _output,
    "thoughts": _thoughts,
    "reasoning_recap": _recap,
}


def _uploads(message: JsonObject, content: JsonObject, assets: Assets) -> Iterator[Part]:
    """Return what the user added, but for pictures that stand among the words as well."""
    shown = {
        _file_id(name_of(piece.get("asset_pointer"))) for piece in objects_of(content.get("parts"))
    }
    for upload in objects_of(object_of(message.get("metadata")).get("attachments")):
        upload_id = name_of(upload.get("id"))
        if upload_id not in shown:
            part = assets.take(upload_id, name_of(upload.get("name")))
            if part is not None:
                yield part


def _file_id(pointer: str) -> str:
    found = _FILE_ID.match(pointer.rpartition("://")[2])
    return found.group() if found else ""


def _cited(text: str, metadata: JsonObject) -> TextPart:
    """Return the words without the marks that only ChatGPT's own page understands."""
    citations = [
        Citation(
            name_of(source.get("url")),
            name_of(source.get("title")),
            count_of(cited.get("start_ix")) or 0,
            count_of(cited.get("end_ix")) or 0,
        )
        for cited in objects_of(metadata.get("citations"))
        if (source := object_of(cited.get("metadata"))).get("url")
    ]
    for reference in objects_of(metadata.get("content_references")):
        text, found = _resolved(text, reference)
        citations += found
    return TextPart(text, tuple(citations))


def _resolved(text: str, reference: JsonObject) -> tuple[str, list[Citation]]:
    mark = text_of(reference.get("matched_text"))
    place = text.find(mark) if mark.strip() else -1
    if place < 0:
        return text, []
    words = text_of(reference.get("alt")) if reference.get("type") == "image_v2" else ""
    sources = [reference, *objects_of(reference.get("items"))]
    at = len(text[:place].rstrip())
    citations = [
        Citation(url, name_of(source.get("title")), at, at)
        for source in sources
        if (url := name_of(source.get("url"))).startswith(("http://", "https://"))
    ]
    return text[:at] + words + text[place + len(mark) :], citations


def _call_id(message: JsonObject) -> str:
    metadata = object_of(message.get("metadata"))
    return name_of(metadata.get("parent_id")) or name_of(message.get("id"))


def _is_empty(part: Part) -> bool:
    match part:
        case TextPart(text) | ReasoningPart(text):
            return not text.strip()
        case ToolResultPart():
            return not part.output.strip()
        case _:
            return False
