"""An open conversation and where it is kept: every change goes to both, and is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from whinchat.domain.conversation import Conversation, Field, Mark, MarkName, Message
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId, Json, MessageId
from whinchat.services.listeners import Listeners
from whinchat.services.taking_in import take_in
from whinchat.storage.outside import TakenIn

Contents = Iterable[tuple[Attachment, bytes]]


class Keeping(Protocol):
    """Where the messages of a conversation are kept: the library, or memory alone."""

    writer_id: str

    def begin(self, conversation: Conversation) -> None:
        """Take a new conversation."""

    async def save_message(self, conversation_id: ConversationId, message: Message) -> None:
        """Save a message before this returns. Raises ``NotSaved``."""

    def save_growth(self, conversation_id: ConversationId, message: Message) -> None:
        """Queue a streaming reply as it stands."""

    def save_end(self, conversation_id: ConversationId, message: Message) -> None:
        """Queue a finished reply."""

    def save_field(self, conversation_id: ConversationId, field: Field, mark: Mark) -> None:
        """Queue a changed field."""

    def save_mark(
        self, conversation_id: ConversationId, message_id: MessageId, name: str, mark: Mark
    ) -> None:
        """Queue a changed mark of a message."""

    def keep_attachment(self, attachment: Attachment, data: bytes) -> None:
        """Queue the content of an attachment."""

    async def attachment(self, attachment: Attachment) -> bytes:
        """Return the content of an attachment. Raises ``WhinchatError``."""


class Record:
    """Where all changes of a conversation pass through."""

    def __init__(self, conversation: Conversation, keeping: Keeping) -> None:
        self.conversation = conversation
        self.keeping = keeping
        self.changed: Listeners[MessageId] = Listeners()
        self.fields_changed: Listeners[Field] = Listeners()

    async def keep_in(self, keeping: Keeping, attachments: Contents) -> None:
        """Keep everything there is elsewhere from now on. Raises ``NotSaved``."""
        self.keeping = keeping
        for attachment, data in attachments:
            keeping.keep_attachment(attachment, data)
        if last := next(reversed(self.conversation.messages), None):
            keeping.begin(self.conversation)
            await keeping.save_message(self.conversation.id, self.conversation.messages[last])

    def put(self, message: Message) -> Message:
        """Take a message into memory, show it if it is new, and return it with its marks."""
        before = self.conversation.messages.get(message.id)
        if before is not None and before.marks:
            # Whoever builds a reply does not know what was marked while it grew.
            message = replace(message, marks={**message.marks, **before.marks})
        self.conversation.put(message)
        if before is None:
            self.set(Field.LEAF, message.id)
        self.changed.tell(message.id)
        return message

    async def take_in(self, messages: Iterable[Message]) -> None:
        """Add messages that were written elsewhere; what is shown stays. Raises ``NotSaved``."""
        for message in messages:
            self.conversation.put(message)
            self.changed.tell(message.id)
            await self.keeping.save_message(self.conversation.id, message)

    def set(self, field: Field, value: Json) -> None:
        """Change a field."""
        mark = self._mark(value)
        self.conversation.marks[field] = mark
        # A conversation without a message has no file yet; its first message brings the marks.
        if self.conversation.messages:
            self.keeping.save_field(self.conversation.id, field, mark)
        self.fields_changed.tell(field)

    def mark(self, message_id: MessageId, name: MarkName, *, value: bool) -> None:
        """Change a mark of a message."""
        message = self.conversation.messages[message_id]
        if message.has(name) is value:
            return
        mark = self._mark(value)
        self.conversation.put(replace(message, marks={**message.marks, name: mark}))
        self.keeping.save_mark(self.conversation.id, message_id, name, mark)
        self.changed.tell(message_id)

    def take_news(self, news: TakenIn, running: MessageId | None) -> None:
        """Show what others wrote; the reply that runs here stays as it is."""
        fields, messages = take_in(self.conversation, news, running)
        for field in fields:
            self.fields_changed.tell(field)
        for message_id in messages:
            self.changed.tell(message_id)

    def _mark(self, value: Json) -> Mark:
        return Mark(value, datetime.now(UTC), self.keeping.writer_id)
