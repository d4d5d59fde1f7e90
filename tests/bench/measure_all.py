"""Measure: each case in fresh processes, the cases of a benchmark in turn, medians in a table."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path

from bench.figures import STARTED_AT, Figures
from bench.plan import BENCHMARKS, Benchmark, Case
from bench.report import as_table, write_into_readme

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_SECONDS = 900
_WARM_UP = 60
_BYTE_CODE = Path(sys.prefix) / "bench-byte-code"


def main(words: Sequence[str] | None = None) -> int:
    """Measure what the command line names and print it."""
    arguments = _parse(words)
    chosen = [one for one in BENCHMARKS if not arguments.only or one.name in arguments.only]
    tables = {}
    for benchmark in chosen:
        for case in benchmark.cases:
            run_alone(case, _WARM_UP)  # Writes the byte code that an installed program has.
        figures = measure(benchmark, arguments.runs, arguments.deltas)
        tables[benchmark.name] = as_table(benchmark, figures)
        print(tables[benchmark.name], flush=True)  # noqa: T201  # for a person
    if arguments.write:
        write_into_readme(Path(__file__).with_name("README.md"), tables)
    return 0


def measure(benchmark: Benchmark, runs: int, deltas: int) -> dict[Case, Figures]:
    """Return the medians of each case, measured in turn."""
    found: dict[Case, list[Figures]] = {case: [] for case in benchmark.cases}
    for _ in range(runs):
        for case in benchmark.cases:
            found[case].append(run_alone(case, deltas))
    return {case: median(figures) for case, figures in found.items()}


def run_alone(case: Case, deltas: int, seconds: float = _LONGEST_SECONDS) -> Figures:
    """Measure one case once, in a process and with folders of its own."""
    with tempfile.TemporaryDirectory(prefix="whinchat-bench-", ignore_cleanup_errors=True) as home:
        command = [sys.executable, "-m", "bench.child", case.function, str(deltas), home]
        environment = {**_surroundings(home), STARTED_AT: str(time.monotonic())}
        done = subprocess.run(
            command,
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            timeout=seconds,
            check=True,
        )
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def median(figures: Iterable[Figures]) -> Figures:
    """Return the median of each figure."""
    several = tuple(figures)
    names = [field.name for field in fields(Figures)]
    return Figures(
        **{name: statistics.median(getattr(one, name) for one in several) for name in names}
    )


def _surroundings(home: str) -> dict[str, str]:
    """Return an environment without the user's folders, keyring and screen."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.endswith("_API_KEY") and name != "PYTHONDONTWRITEBYTECODE"
    }
    folders = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "CACHE")}
    return {
        **kept,
        **folders,
        "HOME": home,
        "PYTHONPYCACHEPREFIX": str(_BYTE_CODE),
        "QT_QPA_PLATFORM": os.environ.get("BENCH_PLATFORM", "offscreen"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/no-session-bus",
        "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in ("tests", "app")),
    }


def _parse(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    names = [benchmark.name for benchmark in BENCHMARKS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--runs", type=int, default=3, help="how often each case is measured")
    parser.add_argument("--deltas", type=int, default=20_000, help="how much work; 20,000 is all")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
