"""The lines of a journal: what happened to a conversation since its file was written.

One JSON object a line, its first key says what it is::

    {"begin": {head}}                                  a new conversation without a file
    {"message": {…}}                                   a message, new or changed
    {"grow": id, "part": 0, "from": 12, "text": "…"}   more text at the end of a part
    {"grow": id, "part": 1, "set": {…}}                a part, new or changed
    {"grow": id, "fields": {…}}                        the other fields of a growing message
    {"field": "title", "value": …, "at": …, "by": …}   a field of the conversation
    {"mark": id, "name": …, "value": …, "at": …, "by": …}

Reading the same lines twice gives the same as reading them once, so a journal may outlive the
file that it was folded into. ``from`` counts characters: text behind a gap is never shown.
"""

from collections.abc import Iterator
from dataclasses import replace

from whinchat.domain.conversation import Mark, Message
from whinchat.domain.parts import Part, ReasoningPart, RefusalPart, TextPart
from whinchat.domain.values import Json, JsonObject, MessageId
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import LONG_AGO, Fields, mark_to_json
from whinchat.storage.json_bytes import from_bytes, to_bytes
from whinchat.storage.message_codec import message_to_json
from whinchat.storage.part_codec import part_to_json

_WRITTEN = (TextPart, ReasoningPart, RefusalPart)


def begin_line(document: Document) -> bytes:
    """Return the line that stands for the head of a conversation without a file."""
    return _line({"begin": document.head})


def message_line(message: JsonObject) -> bytes:
    """Return the line for a whole message."""
    return _line({"message": message})


def field_line(name: str, mark: Mark) -> bytes:
    """Return the line for a changed field."""
    return _line({"field": name, **mark_to_json(mark)})


def mark_line(message_id: MessageId, name: str, mark: Mark) -> bytes:
    """Return the line for a changed mark of a message."""
    return _line({"mark": message_id, "name": name, **mark_to_json(mark)})


def growth_lines(old: Message, new: Message) -> Iterator[bytes]:
    """Return the lines that make the old message the new one; as short as what grew."""
    if len(new.parts) < len(old.parts):
        yield message_line(message_to_json(new))
        return
    for place, part in enumerate(new.parts):
        before = old.parts[place] if place < len(old.parts) else None
        if part is not before and part != before:
            yield _growth_line(new.id, place, before, part)
    fields = replace(new, parts=())
    if fields != replace(old, parts=()):
        document = message_to_json(fields)
        del document["parts"]
        yield _line({"grow": new.id, "fields": document})


def replay(document: Document | None, journal: bytes) -> Document | None:
    """Do what the lines say; ones that a crash cut or that fit nothing are passed over.

    Returns ``None`` where there is neither a file nor a line that begins one.
    """
    reader = _Replay(document)
    for line in journal.split(b"\n"):
        if line:
            reader.read(line)
    return reader.finished()


def has_odd_lines(journal: bytes) -> bool:
    """Tell whether lines are no JSON, other than a last one that a crash may have torn."""
    *lines, _ = journal.split(b"\n")
    return not all(_is_json(line) for line in lines if line)


def _is_json(line: bytes) -> bool:
    try:
        from_bytes(line)
    except Damaged:
        return False
    return True


def _line(content: dict[str, Json]) -> bytes:
    return to_bytes(content) + b"\n"


def _growth_line(message_id: MessageId, place: int, before: Part | None, part: Part) -> bytes:
    line: dict[str, Json] = {"grow": message_id, "part": place}
    grown = _grown_text(before, part)
    if grown is None:
        line["set"] = part_to_json(part)
    else:
        line["from"], line["text"] = grown
    return _line(line)


def _grown_text(before: Part | None, part: Part) -> tuple[int, str] | None:
    """Return from where the part has more text, and what; ``None`` where other things changed."""
    if not isinstance(before, _WRITTEN) or not isinstance(part, _WRITTEN):
        return None
    length = len(before.text)
    if not part.text.startswith(before.text) or part != replace(before, text=part.text):
        return None
    return length, part.text[length:]


class _Replay:
    """A document while a journal is read into it."""

    def __init__(self, document: Document | None) -> None:
        self._document = document
        self._growing: dict[MessageId, dict[str, Json]] = {}

    def read(self, line: bytes) -> None:
        """Do what one line says, if it says anything."""
        try:
            content = from_bytes(line)
        except Damaged:
            return
        match content:
            case {"begin": dict(head)}:
                self._document = self._document or Document(head)
            case dict() if self._document is not None:
                self._change(self._document, content)
            case _:
                pass

    def finished(self) -> Document | None:
        """Return the document with everything in it."""
        if self._document is not None:
            for message in self._growing.values():
                self._document.put(message)
        return self._document

    def _change(self, document: Document, content: dict[str, Json]) -> None:
        match content:
            case {"message": dict(message)} if isinstance(message.get("id"), str):
                self._growing.pop(MessageId(message["id"]), None)
                document.put(message)
            case {"grow": str(message_id)}:
                self._grow(document, MessageId(message_id), content)
            case {"field": str(name)}:
                mark = Fields({name: content}).mark(name)
                if mark is not None and _is_later(mark, Fields(document.head).mark(name)):
                    document.set_field(name, mark)
            case {"mark": str(message_id), "name": str(name)}:
                grown = self._growing.pop(MessageId(message_id), None)
                if grown is not None:
                    document.put(grown)
                if (mark := Fields({name: content}).mark(name)) is not None:
                    document.set_mark(MessageId(message_id), name, mark)
            case _:
                pass

    def _grow(self, document: Document, message_id: MessageId, content: JsonObject) -> None:
        message = self._growing.get(message_id) or document.message(message_id)
        if message is None:
            return
        self._growing[message_id] = message
        parts = message.setdefault("parts", [])
        match content:
            case {"fields": dict(fields)}:
                kept = {key: message[key] for key in message if key in fields or key == "parts"}
                self._growing[message_id] = {**kept, **fields, "id": message_id}
            case {"part": int(place), "set": dict(part)} if isinstance(parts, list):
                if 0 <= place <= len(parts):
                    parts[place : place + 1] = [part]
            case {"part": int(place), "from": int(start), "text": str(more)}:
                _lengthen(parts, place, start, more)
            case _:
                pass


def _lengthen(parts: Json, place: int, start: int, more: str) -> None:
    """Add text to a part, if it ends where the text begins."""
    part = parts[place] if isinstance(parts, list) and place in range(len(parts)) else None
    text = part.get("text") if isinstance(part, dict) else None
    if isinstance(part, dict) and isinstance(text, str) and len(text) == start:
        part["text"] = text + more


def _is_later(mark: Mark, old: Mark | None) -> bool:
    """Tell whether a mark replaces another. A writer's own marks come in order, clock or not."""
    return old is None or old.at == LONG_AGO or mark.by == old.by or mark.at >= old.at
