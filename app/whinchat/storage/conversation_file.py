"""The conversation file: a head of fields, then the messages, each as its bytes.

Whoever changes one message leaves the bytes of all others as they are, so whatever a newer
version, another program or a person wrote into them stays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from whinchat.domain.conversation import (
    Conversation,
    Field,
    Mark,
    MarkName,
    Message,
    Status,
    first_words,
)
from whinchat.domain.errors import NotSaved
from whinchat.domain.messages import Messages
from whinchat.domain.values import ConversationId, Json, JsonObject, MessageId
from whinchat.storage.failures import NEWER, Damaged
from whinchat.storage.fields import LONG_AGO, Fields, joined, mark_to_json, parse_time, time_to_text
from whinchat.storage.json_bytes import (
    from_bytes,
    to_bytes,
)
from whinchat.storage.message_codec import (
    lay_out,
    message_from_json,
    message_to_json,
    node_from_json,
)

FORMAT = "whinchat-conversation"
VERSION = 1

_FREED = 1000
"""So many messages are freed at once."""
_CLOCKS_DIFFER = timedelta(days=1)
_FIRST_DAY = datetime(2026, 11, 1, tzinfo=UTC)
"""No message was written with this program before: an earlier clock is behind."""

DELETIONS = "deleted_messages"
DERIVED = ("first_words", DELETIONS)
"""Fields of the head that follow from the messages: written for whoever reads the head alone."""

MESSAGES_BEGIN = b'  "messages": ['
_FIRST = ("format", "version", "id", "title", "first_words", "created_at", "updated_at", "pinned")
_LAST = ("instructions",)


@dataclass(slots=True)
class Document:
    """A conversation file in memory. Belongs to the disk's thread."""

    head: dict[str, Json]
    """All fields but the messages."""
    slots: list[bytes] = field(default_factory=list)
    """The messages in the order of the file, as they are written."""
    places: dict[MessageId, int] = field(default_factory=dict)
    """Where the message of an id lies. Of two with the same id the later one counts."""
    size_bytes: int = 0
    """About how long the file is."""

    @property
    def is_read_only(self) -> bool:
        """Tell whether a newer version wrote it."""
        version = self.head.get("version")
        return isinstance(version, int | float) and version > VERSION

    def require_changeable(self) -> None:
        """Raise ``NotSaved`` where a newer version wrote it."""
        if self.is_read_only:
            raise NotSaved(NEWER)

    def copy(self) -> "Document":
        """Return the document as it is now; the bytes of messages never change."""
        return Document(dict(self.head), [*self.slots], dict(self.places), self.size_bytes)

    def let_go(self) -> None:
        """Free the messages that nobody else has, a few at a time.

        To free a hundred megabytes at once keeps every other thread waiting.
        """
        while self.slots:
            del self.slots[-_FREED:]

    def put(self, document: JsonObject) -> None:
        """Add a message or exchange the one with its id, whose marks stay."""
        message_id = MessageId(str(document["id"]))
        marks = {**_marks_of(self.message(message_id)), **_marks_of(document)}
        slot = lay_out({**document, "marks": marks} if marks else document)
        place = self.places.setdefault(message_id, len(self.slots))
        if place == len(self.slots):
            self._note_time(document)
        self.size_bytes += len(slot) - sum(map(len, self.slots[place : place + 1]))
        self.slots[place : place + 1] = [slot]

    def messages(self) -> Iterator[Message]:
        """Return the messages, one by one. Raises ``Damaged`` where one cannot be read."""
        ids = {place: message_id for message_id, place in self.places.items()}
        for place, slot in enumerate(self.slots):
            value = from_bytes(slot)
            if isinstance(value, dict) and place in ids:
                yield _read_message(ids[place], slot)

    def message(self, message_id: MessageId) -> dict[str, Json] | None:
        """Return a message as an object, or ``None`` where there is none."""
        place = self.places.get(message_id)
        value = None if place is None else from_bytes(self.slots[place])
        return {**value, "id": message_id} if isinstance(value, dict) else None

    def set_field(self, name: str, mark: Mark) -> None:
        """Change a field of the head."""
        self.head[name] = mark_to_json(mark)

    def set_mark(self, message_id: MessageId, name: str, mark: Mark) -> None:
        """Change a mark of a message; where there is no such message, nothing happens."""
        document = self.message(message_id)
        if document is not None:
            self.put({**document, "marks": {name: mark_to_json(mark)}})

    def mark(self, message_id: MessageId, name: str) -> Json:
        """Return a mark of a message as it is written, ``None`` where there is none."""
        return _marks_of(self.message(message_id)).get(name)

    def pieces(self) -> Iterator[bytes]:
        """Return the bytes of the file, to be joined."""
        said = {key: value for key, value in self.head.items() if key not in DERIVED}
        derived = {"first_words": self._first_words(), **self._deletions()}
        return file_pieces({**said, **derived}, self.slots)

    def conversation(self, conversation_id: ConversationId) -> Conversation:
        """Return the conversation. Raises ``Damaged`` where a message cannot be read.

        Its messages are looked through here, once, and made when somebody wants them: a message
        that could not be made is found now, and none is made that nobody looks at.
        """
        fields = Fields(self.head)
        for key in ("format", "version", "id", "updated_at", *DERIVED):
            fields.take(key)
        conversation = Conversation(
            id=conversation_id,
            created_at=fields.time("created_at") or LONG_AGO,
            marks={name: mark for name in Field if (mark := fields.mark(name)) is not None},
            is_read_only=self.is_read_only,
        )
        conversation.extra = fields.rest
        conversation.messages = self._kept_messages()
        return conversation

    def end_replies(self) -> None:
        """Call every reply without an end interrupted: nobody writes it any more."""
        for message_id, place in tuple(self.places.items()):
            # Cheap first: this runs over every message of a conversation that is opened.
            if b'"streaming"' in self.slots[place]:
                document = self.message(message_id)
                if document is not None and document.get("status") == Status.STREAMING:
                    self.put({**document, "status": Status.INTERRUPTED})

    def _kept_messages(self) -> Messages[Message]:
        messages = Messages(_read_message)
        ids = {place: message_id for message_id, place in self.places.items()}
        for place, slot in enumerate(self.slots):
            value = from_bytes(slot)
            if isinstance(value, dict) and place in ids:
                messages.keep(ids[place], slot, node_from_json(value))
        return messages

    def _first_words(self) -> str:
        try:
            return first_words(self.messages())
        except Damaged:
            return ""

    def deleted(self) -> Iterator[tuple[MessageId, Mark]]:
        """Yield the deleted messages that still say something, with when they were deleted."""
        ids = {place: message_id for message_id, place in self.places.items()}
        for place, slot in enumerate(self.slots):
            # Cheap first: this runs over every message whenever the file is written.
            if b'"deleted"' not in slot or place not in ids:
                continue
            document = self.message(ids[place])
            mark = Fields(_marks_of(document)).mark(MarkName.DELETED)
            if document is not None and document.get("parts") and mark is not None and mark.value:
                yield ids[place], mark

    def _deletions(self) -> dict[str, Json]:
        times = [mark.at for _, mark in self.deleted()]
        return {DELETIONS: {"count": len(times), "at": time_to_text(max(times))}} if times else {}

    def _note_time(self, document: JsonObject) -> None:
        """Note when a message came that is the last of the file, whatever clocks say.

        A clock that is behind leaves what was noted; what a clock noted that was ahead does not
        outlive the next message.
        """
        begun, noted = document.get("created_at"), self.head.get("updated_at")
        begun_at = parse_time(begun) if isinstance(begun, str) else None
        noted_at = parse_time(noted) if isinstance(noted, str) else None
        if begun_at is None:
            return
        was_ahead = noted_at is not None and noted_at - begun_at > _CLOCKS_DIFFER
        if noted_at is None or begun_at > noted_at or (was_ahead and begun_at > _FIRST_DAY):
            self.head["updated_at"] = time_to_text(begun_at)


def file_pieces(head: JsonObject, slots: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a file: its fields, then its messages as they are laid out."""
    yield b"{\n"
    for key in sorted(head, key=_place_in_head):
        yield b"  " + to_bytes(key) + b": " + to_bytes(head[key]) + b",\n"
    yield MESSAGES_BEGIN
    for number, slot in enumerate(slots):
        yield b",\n    " if number else b"\n    "
        yield slot
    yield b"\n  ]\n}\n"


def head_of(conversation: Conversation) -> dict[str, Json]:
    """Return the fields of a conversation as its file has them."""
    created_at = time_to_text(conversation.created_at)
    head: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "id": conversation.id,
        "created_at": created_at,
        "updated_at": created_at,
        **{name: mark_to_json(mark) for name, mark in conversation.marks.items()},
    }
    return joined(head, conversation.extra)


def document_of(conversation: Conversation) -> Document:
    """Return a new document with everything in a conversation."""
    document = Document(head_of(conversation))
    newest = conversation.created_at
    for message in conversation.messages.values():
        document.put(message_to_json(message))
        newest = max(newest, message.created_at)
    # What comes whole comes in any order: versions of a message are of different days.
    document.head["updated_at"] = time_to_text(newest)
    return document


def _read_message(message_id: MessageId, slot: bytes) -> Message:
    value = from_bytes(slot)
    return replace(message_from_json(value if isinstance(value, dict) else {}), id=message_id)


def _marks_of(document: JsonObject | None) -> JsonObject:
    marks = document.get("marks") if document else None
    return marks if isinstance(marks, dict) else {}


def _place_in_head(key: str) -> int:
    """Return what sorts the head for a reader: what it is, then the fields, long ones last."""
    if key in _LAST:
        return len(_FIRST) + 1 + _LAST.index(key)
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)
