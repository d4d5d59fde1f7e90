"""One reply on its way: what is asked, then events in and the growing message out."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

from whinchat.domain.conversation import Conversation, Field, Message, Role, Status
from whinchat.domain.events import (
    Connected,
    Finished,
    ModelStarting,
    Progress,
    ReasoningDelta,
    Retrying,
    Silent,
    StreamEvent,
    TextDelta,
)
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest, sendable
from whinchat.domain.parts import Part, ReasoningPart
from whinchat.domain.reply import ReplyBuilder
from whinchat.domain.values import MessageId, new_id

log = logging.getLogger(__name__)
_MOST_SECONDS_AT_ONCE = 0.008
"""What nobody notices while typing."""


class Turn:
    """Gathers one reply and times it. Lives as long as its request."""

    def __init__(self, reply: Message) -> None:
        self.progress: Progress | None = None
        """How the request is getting on, while that is the latest news."""
        self._reply = reply
        self._builder = ReplyBuilder(reply.parts)
        self._start = monotonic()
        self._first_word: float | None = None
        self._first_thought: float | None = None
        self._last_thought: float | None = None

    @property
    def message_id(self) -> MessageId:
        """Return the id of the reply."""
        return self._reply.id

    def feed(self, event: StreamEvent) -> None:
        """Take one event of the stream."""
        if isinstance(event, ModelStarting | Connected | Retrying | Silent):
            self.progress = event
            return
        self.progress = None
        if isinstance(event, TextDelta) and self._first_word is None:
            self._first_word = monotonic()
        elif isinstance(event, ReasoningDelta):
            self._last_thought = monotonic()
            self._first_thought = self._first_thought or self._last_thought
        self._builder.feed(event)

    def message(self) -> Message:
        """Return the reply as it stands."""
        return replace(self._reply, parts=self._timed(self._builder.parts()))

    def end(self) -> Finished:
        """Return how the stream said that it ended."""
        return self._builder.end or Finished(Status.INTERRUPTED)

    def finished(self, end: Finished) -> Message:
        """Return the reply as it is kept."""
        self._builder.feed(end)
        if self._builder.has_lost_words:
            log.warning("The server ended with fewer words than it had sent; they were replaced")
        return replace(
            self._reply,
            parts=self._timed(self._builder.parts()),
            status=end.status,
            answered_by=self._builder.answered_by,
            finish_reason=end.reason,
            usage=self._builder.usage,
            first_word_seconds=self._since_start(self._first_word),
            duration_seconds=self._since_start(monotonic()),
            request_id=self._builder.request_id or self._builder.response_id,
            failure=end.failure,
        )

    def _since_start(self, moment: float | None) -> float | None:
        return None if moment is None else round(moment - self._start, 3)

    def _timed(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        if self._first_thought is None or self._last_thought is None:
            return parts
        seconds = round(self._last_thought - self._first_thought, 1)
        return tuple(
            replace(part, seconds=seconds)
            if isinstance(part, ReasoningPart) and part.seconds is None
            else part
            for part in parts
        )


def begin_reply(
    conversation: Conversation,
    choice: ModelChoice,
    question: Message,
    partial_reply: Message | None = None,
) -> Message:
    """Return the reply to a question before anything of it has come."""
    return Message(
        id=MessageId(new_id()),
        parent_id=question.id,
        role=Role.ASSISTANT,
        parts=partial_reply.parts if partial_reply else (),
        status=Status.STREAMING,
        created_at=datetime.now(UTC),
        model=choice.model_id,
        provider_id=choice.provider_id,
        parameters=conversation.parameters,
        continues=partial_reply.id if partial_reply else None,
    )


async def request_for(conversation: Conversation, reply: Message) -> ReplyRequest:
    """Return what is asked of the model for a reply that was just begun."""
    branch = await _read_branch(conversation, reply.continues or reply.parent_id)
    return ReplyRequest(
        model=reply.model,
        branch=sendable(branch),
        instructions=conversation.field_text(Field.INSTRUCTIONS),
        parameters=reply.parameters,
        goes_on=reply.continues is not None,
    )


async def _read_branch(conversation: Conversation, end: MessageId | None) -> tuple[Message, ...]:
    """Read the messages to ``end``, and let others go on meanwhile: they may be very many."""
    messages: list[Message] = []
    paused_at = monotonic()
    for message_id in conversation.messages.path_to(end):
        messages.append(conversation.messages[message_id])
        if monotonic() - paused_at > _MOST_SECONDS_AT_ONCE:
            await asyncio.sleep(0)
            paused_at = monotonic()
    return tuple(messages)
