"""Waiting in tests for something to become true."""

import asyncio
from collections.abc import Callable


async def until(is_true: Callable[[], object], seconds: float = 10.0) -> None:
    """Return once ``is_true()`` is, or fail after a generous time."""
    async with asyncio.timeout(seconds):
        while not is_true():  # noqa: ASYNC110 - the condition is about widgets, files, anything
            await asyncio.sleep(0.005)
