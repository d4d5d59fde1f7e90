"""Days as they are typed into a search: 2026, 2026-11, 2026-11-22, today, yesterday, 7d."""

import re
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(\d{1,5})([dwmy])", re.ASCII)
_UNIT_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def day_of(value: str, today: date) -> date | None:
    """Return the first day of what is named; ``None`` where it names no time."""
    word = value.lower()
    if word in ("today", "yesterday"):
        return today - timedelta(days=int(word == "yesterday"))
    try:
        if (ago := _AGO.fullmatch(word)) is not None:
            return today - timedelta(days=int(ago[1]) * _UNIT_DAYS[ago[2]])
        if (written := _WRITTEN.fullmatch(word)) is not None:
            return date(int(written[1]), int(written[2] or 1), int(written[3] or 1))
    except (OverflowError, ValueError):
        return None
    return None
