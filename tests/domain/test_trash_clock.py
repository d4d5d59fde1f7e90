"""Laws of the trash's clock: nothing goes before its time, whatever the computer's clock does."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.trash_clock import KEPT, TrashClock

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def looked(*days: float) -> TrashClock:
    clock = TrashClock()
    for day in days:
        clock = clock.after_a_look(NOW + day * DAY)
    return clock


def is_due(clock: TrashClock, deleted_on: float, today: float) -> bool:
    now = NOW + today * DAY
    return clock.goes_at(NOW + deleted_on * DAY, now) <= now


def test_what_was_looked_at_every_day_goes_after_thirty_days() -> None:
    assert not is_due(looked(*range(30)), 0, 29)
    assert is_due(looked(*range(31)), 0, 30)


def test_looking_often_is_not_too_often() -> None:
    hours = [hour / 24 for hour in range(31 * 24)]
    assert not is_due(looked(*hours[: 29 * 24]), 0, 29)
    assert is_due(looked(*hours), 0, 31)
    assert len(looked(*hours).looks) < 130


def test_looking_once_a_week_is_enough() -> None:
    assert is_due(looked(0, 7, 14, 21, 28, 30), 0, 30)


def test_a_clock_that_jumps_ahead_destroys_nothing() -> None:
    assert not is_due(looked(0, 1, 2, 402), 1, 402)


def test_what_is_deleted_after_the_clock_was_set_back_stays_as_long() -> None:
    clock = looked(0, 7, 14).after_a_deletion(NOW + 13 * DAY)
    for day in (20, 27, 34, 434):
        clock = clock.after_a_look(NOW + day * DAY)
        assert not is_due(clock, 13, day)
    assert is_due(clock.after_a_look(NOW + 441 * DAY), 13, 441)


def test_a_deletion_is_noted_only_where_time_went_backwards() -> None:
    clock = looked(0, 7)
    assert clock.after_a_deletion(NOW + 8 * DAY) is clock


def test_what_was_deleted_while_the_clock_was_ahead_is_kept_after_it_came_back() -> None:
    clock = looked(0, 1, 401, *range(2, 60))
    assert not is_due(clock, 401, 59)


def test_a_clock_that_was_set_back_does_not_hold_things_for_ever() -> None:
    assert is_due(looked(0, 1, -9000, *range(2, 40)), 1, 39)


def test_what_was_deleted_before_the_first_look_waits_as_long() -> None:
    assert not is_due(looked(*range(29)), -500, 28)
    assert is_due(looked(*range(31)), -500, 30)


def test_without_a_look_nothing_goes() -> None:
    assert not is_due(TrashClock(), -500, 0)


days = st.floats(-5000, 5000, allow_nan=False)


@given(st.lists(days, max_size=200), days, days)
def test_nothing_goes_before_the_trash_has_counted_thirty_days(
    looks: list[float], deleted_on: float, today: float
) -> None:
    clock = looked(*looks)
    if is_due(clock, deleted_on, today):
        assert clock.age(NOW + deleted_on * DAY) >= KEPT
        assert NOW + today * DAY >= NOW + deleted_on * DAY + KEPT


@given(st.lists(days, min_size=1, max_size=200), days)
def test_it_never_goes_back_and_never_takes_a_large_step(looks: list[float], next_: float) -> None:
    before, after = (one.looks[-1].counted for one in (looked(*looks), looked(*looks, next_)))
    assert timedelta() <= after - before <= 7 * DAY
