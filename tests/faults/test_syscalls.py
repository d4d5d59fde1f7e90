"""Every system call of everything that is done with files fails in every way."""

import os
import random
import shutil
from pathlib import Path

import pytest

from faults.arrival_facts import ARRIVALS
from faults.facts import SAVING
from faults.syscalls import Stage, Story

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
PARTS = 2
"""They run beside each other."""


@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
@pytest.mark.skipif(shutil.which("strace") is None, reason="apt-get install strace")
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("story", "sample"), [(SAVING, 15), (ARRIVALS, 8)])
def test_a_failing_call_breaks_no_promise(
    story: Story, sample: int, part: int, tmp_path: Path
) -> None:
    stage = Stage(tmp_path, story)
    stage.prepare()
    faults = list(stage.faults())[part::PARTS]
    # Others each time, but for whoever repeats a run with its seed.
    chosen = faults if IS_LONG else random.sample(faults, sample)

    violations = [broken for fault in chosen if (broken := stage.violation(fault))]

    print(f"{len(chosen)} of {len(faults)} faults, {len(violations)} violations")  # noqa: T201 - what a long run is for
    assert violations == []
