"""What can still be read of a damaged conversation: every message that is whole, and beginnings.

The damaged files are only read. What comes is a conversation of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from itertools import pairwise

from whinchat.domain.conversation import Field, Role, Status
from whinchat.domain.values import ConversationId, Json, JsonObject, MessageId
from whinchat.storage.conversation_file import FORMAT, VERSION, Document
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import Fields
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.journal_lines import replay
from whinchat.storage.json_bytes import from_bytes, object_from_bytes
from whinchat.storage.merging.documents import merge
from whinchat.storage.torn_json import beginning_of

_MESSAGES = re.compile(rb'"messages"\s*:')
_BEGINS = re.compile(rb"^ {4}\{$", re.MULTILINE)
"""As we lay messages out."""
_BEGINS_ELSEWHERE = re.compile(rb'\{\s*"id"\s*:')
_FIELD = re.compile(rb'^\s*("[^"\\]*")\s*:\s*(.+?),?\s*$', re.MULTILINE)
_MARKER = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})( .*)?\r?$")
_ROLES = frozenset(Role)


def salvage(file: bytes, journal: bytes, previous: bytes = b"") -> Document | None:
    """Return what can be read of a file, of its journal and of its previous copy.

    Each message is as it stood in one of them; of one that breaks off, what was read is marked as
    interrupted. One whose parent is lost follows the message before it. ``None`` for nothing.
    """
    found = [_read(side) for data in (file, previous) for side in _sides(data)]
    document = reduce(merge, found)
    with suppress(Damaged):
        document = _sound(replay(document, journal) or document)
    document = merge(document, document)
    document.end_replies()
    _settle_head(document)
    _join_up(document, [message_id for one in found for message_id in one.places])
    return document if document.places else None


def name_recovered(document: Document, conversation_id: ConversationId) -> None:
    """Give what was salvaged an id of its own, and a title that says what it is."""
    document.head["id"] = conversation_id
    mark = Fields(document.head).mark(Field.TITLE)
    said = mark.value if mark is not None else document.conversation(conversation_id).title
    title = f"{said or 'Conversation'} (recovered)"
    at = document.head.get("updated_at")
    document.head[Field.TITLE] = {"value": title, "at": at, "by": ""}


def _sides(data: bytes) -> Iterator[bytes]:
    """Yield both versions of a file that Git could not merge; any other as it is."""
    if not re.search(rb"^<{7}", data, re.MULTILINE):
        yield data
        return
    sides: tuple[list[bytes], list[bytes]] = ([], [])
    going_to: tuple[int, ...] = (0, 1)
    after = {b"<<<<<<<": (0,), b"|||||||": (), b"=======": (1,), b">>>>>>>": (0, 1)}
    for line in data.split(b"\n"):
        marker = _MARKER.match(line)
        if marker:
            going_to = after[marker[1]]
            continue
        for side in going_to:
            sides[side].append(line)
    yield from (b"\n".join(side) for side in sides)


def _read(data: bytes) -> Document:
    with suppress(Damaged):
        return _sound(parse_file(data))
    begins = _MESSAGES.search(data)
    document = Document(_head_in(data[: begins.start()] if begins else data))
    for message in _messages_in(data[begins.end() :] if begins else data):
        document.put(message)
    return document


def _sound(document: Document) -> Document:
    """Return the document, if all of its messages can be read. Raises ``Damaged``."""
    for slot in document.slots:
        if not isinstance(from_bytes(slot), dict):
            raise Damaged("A message is no object.")
    return document


def _messages_in(data: bytes) -> Iterator[JsonObject]:
    starts = [found.start() for found in _BEGINS.finditer(data)]
    starts = starts or [found.start() for found in _BEGINS_ELSEWHERE.finditer(data)]
    for start, end in pairwise([*starts, len(data)]):
        message = _message_in(data[start:end].strip())
        if message is not None:
            yield message


def _message_in(data: bytes) -> JsonObject | None:
    beginning = beginning_of(data)
    value = beginning.value if beginning is not None else None
    if beginning is None or not isinstance(value, dict) or not _is_message(value):
        return None
    return value if beginning.is_whole else {**value, "status": Status.INTERRUPTED}


def _is_message(value: JsonObject) -> bool:
    message_id, parent_id = value.get("id"), value.get("parent_id")
    is_named = isinstance(message_id, str) and bool(message_id)
    hangs = parent_id is None or isinstance(parent_id, str)
    return is_named and hangs and value.get("role") in _ROLES


def _head_in(data: bytes) -> dict[str, Json]:
    with suppress(Damaged):
        return object_from_bytes(data.rstrip().removesuffix(b",") + b"}")
    head: dict[str, Json] = {}
    for found in _FIELD.finditer(data):
        with suppress(Damaged):
            head[str(from_bytes(found[1]))] = from_bytes(found[2])
    return head


def _settle_head(document: Document) -> None:
    head = document.head
    head["format"] = FORMAT
    if not isinstance(head.get("version"), int):
        head["version"] = VERSION
    leaf = Fields(head).mark(Field.LEAF)
    if leaf is None or leaf.value not in document.places:
        head.pop(Field.LEAF, None)
    times = [message.created_at for message in document.messages()]
    if times and Fields(head).time("created_at") is None:
        head["created_at"] = min(times).isoformat()


def _join_up(document: Document, as_read: Iterable[MessageId]) -> None:
    """Let messages whose parent is lost, or hangs on them, follow the one that stood before."""
    messages = {one: document.message(one) or {} for one in document.places}
    parents = {one: message.get("parent_id") for one, message in messages.items()}
    joined: set[Json] = {None}
    before: MessageId | None = None
    for message_id in dict.fromkeys((*as_read, *document.places)):
        if message_id not in parents:
            continue
        loose, path = _top_of(message_id, parents, joined)
        if loose is not None:
            parents[loose] = before
            document.put({**messages[loose], "parent_id": before})
        joined.update(path)
        before = message_id


def _top_of(
    message_id: MessageId, parents: Mapping[MessageId, Json], joined: set[Json]
) -> tuple[MessageId | None, dict[MessageId, None]]:
    """Return what one comes to that hangs on nothing, if so, and all on the way there."""
    path: dict[MessageId, None] = {}
    last, above = message_id, parents[message_id]
    path[message_id] = None
    while above not in joined:
        parent_id = MessageId(str(above))
        if parent_id in path or parent_id not in parents:
            return last, path
        path[parent_id] = None
        last, above = parent_id, parents[parent_id]
    return None, path
