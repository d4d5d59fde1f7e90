"""The looks at the trash, kept in the cache. Without the file the time in the trash begins anew."""

import logging
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.domain.trash_clock import Look, TrashClock
from whinchat.domain.values import Json
from whinchat.storage.disk import write_atomically
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import parse_time, time_to_text
from whinchat.storage.files import open_to_read
from whinchat.storage.json_bytes import object_from_bytes, to_bytes

log = logging.getLogger(__name__)

_NAME = "trash.json"


def read_clock(cache: Path) -> TrashClock:
    """Return the clock as it was at the last look; a new one where that cannot be read."""
    with (
        suppress(OSError, Damaged, ValueError, OverflowError, TypeError, AttributeError),
        os.fdopen(open_to_read(cache / _NAME), "rb") as stream,
    ):
        looks = object_from_bytes(stream.read()).get("looks")
        if isinstance(looks, list):
            return TrashClock(tuple(map(_look, looks)))
    return TrashClock()


def write_clock(cache: Path, clock: TrashClock) -> None:
    """Keep the clock; where that fails, time in the trash is longer."""
    looks: list[Json] = [
        [time_to_text(look.at), look.counted.total_seconds()] for look in clock.looks
    ]
    try:
        write_atomically(cache / _NAME, to_bytes({"looks": looks}))
    except NotSaved as trouble:
        log.info("A look at the trash is not kept: %s", trouble)


def _look(value: Json) -> Look:
    match value:
        case [str(text), int() | float() as seconds] if (at := parse_time(text)) is not None:
            return Look(at, timedelta(seconds=seconds))
        case _:
            raise ValueError("No look at the trash")
