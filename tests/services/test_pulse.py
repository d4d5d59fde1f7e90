"""Many marks, few announcements; none is forgotten."""

import asyncio
import time

from fakes.waiting import until
from whinchat.services.pulse import Pulse


async def test_many_marks_are_few_announcements() -> None:
    beats: list[float] = []
    pulse = Pulse(lambda: beats.append(time.monotonic()), 0.05)

    begun = time.monotonic()
    for _ in range(100):
        pulse.mark()
        await asyncio.sleep(0.002)
    await asyncio.sleep(0.1)

    # A busy machine takes longer over it.
    assert 2 <= len(beats) <= 2 + (time.monotonic() - begun) / 0.05


async def test_the_last_mark_is_announced() -> None:
    marked, seen = [0], [0]

    def announce() -> None:
        seen[0] = marked[0]

    pulse = Pulse(announce, 0.02)
    for number in range(1, 50):
        marked[0] = number
        pulse.mark()
        await asyncio.sleep(0.001)

    await until(lambda: seen == marked)


async def test_a_closed_pulse_is_silent() -> None:
    beats: list[None] = []
    pulse = Pulse(lambda: beats.append(None), 0.01)

    pulse.mark()
    pulse.close()
    await asyncio.sleep(0.05)

    assert beats == []


async def test_a_dear_announcement_is_followed_by_quiet() -> None:
    beats: list[float] = []

    def announce() -> None:
        beats.append(time.monotonic())
        time.sleep(0.03)

    pulse = Pulse(announce, 0.001)
    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        pulse.mark()
        await asyncio.sleep(0.005)
    pulse.close()

    assert len(beats) <= 6
