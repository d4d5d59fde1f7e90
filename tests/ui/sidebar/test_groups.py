"""Under which head a conversation stands, by the user's own calendar."""

import time as clock
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from fakes.rows import a_row
from whinchat.ui.sidebar.groups import group_of, grouped_by_day

_TODAY = date(2026, 3, 18)


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The user's time zone."""
    if not hasattr(clock, "tzset"):
        pytest.skip("clock.tzset is missing: this system takes no time zone from a process")
    name = str(request.param)
    monkeypatch.setenv("TZ", name)
    clock.tzset()
    yield name
    monkeypatch.undo()
    clock.tzset()


@pytest.mark.parametrize(
    ("moment", "group"),
    [
        ("2026-03-18 09:00:00", "Today"),
        ("2026-03-18 00:00:01", "Today"),
        ("2026-03-19 01:00:00", "Today"),
        ("2026-03-17 23:59:00", "Yesterday"),
        ("2026-03-17 00:00:00", "Yesterday"),
        ("2026-03-16 12:00:00", "Previous 7 days"),
        ("2026-03-11 00:00:00", "Previous 7 days"),
        ("2026-03-10 23:59:00", "March"),
        ("2026-01-31 12:00:00", "January"),
        ("2025-12-31 12:00:00", "December 2025"),
    ],
)
def test_a_moment_has_its_group_by_the_local_day(zone: str, moment: str, group: str) -> None:
    local = datetime.fromisoformat(moment).astimezone()

    assert group_of(local.astimezone(UTC), _TODAY).title == group


def test_a_clock_that_went_back_still_shows_the_row_today() -> None:
    assert group_of(datetime(2030, 1, 1, tzinfo=UTC), _TODAY).title == "Today"


@pytest.mark.parametrize("days_ago", [0, 1, 2, 7, 8, 20, 70, 400])
def test_a_group_begins_where_the_one_before_it_ends(zone: str, days_ago: int) -> None:
    noon = datetime.combine(_TODAY - timedelta(days=days_ago), time(12)).astimezone()
    group = group_of(noon, _TODAY)

    assert group_of(group.begins, _TODAY).title == group.title
    assert group_of(group.begins - timedelta(seconds=1), _TODAY).title != group.title


def test_the_calendar_of_each_row_is_that_of_its_group(zone: str) -> None:
    now = datetime.combine(_TODAY, time(13)).astimezone()
    moments = (now - timedelta(hours=hours) for hours in range(0, 2000, 5))
    rows = [replace(a_row("any"), updated_at=moment) for moment in moments]

    groups = grouped_by_day(rows, _TODAY)

    for title, members in groups.items():
        assert {group_of(row.updated_at, _TODAY).title for row in members} == {title}
    assert sum(map(len, groups.values())) == len(rows)
