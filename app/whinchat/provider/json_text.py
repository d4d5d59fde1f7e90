"""JSON from strangers: fast when it is plain, never more than “not an object” when it is not."""

import json
import math
from typing import NoReturn, TypeGuard

import msgspec

from whinchat.domain.values import Json, JsonObject

_DEEPEST = 64


def parse_object(data: bytes) -> JsonObject | None:
    """Return the JSON object in ``data``, or ``None`` where there is none that can be used.

    NaN and infinity, numbers beyond all measure, nesting deeper than 64 and invalid text are
    refused. Escaped surrogate halves (half an emoji in a delta) and bytes that are not UTF-8 pass.
    """
    try:
        value = _decode(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def is_object(data: bytes) -> bool:
    """Tell whether ``data`` is a whole JSON object."""
    data = data.strip()
    return data.startswith(b"{") and data.endswith(b"}") and parse_object(data) is not None


def text_of(value: Json) -> str:
    """Return ``value`` if it is text, else nothing."""
    return value if isinstance(value, str) else ""


def object_of(value: Json) -> JsonObject:
    """Return ``value`` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Json) -> list[Json]:
    """Return ``value`` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def whole_of(value: Json) -> int | None:
    """Return ``value`` as a whole number, whether it is one, a float or digits in a text."""
    try:
        return int(value) if _is_number(value) else None
    except (ValueError, OverflowError):
        return None


def number_of(value: Json) -> float | None:
    """Return ``value`` as a number, whether it is one or stands in a text."""
    try:
        return float(value) if _is_number(value) else None
    except (ValueError, OverflowError):
        return None


def _is_number(value: Json) -> TypeGuard[int | float | str]:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _decode(data: bytes) -> Json:
    try:
        value: Json = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Stricter than servers are: lone surrogates, control characters, invalid UTF-8.
        text = data.decode("utf-8", "replace")
        value = json.loads(text, strict=False, parse_constant=_refuse, parse_float=_finite)
    if data.count(b"{") + data.count(b"[") > _DEEPEST:
        _require_shallow(value)
    return value


def _require_shallow(value: Json) -> None:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    if any(isinstance(item, dict | list) for item in level):
        raise ValueError


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    if not math.isfinite(value := float(digits)):
        raise ValueError(digits)
    return value
