"""Under which head a conversation stands, by the user's own calendar."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fakes.rows import a_row
from whinchat.services.rows import Row
from whinchat.ui.sidebar.rows import Head, group_of, grouped

_TODAY = date(2026, 3, 18)


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The user's time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("time.tzset is missing: this system takes no time zone from a process")
    name = str(request.param)
    monkeypatch.setenv("TZ", name)
    time.tzset()
    yield name
    monkeypatch.undo()
    time.tzset()


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

    assert group_of(local.astimezone(UTC), _TODAY) == group


def test_a_clock_that_went_back_still_shows_the_row_today() -> None:
    assert group_of(datetime(2030, 1, 1, tzinfo=UTC), _TODAY) == "Today"


def test_pinned_rows_come_first_and_the_others_stay_newest_first() -> None:
    rows = [
        a_row("now"),
        a_row("old and pinned", days_ago=400, is_pinned=True),
        a_row("older", days_ago=800),
    ]

    items = grouped(rows, datetime.now(UTC).astimezone().date())

    titles = [item.title for item in items if isinstance(item, Row)]
    assert titles == ["old and pinned", "now", "older"]
    assert items[0] == Head("Pinned")
    assert items[2] == Head("Today")


def test_there_is_no_head_without_rows() -> None:
    assert grouped([], _TODAY) == []
