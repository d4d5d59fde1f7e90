"""Two copies of a conversation's file, made one."""

import hashlib
from collections.abc import Iterator

import msgspec

from whinchat.domain.values import JsonObject, MessageId
from whinchat.storage.conversation_file import DERIVED, Document
from whinchat.storage.fields import LONG_AGO, parse_time
from whinchat.storage.file_parsing import given_id, id_in
from whinchat.storage.json_bytes import from_bytes
from whinchat.storage.merging.messages import Ways, merge_messages
from whinchat.storage.merging.order import Stand, arranged
from whinchat.storage.merging.values import earliest, greatest, join_objects, latest

_RULES = {"version": greatest, "created_at": earliest, "updated_at": latest}


class _Standing(msgspec.Struct, gc=False):
    """The fields of a message that its place depends on."""

    created_at: object = None
    parent_id: object = None


def merge(one: Document, other: Document) -> Document:
    """Return all messages and the latest fields of two copies; neither is changed.

    Commutative, associative and idempotent: whoever merges what, in which order and how often,
    gets the same. No word of a message is ever lost, and neither is a field that nobody knows.
    Raises ``Damaged`` where a message cannot be read.
    """
    ways = _all_ways(_ways_in(one), _ways_in(other))
    merged = merge_messages(ways, _parents(ways))
    order = arranged({message_id: _stand_of(slot) for message_id, slot in merged.items()})
    return _document(_head(one.head, other.head), [merged[message_id] for message_id in order])


def changed_messages(before: Document, after: Document) -> set[MessageId]:
    """Return the ids of the messages that are new, other or gone."""
    old, new = _by_id(before), _by_id(after)
    return {key for key in (*old, *new) if old.get(key) != new.get(key)}


def is_same(one: Document, other: Document) -> bool:
    """Tell whether two documents are the same file; what is derived does not count."""
    if len(one.slots) != len(other.slots) or not has_same_fields(one, other):
        return False
    # One by one: to compare a hundred megabytes at once would keep every thread waiting.
    return all(ours == theirs for ours, theirs in zip(one.slots, other.slots, strict=True))


def has_same_fields(one: Document, other: Document) -> bool:
    """Tell whether two documents are the same but for their messages."""
    return _head(one.head, {}) == _head(other.head, {})


def _by_id(document: Document) -> dict[MessageId, bytes]:
    return {message_id: document.slots[place] for message_id, place in document.places.items()}


def _head(one: JsonObject, other: JsonObject) -> JsonObject:
    head = join_objects(one, other, _RULES)
    return {key: head[key] for key in sorted(head) if key not in DERIVED}


def _document(head: JsonObject, slots: list[bytes]) -> Document:
    document = Document(dict(head), slots, size_bytes=sum(map(len, slots)))
    for place, slot in enumerate(slots):
        document.places[id_in(slot, place)] = place
    return document


def _all_ways(ours: Ways, theirs: Ways) -> Ways:
    """Return the ways of both. Raises ``Damaged`` where one that only one has cannot be read."""
    ways: Ways = {}
    for message_id in (*ours, *theirs):
        one, other = ours.get(message_id, ()), theirs.get(message_id, ())
        ways[message_id] = one
        if one != other:
            ways[message_id] = tuple(dict.fromkeys((*one, *other)))
            for slot in {*one} ^ {*other}:
                # It would take all others of the file with it.
                from_bytes(slot)
    return ways


def _ways_in(document: Document) -> Ways:
    ways: Ways = {}
    for message_id, slot in _identified(document):
        known = ways.get(message_id, ())
        ways[message_id] = known if slot in known else (*known, slot)
    return ways


def _identified(document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield the messages with their ids; what has none is told apart by its bytes."""
    for slot in document.slots:
        message_id = given_id(slot)
        yield message_id or f"unnamed-{hashlib.sha256(slot).hexdigest()}", slot


def _parents(ways: Ways) -> Iterator[str]:
    for slots in ways.values():
        for slot in slots:
            if (parent_id := _stand_of(slot).parent_id) is not None:
                yield parent_id


def _stand_of(slot: bytes) -> Stand:
    try:
        found = msgspec.json.decode(slot, type=_Standing)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        found = _Standing()
    begun_at = parse_time(found.created_at) if isinstance(found.created_at, str) else None
    parent_id = found.parent_id if isinstance(found.parent_id, str) else None
    return Stand(begun_at or LONG_AGO, parent_id)
