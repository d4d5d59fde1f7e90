"""What the trash says of what lies in it."""

from datetime import datetime, timedelta
from typing import assert_never

from whinchat.services.trash import TrashKind, TrashRow
from whinchat.ui.counting import counted

_DAY = timedelta(days=1)


def title_of(row: TrashRow) -> str:
    """Return what a row is called."""
    return row.title or "Untitled"


def detail_of(row: TrashRow, now: datetime) -> str:
    """Return what it is, when it was deleted, and how long it stays."""
    return " · ".join((_kind_words(row), deleted_words(row.deleted_at, now), left_words(row, now)))


def deleted_words(moment: datetime, now: datetime) -> str:
    """Return when something was deleted, by the user's own calendar."""
    local, today = moment.astimezone(), now.astimezone().date()
    if local.date() >= today:
        return f"deleted today at {local:%H:%M}"
    if local.date() == today - _DAY:
        return f"deleted yesterday at {local:%H:%M}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"deleted on {local.day} {local:%B}{year}"


def left_words(row: TrashRow, now: datetime) -> str:
    """Return for how many days it stays; a day that has begun counts."""
    days = -((now - row.goes_at) // _DAY)
    return f"{counted(days, 'day')} left" if days > 0 else "goes today"


def _kind_words(row: TrashRow) -> str:
    match row.kind:
        case TrashKind.CONVERSATION:
            return "Conversation"
        case TrashKind.MESSAGES:
            return counted(row.count, "message")
        case TrashKind.FOLDER:
            return f"Folder with {counted(row.count, 'conversation')}"
        case _:
            assert_never(row.kind)
