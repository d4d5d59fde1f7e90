"""Every case can be measured, and says what it took."""

from pathlib import Path

import pytest

from bench.measure_all import run_alone
from bench.plan import BENCHMARKS, Case
from bench.report import as_table, write_into_readme

CASES = [case for benchmark in BENCHMARKS for case in benchmark.cases]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.function)
def test_each_case_runs(case: Case) -> None:
    figures = run_alone(case, deltas=60, seconds=60)

    assert figures.work_cpu_seconds >= 0
    assert figures.resident_mib > 5
    benchmark = next(one for one in BENCHMARKS if case in one.cases)
    assert case.what in as_table(benchmark, dict.fromkeys(benchmark.cases, figures))


def test_writing_a_table_leaves_the_others(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("Words.\n\n<!-- measured -->\n### start\n\nold\n\n### save\n\nkept\n", "utf-8")

    write_into_readme(page, {"start": "### start\n\nnew\n"})

    written = page.read_text("utf-8")
    assert "Words." in written
    assert "old" not in written
    assert "new" in written
    assert "kept" in written
