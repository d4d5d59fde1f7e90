"""A program that chats through the real services with a model from a script, until it is killed.

It reports as ``faults.saver`` does: a question is promised once the request for its reply leaves,
a reply once it has ended and the library has settled; ``grown`` is what was shown.
"""

import asyncio
import os
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing
from pathlib import Path

from fakes.conversations import a_conversation
from fakes.libraries import opened_library
from faults.saver import PATTERN
from whinchat.domain.conversation import Conversation, Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.events import Finished, StreamEvent, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.values import MessageId, ProviderId
from whinchat.services.chat import Chat
from whinchat.storage.library import Library

_MOST_MESSAGES = 40
_CHOICE = ModelChoice(ProviderId("scripted"), "scripted")


class Chatter:
    """Asks and is answered, one turn after the other, and reports what a user could rely on."""

    def __init__(self, library: Library, pipe: int, seed: int) -> None:
        self._library = library
        self._pipe = pipe
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._chat: Chat | None = None

    async def chat_for_ever(self) -> None:
        """Chat until the end of the process."""
        watching = asyncio.create_task(self._report_being_awake())
        conversation = await self._newest()
        while not watching.done():
            if len(conversation.messages) >= _MOST_MESSAGES:
                await self._library.close_conversation(conversation.id)
                conversation = a_conversation()
            chat = self._open(conversation)
            await chat.send(Draft(PATTERN[: self._chance.randint(1, 300)]))
            await self._library.settle(chat.id)
            self._report_saved(chat, chat.conversation.leaf_id)

    def reply(
        self, choice: ModelChoice, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Answer with some more or less of the pattern."""
        assert self._chat is not None
        question = next(m for m in reversed(request.branch) if m.role is Role.USER)
        self._report_saved(self._chat, question.id)
        return aclosing(self._events())

    async def _events(self) -> AsyncGenerator[StreamEvent, None]:
        end, length = self._chance.choice((5, 50, 500, 20_000)), 0
        while length < end:
            step = self._chance.randint(1, 60)
            yield TextDelta(0, PATTERN[length : length + step])
            length += step
            await asyncio.sleep(self._chance.choice((0, 0.001, 0.01)))
        yield Finished(Status.COMPLETE)

    def _open(self, conversation: Conversation) -> Chat:
        if self._chat is None or self._chat.conversation is not conversation:
            self._chat = Chat(conversation, self._library, self)
            self._chat.choose(_CHOICE)
            self._chat.changed.add(self._report_shown)
        return self._chat

    async def _newest(self) -> Conversation:
        summaries = await self._library.listing.summaries()
        return await self._library.load(summaries[0].id) if summaries else a_conversation()

    async def _report_being_awake(self) -> None:
        while True:
            self._report("awake", time.monotonic())
            await asyncio.sleep(0.02)

    def _report_shown(self, message_id: MessageId) -> None:
        assert self._chat is not None
        message = self._chat.conversation.messages[message_id]
        if message.role is Role.ASSISTANT:
            shown = (self._chat.id, message_id, len(message.text))
            self._report("grown", *shown, time.monotonic())

    def _report_saved(self, chat: Chat, message_id: MessageId | None) -> None:
        if message_id is not None:
            length = len(chat.conversation.messages[message_id].text)
            self._report("saved", chat.id, message_id, length)

    def _report(self, *words: object) -> None:
        os.write(self._pipe, (" ".join(map(str, words)) + "\n").encode())


async def chat_into(folder: Path, pipe: int, seed: int) -> None:
    """Open the library in a folder and chat into it for ever."""
    async with opened_library(folder) as library:
        await Chatter(library, pipe, seed).chat_for_ever()
