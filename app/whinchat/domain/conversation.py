"""Conversations: titled trees of messages, and the rules by which they are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from whinchat.domain.errors import Failure
from whinchat.domain.messages import Messages
from whinchat.domain.parameters import Parameters, parse_parameters
from whinchat.domain.parts import Part, RefusalPart, TextPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import NOTHING, ConversationId, Json, JsonObject, MessageId, ProviderId


class Role(StrEnum):
    """Who speaks."""

    USER = "user"
    ASSISTANT = "assistant"


class Status(StrEnum):
    """How far a message has come."""

    STREAMING = "streaming"
    COMPLETE = "complete"
    STOPPED = "stopped"
    """The user stopped it; what had come counts."""
    INTERRUPTED = "interrupted"
    """It ended before the reply did: a cut, a crash."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that may change later, with when and by which writer: the later one wins."""

    value: Json
    at: datetime
    by: str

    def is_later_than(self, other: "Mark | None") -> bool:
        """Tell whether this one counts; of two at the same time that of the greater writer."""
        return other is None or (self.at, self.by) > (other.at, other.by)


NO_MARKS: Mapping[str, Mark] = NOTHING


class MarkName(StrEnum):
    """What may change about a message after it is finished; each is true or false."""

    DELETED = "deleted"
    LEFT_OUT = "left_out"
    """Not sent, though it is shown."""
    ALWAYS_KEPT = "always_kept"
    """Sent even where the oldest messages are left out to make room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One speaker's words in one turn: a node of the tree. A change makes a new value."""

    id: MessageId
    parent_id: MessageId | None
    role: Role
    parts: tuple[Part, ...]
    created_at: datetime
    """In UTC."""
    status: Status = Status.COMPLETE
    model: str = ""
    """The model that was asked."""
    answered_by: str = ""
    """The model that answered, where the server says so."""
    provider_id: ProviderId = ProviderId("")
    parameters: Parameters = Parameters()
    finish_reason: str = ""
    usage: Usage | None = None
    first_word_seconds: float | None = None
    duration_seconds: float | None = None
    request_id: str = ""
    failure: Failure | None = None
    continues: MessageId | None = None
    """The partial reply that this one goes on from."""
    marks: Mapping[str, Mark] = NO_MARKS
    extra: JsonObject = NOTHING

    @property
    def text(self) -> str:
        """Return the words for the reader: text and refusals, without reasoning."""
        return "\n\n".join(
            part.text for part in self.parts if isinstance(part, TextPart | RefusalPart)
        )

    @property
    def is_deleted(self) -> bool:
        """Tell whether a mark says so."""
        return self.has(MarkName.DELETED)

    @property
    def marked(self) -> frozenset[str]:
        """Return the names of the marks that are set, but for the deletion."""
        if not self.marks:
            return frozenset()
        names = (name for name, mark in self.marks.items() if mark.value)
        return frozenset(names) - {MarkName.DELETED}

    def has(self, name: MarkName) -> bool:
        """Tell whether a mark is set."""
        mark = self.marks.get(name)
        return mark is not None and bool(mark.value)


class Field(StrEnum):
    """The top-level fields of a conversation that may change, each a mark in the file."""

    TITLE = "title"
    LEAF = "leaf_id"
    INSTRUCTIONS = "instructions"
    PROVIDER = "provider"
    MODEL = "model"
    PARAMETERS = "parameters"
    PINNED = "pinned"
    FOLDER = "folder"
    """The id of a folder, empty for none."""
    TAGS = "tags"
    """A list of words."""
    ARCHIVED = "archived"
    UNREAD = "unread"
    SOURCE = "source"
    """Where it came from, as an object: ``app`` and ``id`` of an import, or the conversation and
    the message that it was forked from."""


@dataclass(slots=True, kw_only=True)
class Conversation:
    """A titled tree of messages. Whoever holds it for writing is its ``Chat``."""

    id: ConversationId
    created_at: datetime
    messages: Messages[Message] = field(default_factory=Messages)
    marks: dict[str, Mark] = field(default_factory=dict)
    extra: JsonObject = NOTHING
    is_read_only: bool = False
    """Written by a newer version, which we must not write over."""

    def put(self, message: Message) -> None:
        """Add a message or exchange the one with its id."""
        self.messages.put(message)

    def field_text(self, name: Field) -> str:
        """Return a field's text, empty where it was never set."""
        mark = self.marks.get(name)
        return mark.value if mark is not None and isinstance(mark.value, str) else ""

    @property
    def parameters(self) -> Parameters:
        """Return what every request of this conversation asks of the model."""
        mark = self.marks.get(Field.PARAMETERS)
        return parse_parameters(mark.value if mark is not None else None)

    @property
    def title(self) -> str:
        """Return the title, or the first words of the conversation that are not deleted."""
        words = (message for message in self.messages.values() if not message.is_deleted)
        return self.field_text(Field.TITLE) or first_words(words)

    @property
    def leaf_id(self) -> MessageId | None:
        """Return the last message of the branch shown, or ``None`` while there is none."""
        chosen = MessageId(self.field_text(Field.LEAF))
        is_known = chosen in self.messages
        return self.messages.nearest_living(
            chosen if is_known else next(reversed(self.messages), None)
        )

    def branch_ids(self) -> list[MessageId]:
        """Return the ids from the root to the leaf, without deleted ones; nothing is read."""
        return self.messages.path_to(self.leaf_id)

    def branch(self) -> tuple[Message, ...]:
        """Return the messages from the root to the leaf, without deleted ones.

        A broken parent ends the walk and a cycle is cut, so any tree reads as something.
        """
        return self.branch_to(self.leaf_id)

    def branch_to(self, leaf_id: MessageId | None) -> tuple[Message, ...]:
        """Return the messages from the root to ``leaf_id``, without deleted ones."""
        return tuple(map(self.messages.__getitem__, self.messages.path_to(leaf_id)))

    def newest_leaf(self, message_id: MessageId) -> MessageId:
        """Return where the continuation of a message ends, following the newest child."""
        return self.messages.living.newest_leaf(message_id)


def first_words(messages: Iterable[Message], limit: int = 60) -> str:
    """Return the first words that the user wrote, cut at a word."""
    for message in messages:
        text = " ".join(message.text[: 4 * limit].split())
        if message.role is Role.USER and text:
            head = text[: limit + 1].rpartition(" ")[0] or text[:limit]
            return text if len(text) <= limit else f"{head}…"
    return ""
