"""Figures as tables for people."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figures
from bench.plan import BENCHMARKS, Benchmark, Case, Part

_HEAD = (
    "| | CPU s | times ours | CPU s of the process | wall s | longest gap ms | longest work ms "
    "| frame CPU ms, p99 | frame ms, p99 | step ms: p50, p95, max | MiB | grown by |"
)
_RULE = "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
_MEASURED = re.compile(r"(?s)(<!-- measured -->\n)(.*?)(?=<!-- end -->|\Z)")
_TABLE = re.compile(r"(?ms)^### .*?(?=^### |\Z)")


def as_table(benchmark: Benchmark, figures: Mapping[Case, Figures]) -> str:
    """Return one benchmark as Markdown."""
    ours = next(figures[case] for case in benchmark.cases if case.part is Part.OURS)
    rows = [_row(case, figures[case], ours) for case in benchmark.cases]
    return "\n".join(
        [f"### {benchmark.name}", "", benchmark.what + ".", "", _HEAD, _RULE, *rows, ""]
    )


def write_into_readme(readme: Path, tables: Mapping[str, str]) -> None:
    """Exchange these tables of the page, by their names; those that were not measured stay."""
    words = readme.read_text("utf-8")
    measured = _MEASURED.search(words)
    if measured is None:
        raise ValueError(f"{readme} has no place for what was measured.")
    old = {table.split("\n", 1)[0][4:]: table for table in _TABLE.findall(measured[2])}
    today = f"Measured on {datetime.now(UTC):%Y-%m-%d}"
    dated = {name: f"{table}\n{today}.\n" for name, table in tables.items()}
    known = {**old, **dated}
    names = [one.name for one in BENCHMARKS]
    order = sorted(known, key=lambda name: names.index(name) if name in names else len(names))
    text = "\n".join(known[name].rstrip("\n") + "\n" for name in order)
    readme.write_text(words[: measured.start(2)] + text + words[measured.end(2) :], "utf-8")


def _row(case: Case, figures: Figures, ours: Figures) -> str:
    ratio = figures.work_cpu_seconds / ours.work_cpu_seconds if ours.work_cpu_seconds else 0.0
    cells = (
        f"{case.part}: {case.what}",
        f"{figures.work_cpu_seconds:.3g}",
        f"{ratio:.3g}",
        _or_nothing(figures.process_cpu_seconds, 2),
        f"{figures.wall_seconds:.3g}",
        _or_nothing(figures.longest_gap_ms, 0),
        _or_nothing(figures.longest_work_ms, 0),
        _or_nothing(figures.frame_ms, 1),
        _or_nothing(figures.frame_wall_ms, 1),
        _steps(figures),
        f"{figures.resident_mib:.0f}",
        f"{figures.growth_mib:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def _steps(figures: Figures) -> str:
    several = figures.step_ms, figures.slow_step_ms, figures.slowest_step_ms
    return ", ".join(f"{one:.1f}" for one in several) if any(several) else ""


def _or_nothing(figure: float, digits: int) -> str:
    return f"{figure:.{digits}f}" if figure else ""
