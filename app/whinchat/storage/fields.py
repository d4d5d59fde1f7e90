"""The fields of a JSON object, taken one by one; what nobody takes is kept."""

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, DecimalException
from enum import StrEnum
from typing import TypeVar

from whinchat.domain.conversation import Mark
from whinchat.domain.values import NOTHING, Json, JsonObject

LONG_AGO = datetime.fromtimestamp(0, UTC)
"""Stands for a time that is missing or odd."""

Word = TypeVar("Word", bound=StrEnum)


class Fields:
    """A JSON object while it is read. A field that is missing or odd never blocks."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self._left = dict(document)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    @property
    def rest(self) -> JsonObject:
        """Return the fields that nobody took: unknown ones, and known ones with odd values."""
        return self._left or NOTHING

    def take(self, key: str) -> Json:
        """Take a field whatever it is; ``None`` where it is missing."""
        return self._left.pop(key, None)

    def keep(self, key: str, rest: JsonObject) -> None:
        """Put back what a reader of the field's object left over."""
        if rest:
            self._left[key] = rest

    def text(self, key: str, default: str = "") -> str:
        """Take a text."""
        value = self._left.get(key)
        if not isinstance(value, str):
            return default
        del self._left[key]
        return value

    def word(self, key: str, default: Word) -> Word:
        """Take one of the words that an enumeration knows."""
        value = self._left.get(key)
        for word in type(default):
            if value == word:
                del self._left[key]
                return word
        return default

    def count(self, key: str) -> int | None:
        """Take a whole number that is not negative."""
        value = self._left.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            return None
        del self._left[key]
        return value

    def number(self, key: str) -> float | None:
        """Take a finite number."""
        value = self._left.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        try:
            number = float(value)
        except OverflowError:
            return None
        if not math.isfinite(number):
            return None
        del self._left[key]
        return number

    def amount(self, key: str) -> Decimal | None:
        """Take an exact amount, written as a text or a number."""
        value = self._left.get(key)
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return None
        try:
            amount = Decimal(str(value))
        except DecimalException:
            return None
        if not amount.is_finite():
            return None
        del self._left[key]
        return amount

    def time(self, key: str) -> datetime | None:
        """Take a time; one without a zone counts as UTC."""
        value = self._left.get(key)
        time = parse_time(value) if isinstance(value, str) else None
        if time is not None:
            del self._left[key]
        return time

    def object(self, key: str) -> "Fields | None":
        """Take an object to be read in turn; see ``keep``."""
        value = self._left.get(key)
        if not isinstance(value, dict):
            return None
        del self._left[key]
        return Fields(value)

    def array(self, key: str) -> list[Json]:
        """Take a list."""
        value = self._left.get(key)
        if not isinstance(value, list):
            return []
        del self._left[key]
        return value

    def mark(self, key: str) -> Mark | None:
        """Take a mark; what it holds beyond value, time and writer is left in ``rest``."""
        if key not in self._left:
            return None
        fields = self.object(key)
        if fields is None or "value" not in fields:
            value = self.take(key) if fields is None else fields.rest
            return Mark(value, LONG_AGO, "")
        mark = Mark(fields.take("value"), fields.time("at") or LONG_AGO, fields.text("by"))
        self.keep(key, fields.rest)
        return mark


def not_before(mark: Mark, written: Json) -> Mark:
    """Return the mark so that it holds against what is written, whatever the clocks say.

    Somebody who changes what he sees means it, though his clock may be an hour behind that of
    whoever wrote it.
    """
    before = Fields({"mark": written}).mark("mark")
    if before is None or mark.at > before.at:
        return mark
    with suppress(OverflowError):
        return replace(mark, at=before.at + timedelta(microseconds=1))
    return mark


def joined(known: dict[str, Json], rest: JsonObject) -> dict[str, Json]:
    """Add what was left over when it was read; where both know a field, the known value holds."""
    for key, value in rest.items():
        mine = known.get(key)
        if key not in known:
            known[key] = value
        elif isinstance(mine, dict) and isinstance(value, Mapping):
            known[key] = joined(mine, value)
    return known


def mark_to_json(mark: Mark) -> dict[str, Json]:
    """Return a mark as the file keeps it."""
    return {"value": mark.value, "at": time_to_text(mark.at), "by": mark.by}


def time_to_text(time: datetime) -> str:
    """Return a time as the file keeps it: in UTC, with a Z."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_time(text: str) -> datetime | None:
    """Return the time in a text, or ``None``."""
    try:
        time = datetime.fromisoformat(text)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
