"""JSON at the edge: bytes from any values, plain values from any bytes."""

import json
from collections.abc import Mapping, Sequence

import msgspec

from whinchat.domain.values import Json, repair_surrogates
from whinchat.storage.failures import Damaged

_DEEPEST = 64
_BRACKETS = (b"[", b"{")


def to_bytes(value: Json) -> bytes:
    """Return compact JSON. Halves of characters become U+FFFD, NaN and infinity ``null``."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(_repaired(value))


def from_bytes(data: bytes) -> Json:
    """Return the value in JSON that we or an editor wrote. Raises ``Damaged`` with the reason.

    Tolerates a byte order mark, NaN and halves of characters; not invalid UTF-8, which nobody
    can repair without guessing.
    """
    try:
        value: Json = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        value = _parse_leniently(data)
    if sum(map(data.count, _BRACKETS)) > _DEEPEST and _is_too_deep(value):
        raise Damaged("It is nested too deeply.")
    return value


def object_from_bytes(data: bytes) -> dict[str, Json]:
    """Return the JSON object in the bytes. Raises ``Damaged`` with the reason."""
    value = from_bytes(data)
    if not isinstance(value, dict):
        raise Damaged("It is JSON, but not an object.")
    return value


def split_object(data: bytes) -> dict[str, bytes]:
    """Return the fields of a JSON object as they are written. Raises ``Damaged``."""
    try:
        fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {key: to_bytes(value) for key, value in object_from_bytes(data).items()}
    return {key: bytes(value) for key, value in fields.items()}


def split_array(data: bytes) -> list[bytes]:
    """Return the elements of a JSON array as they are written. Raises ``Damaged``."""
    try:
        return [bytes(value) for value in msgspec.json.decode(data, type=list[msgspec.Raw])]
    except msgspec.ValidationError:
        raise Damaged("Its messages are not a list.") from None
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Damaged(f"It is not JSON: {error}.") from None


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(type(value).__name__)


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)


def _parse_leniently(data: bytes) -> Json:
    try:
        value: Json = json.loads(data.decode("utf-8-sig"), parse_constant=lambda _name: None)
    except UnicodeDecodeError as error:
        raise Damaged(f"It is not text in UTF-8, at byte {error.start}.") from None
    except RecursionError:
        raise Damaged("It is nested too deeply.") from None
    except ValueError as error:
        raise Damaged(f"It is not JSON: {error}.") from None
    if _is_too_deep(value):
        raise Damaged("It is nested too deeply.")
    return _repaired(value)


def _is_too_deep(value: Json) -> bool:
    level: list[Json] = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Json) -> Sequence[Json]:
    match value:
        case dict():
            return list(value.values())
        case list():
            return value
        case _:
            return ()


def _repaired(value: Json) -> Json:
    match value:
        case str():
            return repair_surrogates(value)
        case Mapping():
            return {repair_surrogates(key): _repaired(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_repaired(inner) for inner in value]
        case _:
            return value
