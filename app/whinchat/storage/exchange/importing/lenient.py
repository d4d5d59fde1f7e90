"""Fields of foreign JSON, whatever lies where something else was expected."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from whinchat.domain.values import Json, JsonObject, repair_surrogates
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import parse_time
from whinchat.storage.json_bytes import from_bytes, to_bytes

_MOST_VALUES = 400_000
_COMMA = re.compile(rb'(?:[^",]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+,', re.DOTALL)
_MILLISECONDS_FROM = 1e11
"""As seconds it is the year 5138, as milliseconds 1973."""
_MICROSECONDS_FROM = 1e14


def decoded(data: bytes | None) -> Json:
    """Return the value in the bytes. Raises ``Refused`` with the reason.

    A few bytes can ask for a hundred times as many in memory: so many values are no conversation.
    """
    if data is None:
        raise Refused("It is larger than any conversation.")
    if data.count(b",") > _MOST_VALUES and _values_in(data) > _MOST_VALUES:
        raise Refused("It has more pieces than any conversation.")
    try:
        return from_bytes(data)
    except Damaged as error:
        raise Refused(str(error)) from error


def object_of(value: Json) -> JsonObject:
    """Return an object, an empty one in place of anything else."""
    return value if isinstance(value, Mapping) else {}


def objects_of(value: Json) -> Iterator[JsonObject]:
    """Yield the objects in a list, or in an object's values."""
    for one in value.values() if isinstance(value, Mapping) else list_of(value):
        if isinstance(one, Mapping):
            yield one


def list_of(value: Json) -> list[Json]:
    """Return a list, an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def text_of(value: Json) -> str:
    """Return a text, an empty one in place of anything else."""
    return repair_surrogates(value) if isinstance(value, str) else ""


def name_of(value: Json) -> str:
    """Return a text or a number as one short line, as ids and titles are."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**30 else ""
    return " ".join(text_of(value).split())[:500]


def json_text(value: Json) -> str:
    """Return a text as it is, and anything else as JSON."""
    return text_of(value) if isinstance(value, str) else to_bytes(value).decode(errors="replace")


def number_of(value: Json) -> float | None:
    """Return a finite number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def count_of(value: Json) -> int | None:
    """Return a whole number that is not negative."""
    number = number_of(value)
    return int(number) if number is not None and number < 2**53 else None


def moment_of(value: Json) -> datetime | None:
    """Return a time, from ISO words or from seconds, milliseconds or microseconds since 1970."""
    if isinstance(value, str) and not _is_number(value):
        return parse_time(value.strip())
    number = number_of(float(value) if isinstance(value, str) else value)
    if not number:
        return None
    if number >= _MICROSECONDS_FROM:
        number /= 1e6
    elif number >= _MILLISECONDS_FROM:
        number /= 1e3
    try:
        return datetime.fromtimestamp(number, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,20}(\.\d{1,12})?", text) is not None


def _values_in(data: bytes) -> int:
    number = 0
    for number, _ in enumerate(_COMMA.finditer(data)):
        if number > _MOST_VALUES:
            break
    return number
