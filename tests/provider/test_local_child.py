"""The child's own side, and which modules of the program start a process at all."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from whinchat.provider import local_child

CHILD = local_child.__file__


def test_the_child_imports_the_engine_and_the_standard_library_only() -> None:
    words = f"import runpy, sys; runpy.run_path({CHILD!r}); print([*sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True
    )

    loaded = {name.partition(".")[0] for name in json.loads(result.stdout.replace("'", '"'))}
    # What a distribution or uv adds to every start of Python is not the child's.
    assert loaded <= sys.stdlib_module_names | {"__main__", "_virtualenv", "sitecustomize"}


def test_only_model_diagrams_and_expressions_run_in_processes() -> None:
    starting = re.compile(
        r"\b(subprocess|popen|posix_spawn\w*|QProcess|os\.(system|exec|fork))", re.IGNORECASE
    )
    package = Path(CHILD).parents[1]

    modules = {path.name for path in package.rglob("*.py") if starting.search(path.read_text())}

    assert modules == {"local.py", "diagram_process.py", "pattern_process.py"}


def test_a_core_is_left_to_others_and_hyper_threads_do_not_count() -> None:
    assert 1 <= local_child.physical_cores() <= (os.cpu_count() or 1)
