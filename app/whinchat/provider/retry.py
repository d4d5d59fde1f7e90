"""When to ask again: only what surely was not answered, a few times, and in plain sight."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from whinchat.domain.errors import Failure, WhinchatError

ATTEMPTS = 4
LONGEST_WAIT_SECONDS = 600.0
_STATUSES = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_BACK_OFF_SECONDS = 8.0
_IN_MILLISECONDS = 1e11
"""A point in time above this is counted in milliseconds since 1970."""


class AttemptFailed(WhinchatError):
    """One attempt brought no reply."""

    def __init__(self, failure: Failure, *, may_retry: bool) -> None:
        super().__init__(f"{failure.kind}")
        self.failure = failure
        self.may_retry = may_retry


@dataclass(frozen=True, slots=True)
class BackOff:
    """How long to wait before each further attempt."""

    first_seconds: float = _FIRST_WAIT_SECONDS
    attempts: int = ATTEMPTS

    def delay(self, attempt: int, failed: AttemptFailed) -> float | None:
        """Return the seconds to wait before ``attempt`` (from 2), or ``None`` to give up."""
        if not failed.may_retry or attempt > self.attempts:
            return None
        if (hint := failed.failure.retry_after_seconds) is not None:
            return hint if hint <= LONGEST_WAIT_SECONDS else None
        delay = min(_LONGEST_BACK_OFF_SECONDS, self.first_seconds * 2.0 ** (attempt - 2))
        return delay * random.uniform(0.75, 1.25)  # noqa: S311  # jitter is no secret


BACK_OFF = BackOff()


def is_worth_retrying(status: int) -> bool:
    """Tell whether a request answered so may be sent again."""
    return status in _STATUSES


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return how long a server asks to wait: seconds, milliseconds, a date or a reset time."""
    now = now or datetime.now(UTC)
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "")
    if (seconds := _number(value)) is not None:
        return seconds
    if value:
        return _seconds_until(value, now)
    if (reset := _number(headers.get("x-ratelimit-reset"))) is not None:
        moment = reset / 1000 if reset > _IN_MILLISECONDS else reset
        return max(0.0, moment - now.timestamp())
    return None


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    # Also refuses NaN; a server that is negative or endless about it has said nothing.
    return number if 0 <= number < float("inf") else None


def _seconds_until(date: str, now: datetime) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
