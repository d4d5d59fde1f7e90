"""A conversation while it is read from elsewhere: any tree, until it is one of ours."""

import hashlib
import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from whinchat.domain.conversation import Conversation, Field, Mark, Message, Role, Status
from whinchat.domain.parts import Part
from whinchat.domain.source import source_json, source_of
from whinchat.domain.usage import Usage
from whinchat.domain.values import (
    NOTHING,
    ConversationId,
    Json,
    JsonObject,
    MessageId,
    new_id,
)
from whinchat.storage.exchange.importing.imported import App
from whinchat.storage.fields import LONG_AGO

WRITER = "import"

SourceId: TypeAlias = str


@dataclass(slots=True, kw_only=True)
class Drawn:
    """A message as the other program has it."""

    id: SourceId
    parent: SourceId = ""
    role: Role
    parts: list[Part] = field(default_factory=list)
    at: datetime | None = None
    model: str = ""
    status: Status = Status.COMPLETE
    finish_reason: str = ""
    usage: Usage | None = None
    first_word_seconds: float | None = None
    duration_seconds: float | None = None
    extra: JsonObject = NOTHING


@dataclass(slots=True)
class Sketch:
    """Takes what comes in whatever order; broken parents, cycles and gaps make no difference."""

    app: App
    source_id: str
    title: str = ""
    created_at: datetime | None = None
    model: str = ""
    leaf: SourceId = ""
    tags: list[str] = field(default_factory=list)
    is_pinned: bool = False
    is_archived: bool = False
    joins_turns: bool = False
    """Whether a reply that follows a reply, as the only one, is the same reply."""
    _instructions: list[str] = field(default_factory=list)
    _drawn: dict[SourceId, Drawn] = field(default_factory=dict)
    _gone: dict[SourceId, SourceId] = field(default_factory=dict)

    def put(self, drawn: Drawn) -> None:
        """Add a message; one without parts is left out and its continuation moves up."""
        # No id stands for none: a message that has none gets one by its place.
        drawn.id = drawn.id or f"unnamed {len(self._drawn)}"
        if drawn.id in self._drawn or drawn.id in self._gone:
            return
        if drawn.parts:
            self._drawn[drawn.id] = drawn
        else:
            self.leave_out(drawn.id, drawn.parent)

    def leave_out(self, drawn_id: SourceId, parent: SourceId) -> None:
        """Note a message that is none; what follows it follows its parent."""
        if drawn_id and drawn_id not in self._drawn:
            self._gone.setdefault(drawn_id, parent)

    def instruct(self, text: str) -> None:
        """Add instructions, unless they are there already."""
        if text.strip() and text.strip() not in self._instructions:
            self._instructions.append(text.strip())

    def has(self, drawn_id: SourceId) -> bool:
        """Tell whether a message is here, kept or left out."""
        return drawn_id in self._drawn or drawn_id in self._gone

    @property
    def last_id(self) -> SourceId:
        """Return the message that was put last, empty before the first."""
        return next(reversed(self._drawn), "")

    def conversation(self) -> Conversation:
        """Return it as a conversation with a new id; its messages' ids follow from the source."""
        parents = _without_cycles({one: self._kept(d.parent) for one, d in self._drawn.items()})
        order = _parents_first(parents)
        heads = self._joined(order, parents) if self.joins_turns else {one: one for one in order}
        created_at = self._created_at()
        made = Conversation(id=ConversationId(new_id()), created_at=created_at)
        times: dict[SourceId, datetime] = {"": created_at}
        for one in order:
            if heads[one] == one:
                parent = heads.get(parents[one], "")
                drawn = self._drawn[one]
                times[one] = drawn.at or times[parent]
                made.put(self._message(drawn, parent, times[one]))
        leaf = self._kept(self.leaf) or self.last_id
        values = self._values(self._message_id(heads[leaf]) if leaf else "")
        # Whatever was changed here later than the conversation's own time holds against these.
        for name, value in values.items():
            if value:
                made.marks[name] = Mark(value, created_at, WRITER)
        source = source_of(self.app.value, self.source_id, made.messages.values())
        made.marks[Field.SOURCE] = Mark(source_json(source), created_at, WRITER)
        return made

    def _values(self, leaf_id: str) -> dict[Field, Json]:
        return {
            Field.TITLE: self.title,
            Field.LEAF: leaf_id,
            Field.INSTRUCTIONS: "\n\n".join(self._instructions),
            Field.MODEL: self.model,
            Field.TAGS: list(dict.fromkeys(filter(None, self.tags))),
            Field.PINNED: self.is_pinned,
            Field.ARCHIVED: self.is_archived,
        }

    def _kept(self, drawn_id: SourceId) -> SourceId:
        """Return the message itself or the nearest one above it that is kept, empty for none."""
        passed: list[SourceId] = []
        while drawn_id in self._gone and len(passed) <= len(self._gone):
            passed.append(drawn_id)
            drawn_id = self._gone[drawn_id]
        found = drawn_id if drawn_id in self._drawn else ""
        self._gone.update(dict.fromkeys(passed, found))
        return found

    def _joined(
        self, order: list[SourceId], parents: dict[SourceId, SourceId]
    ) -> dict[SourceId, SourceId]:
        """Add to a reply those that alone follow it; return for each message where it went."""
        children: dict[SourceId, int] = defaultdict(int)
        for parent in parents.values():
            children[parent] += 1
        heads: dict[SourceId, SourceId] = {}
        for one in order:
            parent, drawn = parents[one], self._drawn[one]
            above = self._drawn.get(parent)
            is_same = above is not None and above.role is drawn.role is Role.ASSISTANT
            heads[one] = heads[parent] if is_same and children[parent] == 1 else one
            if heads[one] != one:
                head = self._drawn[heads[one]]
                head.parts += drawn.parts
                head.status, head.finish_reason = drawn.status, drawn.finish_reason
                head.model = drawn.model or head.model
        return heads

    def _message(self, drawn: Drawn, parent: SourceId, at: datetime) -> Message:
        return Message(
            id=self._message_id(drawn.id),
            parent_id=self._message_id(parent) if parent else None,
            role=drawn.role,
            parts=tuple(drawn.parts),
            created_at=at,
            status=drawn.status,
            model=drawn.model if drawn.role is Role.ASSISTANT else "",
            finish_reason=drawn.finish_reason,
            usage=drawn.usage if drawn.usage != Usage() else None,
            first_word_seconds=drawn.first_word_seconds,
            duration_seconds=drawn.duration_seconds,
            extra=drawn.extra,
        )

    def _message_id(self, drawn_id: SourceId) -> MessageId:
        return message_id(self.app, self.source_id, drawn_id)

    def _created_at(self) -> datetime:
        times = [drawn.at for drawn in self._drawn.values() if drawn.at is not None]
        found = self.created_at or min(times, default=LONG_AGO)
        return found.astimezone(UTC)


def message_id(app: App, source_id: str, drawn_id: SourceId) -> MessageId:
    """Return 32 hex digits, always the same ones for a message of another program."""
    named = f"{app.value}\0{source_id}\0{drawn_id}".encode(errors="replace")
    digits = hashlib.blake2b(named, digest_size=16).hexdigest()
    # Shaped like a UUID of version 8, which is free to say what it is made of.
    return MessageId(f"{digits[:12]}8{digits[13:16]}{8 + int(digits[16], 16) % 4:x}{digits[17:]}")


def _without_cycles(parents: dict[SourceId, SourceId]) -> dict[SourceId, SourceId]:
    """Return the parents with every cycle cut at one of its messages."""
    is_rooted: set[SourceId] = {""}
    cut = dict(parents)
    for one in parents:
        path: dict[SourceId, None] = {}
        while one not in is_rooted and one not in path:
            path[one] = None
            one = cut[one]  # noqa: PLW2901 - the walk goes up from each
        if one in path:
            cut[one] = ""
        is_rooted.update(path)
    return cut


def _parents_first(parents: dict[SourceId, SourceId]) -> list[SourceId]:
    """Return the messages in the order of the source, but none before its parent."""
    places = {one: place for place, one in enumerate(parents)}
    children: dict[SourceId, list[SourceId]] = defaultdict(list)
    for one, parent in parents.items():
        children[parent].append(one)
    waiting = [(places[one], one) for one in children[""]]
    heapq.heapify(waiting)
    order = []
    while waiting:
        _, one = heapq.heappop(waiting)
        order.append(one)
        for child in children[one]:
            heapq.heappush(waiting, (places[child], child))
    return order
