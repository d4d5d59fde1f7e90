"""What one run of a case took. Imports next to nothing: it is in every measured process."""

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

STARTED_AT = "BENCH_STARTED_AT"
"""Names the variable with the monotonic time at which the process was started."""

_FULL = 20_000
"""What the command line calls all of the work."""


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU is user and system time of the whole process, all threads."""

    work_cpu_seconds: float
    """For the work alone: what came before it, such as imports, is not in it."""
    wall_seconds: float
    process_cpu_seconds: float
    """From the start of the process on; for sampled work 0."""
    resident_mib: float
    growth_mib: float
    longest_gap_ms: float = 0.0
    """The longest time between two beats of a 5 ms timer on the window's thread; 0: no window."""
    longest_work_ms: float = 0.0
    """The longest CPU time of that thread between two beats: what is ours of the gap."""

    frame_ms: float = 0.0
    """What one frame in a hundred takes of that thread's CPU time or more; 0: none were counted."""
    frame_wall_ms: float = 0.0
    """The same by the clock: with what other programs took of the machine."""

    step_ms: float = 0.0
    """What half of the steps took by the clock at most, a step being one save; 0: not counted."""
    slow_step_ms: float = 0.0
    """The same of 95 in 100."""
    slowest_step_ms: float = 0.0

    def to_json(self) -> str:
        """Return the figures as one line."""
        return json.dumps(asdict(self))


class FrameTimes(Protocol):
    """What single frames took."""

    @property
    def cpu_ms(self) -> float:
        """Return what one frame in a hundred takes of the thread's CPU time or more."""

    @property
    def wall_ms(self) -> float:
        """Return the same by the clock."""


class Watch:
    """Measures from its making on."""

    def __init__(self) -> None:
        self._resident = resident_mib()
        self._wall = time.perf_counter()
        self._cpu = time.process_time()

    def read(
        self,
        *,
        scale: float = 1.0,
        gap_ms: float = 0.0,
        work_ms: float = 0.0,
        frames: FrameTimes | None = None,
        steps: Sequence[float] = (),
    ) -> Figures:
        """Return what it took so far; ``scale`` is for work of which only a sample was done.

        ``steps`` are the milliseconds of single ones.
        """
        steps = sorted(steps) or (0.0,)
        cpu, wall = time.process_time(), time.perf_counter()
        resident = resident_mib()
        return Figures(
            work_cpu_seconds=(cpu - self._cpu) * scale,
            wall_seconds=(wall - self._wall) * scale,
            process_cpu_seconds=cpu if scale == 1.0 else 0.0,
            resident_mib=resident,
            growth_mib=resident - self._resident,
            longest_gap_ms=gap_ms,
            longest_work_ms=work_ms,
            frame_ms=frames.cpu_ms if frames else 0.0,
            frame_wall_ms=frames.wall_ms if frames else 0.0,
            step_ms=steps[len(steps) // 2],
            slow_step_ms=steps[int(len(steps) * 0.95)],
            slowest_step_ms=steps[-1],
        )


def since_start() -> Figures:
    """Return what the process took since it was started."""
    cpu, resident = time.process_time(), resident_mib()
    wall = time.monotonic() - float(os.environ[STARTED_AT])
    return Figures(cpu, wall, cpu, resident, resident)


def resident_mib() -> float:
    """Return how much memory the process holds."""
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    import psutil  # noqa: PLC0415  # not where it is not needed: it would be measured too

    return float(psutil.Process().memory_info().rss / 2**20)


def share_of(full: int, deltas: int) -> int:
    """Return how much of something to do where the command line wants so many deltas."""
    return max(4, full * deltas // _FULL)
