"""How long to wait before asking again."""

from datetime import UTC, datetime

import pytest

from whinchat.domain.errors import Failure, FailureKind
from whinchat.provider.retry import BACK_OFF, AttemptFailed, retry_after_seconds

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


def failed(hint: float | None = None, *, may_retry: bool = True) -> AttemptFailed:
    failure = Failure(FailureKind.OVERLOADED, "Busy", "Wait.", retry_after_seconds=hint)
    return AttemptFailed(failure, may_retry=may_retry)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after-ms": "1500", "retry-after": "2"}, 1.5),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "Sun, 99 Nov 2026 11:00:00 GMT"}, None),
        ({"x-ratelimit-reset": str(NOW.timestamp() + 20)}, 20),
        ({"x-ratelimit-reset": str((NOW.timestamp() + 20) * 1000)}, 20),
        ({"x-ratelimit-reset": "0"}, 0),
    ],
)
def test_servers_say_how_long_to_wait_in_many_ways(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after_seconds(headers, NOW) == pytest.approx(seconds)


def test_each_wait_is_longer_up_to_a_limit() -> None:
    delays = [BACK_OFF.delay(attempt, failed()) for attempt in (2, 3, 4)]
    assert None not in delays
    for delay, middle in zip(delays, (0.5, 1, 2), strict=True):
        assert delay == pytest.approx(middle, rel=0.26)


@pytest.mark.parametrize(
    ("attempt", "failure"),
    [(5, failed()), (2, failed(may_retry=False)), (2, failed(601)), (2, failed(1e9))],
)
def test_some_failures_are_final(attempt: int, failure: AttemptFailed) -> None:
    assert BACK_OFF.delay(attempt, failure) is None


def test_a_hint_is_kept_to_the_second() -> None:
    assert BACK_OFF.delay(2, failed(600)) == 600
