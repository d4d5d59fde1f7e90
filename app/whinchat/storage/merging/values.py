"""Two JSON values made one. Whoever is first, second or asked twice gets the same.

Each rule is the least upper bound of an order, so merging is commutative, associative and
idempotent, whatever the values are.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from whinchat.domain.values import Json, JsonObject
from whinchat.storage.fields import LONG_AGO, parse_time

Rule = Callable[[Json, Json], Json]

_SORTED = msgspec.json.Encoder(order="sorted")


def canonical(value: Json) -> bytes:
    """Return the same bytes for values that are the same, whatever the order of their fields."""
    return _SORTED.encode(value)


def join(one: Json, other: Json) -> Json:
    """Return what holds of two values.

    Of two marks the later, then that of the greater writer; of two objects the union of their
    fields; a mark holds against anything else, an object against what is none; of any others
    that with the greater bytes.
    """
    if _rank(one) != _rank(other):
        return max(one, other, key=_rank)
    if isinstance(one, Mapping) and isinstance(other, Mapping) and "value" not in one:
        return join_objects(one, other)
    return max(one, other, key=_precedence)


def join_objects(
    one: JsonObject, other: JsonObject, rules: Mapping[str, Rule] | None = None
) -> dict[str, Json]:
    """Return the fields of both objects; what both have is joined, by its own rule if any."""
    rules = rules or {}
    joined = dict(one)
    for key, value in other.items():
        joined[key] = rules.get(key, join)(joined[key], value) if key in joined else value
    return joined


def earliest(one: Json, other: Json) -> Json:
    """Return the earlier of two times; what is no time gives way."""
    return min(one, other, key=lambda value: (_time(value) is None, *_moment(value)))


def latest(one: Json, other: Json) -> Json:
    """Return the later of two times; what is no time gives way."""
    return max(one, other, key=lambda value: (_time(value) is not None, *_moment(value)))


def greatest(one: Json, other: Json) -> Json:
    """Return the greater of two numbers; what is no number gives way."""
    return max(one, other, key=_size)


def _rank(value: Json) -> int:
    if not isinstance(value, Mapping):
        return 0
    return 2 if "value" in value else 1


def _precedence(value: Json) -> tuple[datetime, str, bytes]:
    if not isinstance(value, Mapping):
        return LONG_AGO, "", canonical(value)
    by = value.get("by")
    return _time(value.get("at")) or LONG_AGO, by if isinstance(by, str) else "", canonical(value)


def _time(value: Json) -> datetime | None:
    return parse_time(value) if isinstance(value, str) else None


def _moment(value: Json) -> tuple[datetime, bytes]:
    return _time(value) or LONG_AGO, canonical(value)


def _size(value: Json) -> tuple[bool, float, bytes]:
    is_number = isinstance(value, int | float)
    return is_number, value if isinstance(value, int | float) else 0, canonical(value)
