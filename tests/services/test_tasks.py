"""Owned tasks: none is lost, none fails unheard, all end with their owner."""

import asyncio
from typing import Any

import pytest

from whinchat.services.tasks import Tasks


async def test_closing_ends_what_runs() -> None:
    ended = asyncio.Event()
    tasks = Tasks()

    async def work() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    tasks.start(work())
    await asyncio.sleep(0)
    await tasks.close()

    assert ended.is_set()


async def test_a_failure_is_told_to_the_loop() -> None:
    told: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: told.append(context))
    tasks = Tasks()

    async def work() -> None:
        message = "broken"
        raise ValueError(message)

    task = tasks.start(work())
    with pytest.raises(ValueError, match="broken"):
        await task
    await asyncio.sleep(0)
    loop.set_exception_handler(None)

    assert [str(context["exception"]) for context in told] == ["broken"]


async def test_a_cancelled_task_is_no_failure() -> None:
    told: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: told.append(context))
    tasks = Tasks()

    task = tasks.start(asyncio.sleep(3600))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0.01)
    loop.set_exception_handler(None)

    assert told == []
