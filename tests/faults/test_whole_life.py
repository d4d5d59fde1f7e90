"""Anything that a user can do, in any order, with deaths between: the model is what the disk has.

After each step three are compared: a model that is as simple as can be, what the program shows, and
what lies on the disk, read anew.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from faults.rules_in_chats import ChatRules
from faults.rules_in_the_list import ListRules, TrashRules
from faults.rules_of_death import DeathRules
from faults.rules_of_waiting import WaitingRules

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
LIVES, STEPS = (1000, 100) if IS_LONG else (50, 40)


class Lives(ChatRules, WaitingRules, ListRules, TrashRules, DeathRules):
    """All that can be done."""


@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
def test_whatever_is_done_the_disk_has_it() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
