"""The bytes of a conversation file, cut into a document: message by message where it is ours."""

from collections.abc import Iterator

import msgspec

from whinchat.domain.values import JsonObject, MessageId
from whinchat.storage.conversation_file import FORMAT, MESSAGES_BEGIN, Document
from whinchat.storage.failures import Damaged
from whinchat.storage.json_bytes import from_bytes, object_from_bytes, split_array, split_object

_TO_FIRST = b"\n" + MESSAGES_BEGIN + b"\n    "
_BETWEEN = b"\n    },\n    {"
_BRACE = len(b"\n    }")
_END = b"\n  ]\n}\n"
_AFTER_LAST = b"\n    }" + _END


class _Identified(msgspec.Struct):
    """The one field of a message that is needed to find it."""

    id: object = None


def parse_file(data: bytes) -> Document:
    """Return the document in a file's bytes. Raises ``Damaged`` with the reason."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    document = _as_we_write(data) or _as_others_write(data)
    document.size_bytes = len(data)
    for place, slot in enumerate(document.slots):
        document.places[id_in(slot, place)] = place
    return document


def _as_we_write(data: bytes) -> Document | None:
    """Return the document in a file that is laid out as ours are; ``None`` for any other.

    It is cut message by message. A decoder that takes 100 MB at once would hold up every thread
    for as long. Cutting where our layout has its line ends is right if each piece is an object:
    between the brackets of one list they can then be nothing else.
    """
    start = data.find(_TO_FIRST)
    if start < 0 or not data.endswith(_AFTER_LAST):
        return None
    head = data[:start].rstrip().removesuffix(b",") + b"}"
    slots = [*_cut(data, start + len(_TO_FIRST), len(data) - len(_END))]
    if not all(map(_is_object, slots)):
        return None
    try:
        document = Document(object_from_bytes(head), slots)
    except Damaged:
        return None
    require_format(document.head, has_messages=True)
    return document


def _cut(data: bytes, start: int, end: int) -> Iterator[bytes]:
    while (found := data.find(_BETWEEN, start, end)) >= 0:
        yield data[start : found + _BRACE]
        start = found + len(_BETWEEN) - 1
    yield data[start:end]


def _is_object(slot: bytes) -> bool:
    try:
        msgspec.json.decode(slot, type=_Identified)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _as_others_write(data: bytes) -> Document:
    fields = split_object(data)
    messages = fields.pop("messages", b"null")
    document = Document({key: from_bytes(value) for key, value in fields.items()})
    has_messages = messages.strip() != b"null"
    require_format(document.head, has_messages=has_messages)
    if has_messages:
        document.slots = split_array(messages)
    return document


def require_format(head: JsonObject, *, has_messages: bool) -> None:
    """Raise ``Damaged`` where the fields are those of something else."""
    if head.get("format", FORMAT if has_messages else None) != FORMAT:
        raise Damaged("It is JSON, but not a conversation of Whinchat.")


def id_in(slot: bytes, place: int) -> MessageId:
    """Return a message's id; one that has none, or is no message, is named after its place."""
    return given_id(slot) or MessageId(f"unnamed-{place}")


def given_id(slot: bytes) -> MessageId | None:
    """Return the id that is written in a message, if there is one."""
    try:
        message_id = msgspec.json.decode(slot, type=_Identified).id
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return MessageId(message_id) if isinstance(message_id, str) and message_id else None
