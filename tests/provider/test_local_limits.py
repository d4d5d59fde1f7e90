"""A reply that a limit cut is not passed off as a whole one."""

import pytest

from whinchat.domain.conversation import Status
from whinchat.domain.errors import Remedy
from whinchat.domain.events import Finished
from whinchat.domain.usage import Usage
from whinchat.provider.local_limits import name_limit

WHOLE = Finished(Status.COMPLETE, model="m")


@pytest.mark.parametrize("usage", [None, Usage(), Usage(30, 1023), Usage(4000, 50)])
def test_a_reply_within_the_limits_is_whole(usage: Usage | None) -> None:
    assert name_limit(WHOLE, usage) is WHOLE


@pytest.mark.parametrize(
    ("usage", "remedy"),
    [(Usage(30, 1024), Remedy.CONTINUE), (Usage(3900, 196), Remedy.CHOOSE_MODEL)],
)
def test_a_reply_that_a_limit_cut_says_so(usage: Usage, remedy: Remedy) -> None:
    end = name_limit(WHOLE, usage)

    assert (end.status, end.reason, end.model) == (Status.INTERRUPTED, "max_output_tokens", "m")
    assert end.failure is not None
    assert end.failure.remedy is remedy


def test_another_end_stays_what_it_is() -> None:
    stopped = Finished(Status.STOPPED)

    assert name_limit(stopped, Usage(30, 1024)) is stopped
