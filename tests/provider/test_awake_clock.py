"""Waiting is counted while the computer is awake."""

from whinchat.provider.awake_clock import AwakeClock


class Time:
    """A time that a test sets: the monotonic clock and the one on the wall."""

    def __init__(self) -> None:
        self.monotonic = 100.0
        self.wall = 5_000.0

    def clock(self) -> AwakeClock:
        return AwakeClock(lambda: self.monotonic, lambda: self.wall)

    def passes(self, seconds: float, wall_seconds: float | None = None) -> None:
        self.monotonic += seconds
        self.wall += seconds if wall_seconds is None else wall_seconds


def test_seconds_add_up() -> None:
    time = Time()
    clock = time.clock()
    for _ in range(10):
        time.passes(1)
        clock.seconds()
    assert clock.seconds() == 10


def test_a_stopped_process_begins_to_count_again() -> None:
    time = Time()
    clock = time.clock()
    time.passes(4)
    clock.seconds()
    time.passes(3600)
    assert clock.seconds() == 0


def test_a_suspend_that_only_the_wall_clock_sees_counts_too() -> None:
    time = Time()
    clock = time.clock()
    time.passes(4)
    clock.seconds()
    time.passes(1, wall_seconds=3600)
    assert clock.seconds() == 0


def test_a_clock_set_back_gives_nobody_up() -> None:
    time = Time()
    clock = time.clock()
    time.passes(4)
    clock.seconds()
    time.passes(1, wall_seconds=-86_400)
    assert clock.seconds() == 0


def test_restarting_begins_from_nought() -> None:
    time = Time()
    clock = time.clock()
    time.passes(3)
    clock.restart()
    assert clock.seconds() == 0
