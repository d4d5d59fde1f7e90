"""Carries out the turns of a chat: a question onto the disk, then the reply as it comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime
from typing import Any, Protocol

from whinchat.domain.conversation import Conversation, Message, Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import NotSaved, ProviderFailed
from whinchat.domain.events import Finished, ImageArrived, Progress, StreamEvent
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parts import Part
from whinchat.domain.reply import attachment_of
from whinchat.domain.values import MessageId, new_id
from whinchat.services.contents import with_contents
from whinchat.services.pulse import Pulse
from whinchat.services.record import Record
from whinchat.services.turn import Turn, begin_reply, request_for
from whinchat.services.waiting import Waiting

_JOURNAL_SECONDS = 0.5
"""How far the disk may lag behind the screen; the promise is a second."""


class Replies(Protocol):
    """Whoever can answer a request."""

    def reply(
        self, choice: ModelChoice, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Ask for a reply; leaving the block ends the request. Raises ``ProviderFailed``."""


class Turns:
    """One turn at a time: it runs in the task that asks, from ``ask`` to the end of ``answer``."""

    def __init__(self, record: Record, waiting: Waiting, replies: Replies) -> None:
        self._record = record
        self._waiting = waiting
        self._replies = replies
        self._running: asyncio.Task[Any] | None = None
        self._turn: Turn | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether a reply is on its way."""
        return self._running is not None

    @property
    def reply_id(self) -> MessageId | None:
        """Return the id of the reply that grows."""
        return self._turn.message_id if self._turn else None

    @property
    def progress(self) -> Progress | None:
        """Return how the running request is getting on while it brings no words."""
        return self._turn.progress if self._turn else None

    def wait_on(self) -> None:
        """Take the news that nothing comes as read, and go on waiting."""
        if self._turn is not None:
            self._turn.progress = None
            self._record.changed.tell(self._turn.message_id)

    def stop(self) -> None:
        """Stop the reply that runs, if any; what has come stays."""
        if self._running is not None:
            self._running.cancel()

    async def stopped(self) -> None:
        """Stop the reply that runs, if any, and wait until it has ended."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])

    async def ask(self, draft: Draft, parent_id: MessageId | None, *more: Part) -> Message:
        """Put the user's words, and other parts, into the conversation and on the disk."""
        question = Message(
            id=MessageId(new_id()),
            parent_id=parent_id,
            role=Role.USER,
            parts=(*draft.parts(), *more),
            created_at=datetime.now(UTC),
        )
        self._running = asyncio.current_task()
        try:
            await self._keep(question)
        except BaseException:
            self._running = None
            self._record.changed.tell(question.id)
            raise
        return question

    async def answer(
        self, choice: ModelChoice, question: Message, partial_reply: Message | None = None
    ) -> None:
        """Ask for the reply to a question, or for the rest of a partial one.

        When this returns, or is cancelled, the reply is in the conversation with whatever came of
        it. Never raises for a failed request.
        """
        reply = begin_reply(self._conversation, choice, question, partial_reply)
        self._running = asyncio.current_task()
        turn = self._turn = Turn(reply)
        screen = Pulse(lambda: self._record.put(turn.message()))
        disk = Pulse(lambda: self._save_growth(turn.message()), _JOURNAL_SECONDS)
        end = Finished(Status.INTERRUPTED)
        try:
            self._record.put(reply)
            request = await request_for(self._conversation, reply)
            request = await with_contents(request, self._record.keeping.attachment)
            async with self._replies.reply(choice, request) as events:
                async for event in events:
                    turn.feed(event)
                    self._keep_picture(event)
                    screen.mark()
                    disk.mark()
            end = turn.end()
        except asyncio.CancelledError:
            end = Finished(Status.STOPPED)
            raise
        except ProviderFailed as error:
            end = Finished(Status.FAILED, failure=error.failure)
        finally:
            screen.close()
            disk.close()
            self._running = self._turn = None
            self._finish(turn.finished(end))

    @property
    def _conversation(self) -> Conversation:
        return self._record.conversation

    async def _keep(self, question: Message) -> None:
        if not self._conversation.messages:
            self._record.keeping.begin(self._conversation)
        self._record.put(question)
        # A disk that takes nothing must not end the chat: the library goes on trying and says so.
        with suppress(NotSaved):
            await self._record.keeping.save_message(self._conversation.id, question)

    def _finish(self, reply: Message) -> None:
        if reply.status is not Status.COMPLETE and self._waiting:
            self._waiting.hold()
        self._record.keeping.save_end(self._conversation.id, self._record.put(reply))

    def _save_growth(self, reply: Message) -> None:
        self._record.keeping.save_growth(self._conversation.id, reply)

    def _keep_picture(self, event: StreamEvent) -> None:
        if isinstance(event, ImageArrived):
            self._record.keeping.keep_attachment(attachment_of(event), event.data)
