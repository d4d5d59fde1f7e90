"""Replies from a script, for services and windows that need no network."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing

from whinchat.domain.errors import ProviderFailed
from whinchat.domain.events import StreamEvent
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest


class Forever:
    """A step of a script at which nothing comes any more."""


FOREVER = Forever()

Step = StreamEvent | ProviderFailed | Forever | asyncio.Event | float
"""An event to yield, an error to raise, an end of all news, a signal or seconds to wait for."""


class ScriptedReplies:
    """Answers each request with the next script; keeps what it was asked."""

    def __init__(self, *scripts: list[Step]) -> None:
        self.requests: list[ReplyRequest] = []
        self.choices: list[ModelChoice] = []
        self.closed = 0
        """How many replies were let go of, finished or not."""
        self._scripts = list(scripts)

    def add(self, script: list[Step]) -> None:
        """Answer one request more."""
        self._scripts.append(script)

    def reply(
        self, choice: ModelChoice, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Play the next script."""
        self.requests.append(request)
        self.choices.append(choice)
        return aclosing(self._play(self._scripts.pop(0)))

    async def _play(self, script: list[Step]) -> AsyncGenerator[StreamEvent, None]:
        try:
            for step in script:
                if isinstance(step, ProviderFailed):
                    raise step
                if isinstance(step, Forever):
                    await asyncio.get_running_loop().create_future()
                elif isinstance(step, asyncio.Event):
                    await step.wait()
                elif isinstance(step, float):
                    await asyncio.sleep(step)
                else:
                    yield step
                    await asyncio.sleep(0)
        finally:
            self.closed += 1
