"""A conversation while it is open, with its verbs. ``Chat.send`` is the whole story of a turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime
from typing import Any, Protocol

from whinchat.domain.conversation import Conversation, Field, Mark, Message, Role, Status
from whinchat.domain.draft import Draft, joined
from whinchat.domain.errors import NotSaved, ProviderFailed
from whinchat.domain.events import Finished, ImageArrived, Progress, StreamEvent
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest, sendable
from whinchat.domain.parameters import Parameters, parameters_json
from whinchat.domain.parts import Attachment
from whinchat.domain.reply import attachment_of
from whinchat.domain.values import ConversationId, Json, MessageId, ProviderId, new_id
from whinchat.services.listeners import Listeners
from whinchat.services.pulse import Pulse
from whinchat.services.turn import Turn
from whinchat.storage.library import Library

NO_CHOICE = ModelChoice(ProviderId(""), "")

_JOURNAL_SECONDS = 0.5
"""How far the disk may lag behind the screen; the promise is a second."""


class Replies(Protocol):
    """Whoever can answer a request."""

    def reply(
        self, choice: ModelChoice, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Ask for a reply; leaving the block ends the request. Raises ``ProviderFailed``."""


class Chat:
    """An open conversation. It alone changes its messages; others read and are told."""

    def __init__(self, conversation: Conversation, library: Library, replies: Replies) -> None:
        self.conversation = conversation
        self.changed: Listeners[MessageId] = Listeners()
        """Told the id of a message that is new or has another value."""
        self.fields_changed: Listeners[Field] = Listeners()
        """Told which field has another value; ``LEAF`` means that another branch is shown."""
        self.waiting: list[Draft] = []
        """What is sent next, in order; in the user's hands until then."""
        self.waiting_changed: Listeners[None] = Listeners()
        self._library = library
        self._replies = replies
        self._running: asyncio.Task[Any] | None = None
        self._turn: Turn | None = None

    @property
    def id(self) -> ConversationId:
        """Return the conversation's id."""
        return self.conversation.id

    @property
    def is_replying(self) -> bool:
        """Tell whether a reply is on its way."""
        return self._running is not None

    @property
    def is_busy(self) -> bool:
        """Tell whether a reply is on its way or the next question is about to leave."""
        return self.is_replying or (bool(self.waiting) and self._has_ended_well())

    @property
    def progress(self) -> Progress | None:
        """Return how the running request is getting on while it brings no words."""
        return self._turn.progress if self._turn else None

    @property
    def choice(self) -> ModelChoice | None:
        """Return the model this conversation talks to, if one was chosen."""
        provider_id = ProviderId(self.conversation.field_text(Field.PROVIDER))
        model_id = self.conversation.field_text(Field.MODEL)
        return ModelChoice(provider_id, model_id) if provider_id else None

    def choose(self, choice: ModelChoice) -> None:
        """Talk to another model from the next turn on."""
        self._set(Field.PROVIDER, choice.provider_id)
        self._set(Field.MODEL, choice.model_id)

    def rename(self, title: str) -> None:
        """Give the conversation a title; an empty one brings back its first words."""
        self._set(Field.TITLE, " ".join(title.split()))

    def tune(self, instructions: str, parameters: Parameters) -> None:
        """Change what the model is told beforehand and asked for, from the next turn on."""
        self._set(Field.INSTRUCTIONS, instructions.strip())
        self._set(Field.PARAMETERS, parameters_json(parameters))

    async def send(self, draft: Draft) -> None:
        """Keep the user's words, then ask for the reply to them.

        The words are on disk before anything leaves. When this returns, or is cancelled, the
        reply is in the conversation with whatever came of it. Never raises for a failed request.
        """
        await self._answer(await self._ask(draft))
        await self._send_waiting()

    def queue(self, draft: Draft) -> None:
        """Send a draft, as it is now, once the running reply and what waits already are done."""
        self.waiting.append(draft)
        self.waiting_changed.tell(None)

    def take_back(self) -> Draft:
        """Return what waits, as one draft to go on writing; nothing waits any more."""
        draft = joined(self.waiting)
        self.waiting.clear()
        self.waiting_changed.tell(None)
        return draft

    async def retry(self, message_id: MessageId) -> None:
        """Ask again for the reply to a question; the replies there are stay as versions."""
        message = self.conversation.messages[message_id]
        if message.role is Role.ASSISTANT and message.parent_id is not None:
            message = self.conversation.messages[message.parent_id]
        await self._answer(message)
        await self._send_waiting()

    async def go_on(self, message_id: MessageId) -> None:
        """Ask for the rest of a partial reply, as a new version that begins with what there is."""
        partial_reply = self.conversation.messages[message_id]
        if partial_reply.parent_id is not None:
            question = self.conversation.messages[partial_reply.parent_id]
            await self._answer(question, partial_reply if partial_reply.text else None)
            await self._send_waiting()

    def wait_on(self) -> None:
        """Take the news that nothing comes as read, and go on waiting."""
        if self._turn is not None:
            self._turn.progress = None
            self.changed.tell(self._turn.message_id)

    def stop(self) -> None:
        """Stop the reply that runs, if any; what has come stays."""
        if self._running is not None:
            self._running.cancel()

    async def stopped(self) -> None:
        """Stop the reply that runs, if any, and wait until it has ended."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])

    def show_version(self, message_id: MessageId, step: int) -> None:
        """Show the version of a message that lies ``step`` places further, and what follows it."""
        versions = self.conversation.messages.siblings(message_id)
        place = versions.index(message_id) + step
        if 0 <= place < len(versions):
            self._set(Field.LEAF, self.conversation.newest_leaf(versions[place]))

    async def _answer(self, question: Message, partial_reply: Message | None = None) -> None:
        choice = self.choice or NO_CHOICE
        reply = self._new_reply(question, choice, partial_reply)
        self._running = asyncio.current_task()
        turn = self._turn = Turn(reply)
        screen = Pulse(lambda: self._show(turn.message()))
        disk = Pulse(lambda: self._library.save_growth(self.id, turn.message()), _JOURNAL_SECONDS)
        end = Finished(Status.INTERRUPTED)
        try:
            self._show(reply)
            request = self._request(choice, question, partial_reply)
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

    def _request(
        self, choice: ModelChoice, question: Message, partial_reply: Message | None
    ) -> ReplyRequest:
        end = partial_reply or question
        return ReplyRequest(
            model=choice.model_id,
            branch=sendable(self.conversation.branch_to(end.id)),
            instructions=self.conversation.field_text(Field.INSTRUCTIONS),
            parameters=self.conversation.parameters,
            goes_on=partial_reply is not None,
        )

    def _new_reply(
        self, question: Message, choice: ModelChoice, partial_reply: Message | None
    ) -> Message:
        return Message(
            id=MessageId(new_id()),
            parent_id=question.id,
            role=Role.ASSISTANT,
            parts=partial_reply.parts if partial_reply else (),
            status=Status.STREAMING,
            created_at=datetime.now(UTC),
            model=choice.model_id,
            provider_id=choice.provider_id,
            parameters=self.conversation.parameters,
            continues=partial_reply.id if partial_reply else None,
        )

    async def _send_waiting(self) -> None:
        """Send what waits, in order, as long as the replies end well."""
        while self.waiting and self._has_ended_well():
            draft = self.waiting[0]
            question = await self._ask(draft)
            if self.waiting[:1] == [draft]:
                self.waiting.pop(0)
            self.waiting_changed.tell(None)
            await self._answer(question)

    def _has_ended_well(self) -> bool:
        leaf_id = self.conversation.leaf_id
        leaf = self.conversation.messages.get(leaf_id) if leaf_id else None
        return leaf is not None and leaf.status is Status.COMPLETE

    async def _ask(self, draft: Draft) -> Message:
        """Put the user's words into the conversation and on the disk."""
        question = Message(
            id=MessageId(new_id()),
            parent_id=self.conversation.leaf_id,
            role=Role.USER,
            parts=draft.parts(),
            created_at=datetime.now(UTC),
        )
        self._running = asyncio.current_task()
        try:
            await self._keep(question)
        except BaseException:
            self._running = None
            self.changed.tell(question.id)
            raise
        return question

    async def _keep(self, question: Message) -> None:
        if not self.conversation.messages:
            self._library.begin(self.conversation)
        self._show(question)
        # A disk that takes nothing must not end the chat: the library goes on trying and says so.
        with suppress(NotSaved):
            await self._library.save_message(self.id, question)

    async def attachment(self, attachment: Attachment) -> bytes:
        """Return what a picture or file of the conversation holds.

        Raises ``WhinchatError`` where it is missing or is not what was kept.
        """
        return await self._library.attachment(attachment)

    def _keep_picture(self, event: StreamEvent) -> None:
        if isinstance(event, ImageArrived):
            self._library.keep_attachment(attachment_of(event), event.data)

    def _show(self, message: Message) -> None:
        is_new = message.id not in self.conversation.messages
        self.conversation.put(message)
        if is_new:
            self._set(Field.LEAF, message.id)
        self.changed.tell(message.id)

    def _finish(self, reply: Message) -> None:
        self._show(reply)
        self._library.save_end(self.id, reply)

    def _set(self, field: Field, value: Json) -> None:
        mark = Mark(value, datetime.now(UTC), self._library.writer_id)
        self.conversation.marks[field] = mark
        # A conversation without a message has no file yet; its first message brings the marks.
        if self.conversation.messages:
            self._library.save_field(self.id, field, mark)
        self.fields_changed.tell(field)
