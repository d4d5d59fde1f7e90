"""Owned tasks: kept while they run, heard when they fail, ended with their owner."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Tasks:
    """The running tasks of one owner. The only place that creates tasks."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Run ``work`` as a task that is not lost; a failure is logged and told to the loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finish)
        return task

    async def close(self) -> None:
        """Cancel what runs and wait until it has ended."""
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _finish(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.error("A task failed: %s", type(error).__name__)
        task.get_loop().call_exception_handler(
            {"message": "A task failed", "exception": error, "task": task}
        )
