"""Where an imported conversation came from, by which it is known again."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from whinchat.domain.conversation import Message
from whinchat.domain.values import Json, JsonObject, MessageId


class Source(NamedTuple):
    """A conversation of another program."""

    app: str
    id: str
    messages: int = 0
    """How many there were when it came."""
    characters: int = 0
    """How much they said; 0 where that is not known."""

    def is_same(self, other: "Source") -> bool:
        """Tell whether both are the same conversation, long or short."""
        return (self.app, self.id) == (other.app, other.id)

    def is_longer_than(self, before: "Source") -> bool:
        """Tell whether it says more than it did before."""
        has_grown = 0 < before.characters < self.characters
        return self.messages > before.messages or has_grown


def source_of(app: str, source_id: str, messages: Collection[Message]) -> Source:
    """Return where a conversation comes from, with what it says now."""
    return Source(app, source_id, len(messages), sum(len(one.text) for one in messages))


def source_in(value: Json) -> Source | None:
    """Return the source in a mark's value; ``None`` for a conversation that was begun here."""
    if not isinstance(value, Mapping):
        return None
    app, source_id = value.get("app"), value.get("id")
    if not isinstance(app, str) or not isinstance(source_id, str):
        return None
    return Source(app, source_id, _number(value, "messages"), _number(value, "characters"))


def source_json(source: Source) -> JsonObject:
    """Return the value of a mark."""
    return source._asdict()


def undone_in(value: Json) -> frozenset[MessageId]:
    """Return the messages that the undoing of an import took away, and nobody by hand."""
    match value:
        case {"undone": list(ids)}:
            return frozenset(MessageId(one) for one in ids if isinstance(one, str))
        case _:
            return frozenset()


def _number(value: Mapping[str, Json], key: str) -> int:
    number = value.get(key)
    return number if isinstance(number, int) else 0
