"""The messages of two copies of a conversation, made one list.

A message that both have is one message where one version goes on where the other ends. Where they
really differ, the one that says more keeps the id, and each other becomes a sibling whose id is
made of the message's and of what it says: ``<id>~<12 hex digits>``. So whoever merges gets the
same ids, and a sibling is known again as a version of its message.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

from whinchat.domain.conversation import Status
from whinchat.domain.values import Json, JsonObject
from whinchat.storage.json_bytes import from_bytes, object_from_bytes
from whinchat.storage.merging.values import canonical, earliest, join, join_objects
from whinchat.storage.merging.words import (
    Words,
    digest,
    join_parts,
    most_said,
    parts_of,
    words_of,
)
from whinchat.storage.message_codec import lay_out

_SIBLING = re.compile(r"(.+)~[0-9a-f]{12}", re.DOTALL)
_ORDER = ("id", "parent_id", "role", "created_at", "status", "parts")
"""The fields that a reader sees first, as in a message that was never merged."""
_LAST = ("marks",)
_STATUSES: tuple[Json, ...] = (
    Status.STREAMING,
    Status.INTERRUPTED,
    Status.FAILED,
    Status.STOPPED,
    Status.COMPLETE,
)

Ways = dict[str, tuple[bytes, ...]]
"""By its id, every way in which a message is written."""


def merge_messages(slots: Ways, parents: Iterable[str]) -> dict[str, bytes]:
    """Return each message as it is to be written, by its id.

    ``parents`` are the ids that messages follow: a sibling that was made earlier stays for them
    though another version says all that it says.
    """
    merged: dict[str, bytes] = {}
    families: dict[str, list[str]] = defaultdict(list)
    for message_id, ways in slots.items():
        root = _root_of(message_id, slots)
        if len(ways) == 1 and root == message_id:
            (merged[message_id],) = ways
        if len(ways) > 1 or root != message_id:
            families[root].append(message_id)
    followed = set(parents) if families else set()
    for root, members in families.items():
        whole = {root: slots[root], **{member: slots[member] for member in members}}
        merged.update(_merge_family(root, whole, followed))
    return merged


def _root_of(message_id: str, slots: Ways) -> str:
    found = _SIBLING.fullmatch(message_id)
    return found[1] if found and found[1] in slots else message_id


def _merge_family(root: str, slots: Ways, followed: set[str]) -> dict[str, bytes]:
    versions = [
        (message_id, value)
        for message_id, ways in slots.items()
        for way in sorted(ways)
        if isinstance(value := from_bytes(way), dict)
    ]
    fields = reduce(_join_fields, (_without(value, "id", "marks") for _, value in versions))
    said: dict[Words, list[Json]] = {}
    said_by: dict[str, list[Words]] = defaultdict(list)
    marks: dict[str, Json] = {}
    for message_id, value in versions:
        parts = parts_of(value.get("parts"))
        words = words_of(parts)
        said[words] = join_parts(said[words], parts) if words in said else parts
        said_by[message_id].append(words)
        if "marks" in value:
            given = value["marks"]
            marks[message_id] = join(marks[message_id], given) if message_id in marks else given

    chosen = _chosen(root, said_by, followed | marks.keys())
    merged = {}
    for message_id, words in chosen.items():
        own = {"marks": marks[message_id]} if message_id in marks else {}
        message = {**fields, "id": message_id, "parts": said[words], **own}
        merged[message_id] = _write(message)
    return merged


def _chosen(root: str, said_by: dict[str, list[Words]], kept: set[str]) -> dict[str, Words]:
    """Return which versions stay, each with its id; what somebody followed or marked stays too."""
    best, *others = most_said([*{words for said in said_by.values() for words in said}])
    chosen = {f"{root}~{digest(words)}": words for words in others}
    for message_id in said_by.keys() & kept:
        chosen[message_id] = most_said(said_by[message_id])[0]
    return {**chosen, root: best}


def _join_fields(one: JsonObject, other: JsonObject) -> dict[str, Json]:
    rules = {"created_at": earliest, "status": _further, "parts": lambda _one, _other: None}
    return join_objects(one, other, rules)


def _further(one: Json, other: Json) -> Json:
    """Return the later of two states of a reply: what has ended holds against what runs."""
    return max(one, other, key=lambda status: (_place(status), canonical(status)))


def _place(status: Json) -> int:
    return _STATUSES.index(status) if status in _STATUSES else -1


def _write(message: JsonObject) -> bytes:
    """Return the message's bytes, the same for whoever merges."""
    in_order = object_from_bytes(canonical(message))
    return lay_out({key: in_order[key] for key in sorted(in_order, key=_place_in_message)})


def _place_in_message(key: str) -> tuple[int, str]:
    if key in _LAST:
        return len(_ORDER) + 1, key
    return (_ORDER.index(key), "") if key in _ORDER else (len(_ORDER), key)


def _without(value: JsonObject, *keys: str) -> JsonObject:
    return {key: value[key] for key in value if key not in keys}
