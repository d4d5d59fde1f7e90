"""The groups of conversations that lie in no folder: by the day they were last used."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from whinchat.services.rows import Row

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Group:
    """A name, and the moment with which it begins."""

    title: str
    begins: datetime


def grouped_by_day(rows: Sequence[Row], today: date) -> dict[str, list[Row]]:
    """Return rows, newest first, under Today, Yesterday, Previous 7 days and months.

    The calendar is asked once a group and not once a row: asking for 10,000 takes 30 ms, and even
    to compare each with the beginning of its group takes two.
    """
    groups: dict[str, list[Row]] = {}
    place = 0
    while place < len(rows):
        group = group_of(rows[place].updated_at, today)
        end = bisect(rows, x=False, lo=place + 1, key=partial(_is_before, group.begins))
        groups.setdefault(group.title, []).extend(rows[place:end])
        place = end
    return groups


def group_of(moment: datetime, today: date) -> Group:
    """Return the group of a moment, by the user's own calendar."""
    day = moment.astimezone().date()
    if day >= today:
        return Group("Today", _start_of(today))
    if day == today - _DAY:
        return Group("Yesterday", _start_of(day))
    if day >= today - _WEEK:
        return Group("Previous 7 days", _start_of(today - _WEEK))
    title = f"{day:%B}" if day.year == today.year else f"{day:%B %Y}"
    return Group(title, _start_of(day.replace(day=1)))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()


def _is_before(moment: datetime, row: Row) -> bool:
    return row.updated_at < moment
