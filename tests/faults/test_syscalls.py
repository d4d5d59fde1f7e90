"""Every system call of saving, folding and moving to the trash fails in every way."""

import os
import random
import shutil
from pathlib import Path

import pytest

from faults.syscalls import Stage

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
SAMPLE = 15


@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
@pytest.mark.skipif(shutil.which("strace") is None, reason="apt-get install strace")
def test_a_failing_call_breaks_no_promise(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.prepare()
    faults = list(stage.faults())
    chosen = faults if IS_LONG else random.Random(1).sample(faults, SAMPLE)  # noqa: S311 - repeatable

    violations = [broken for fault in chosen if (broken := stage.violation(fault))]

    print(f"{len(chosen)} of {len(faults)} faults, {len(violations)} violations")  # noqa: T201 - what a long run is for
    assert violations == []
