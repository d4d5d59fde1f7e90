"""The chats that are open: one of each conversation, as long as somebody needs it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from whinchat.domain.conversation import Conversation, Field, Message
from whinchat.domain.errors import NotSaved
from whinchat.domain.fork import fork
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ConversationId, MessageId, new_id
from whinchat.services.chat import Chat
from whinchat.services.listeners import Listeners
from whinchat.services.record import Keeping
from whinchat.services.tasks import Tasks
from whinchat.services.temporary import Memory
from whinchat.services.turns import Replies
from whinchat.storage.library import Library


@dataclass(frozen=True, slots=True)
class Change:
    """A message that came or changed."""

    chat: Chat
    message_id: MessageId
    is_new: bool

    @property
    def message(self) -> Message:
        """Return the message as it is now."""
        return self.chat.conversation.messages[self.message_id]


class OpenChats:
    """Opens chats and lets go of them. Two of one conversation would be two truths."""

    def __init__(self, library: Library, replies: Replies, tasks: Tasks) -> None:
        self.changed: Listeners[Change] = Listeners()
        self.fields_changed: Listeners[tuple[Chat, Field]] = Listeners()
        self.waiting_changed: Listeners[Chat] = Listeners()
        self.closed: Listeners[Chat] = Listeners()
        """Told a chat that was let go of."""
        self._library = library
        self._replies = replies
        self._tasks = tasks
        self._chats: dict[ConversationId, Chat] = {}
        self._leave: dict[ConversationId, tuple[Callable[[], None], ...]] = {}

    def __iter__(self) -> Iterator[Chat]:
        return iter(tuple(self._chats.values()))

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._chats

    def get(self, conversation_id: ConversationId) -> Chat | None:
        """Return the chat of a conversation, if it is open."""
        return self._chats.get(conversation_id)

    def new(self, choice: ModelChoice | None, *, in_memory: bool = False) -> Chat:
        """Open a chat without messages, to be kept from its first one on, or in memory alone."""
        conversation = Conversation(id=ConversationId(new_id()), created_at=datetime.now(UTC))
        chat = self._adopt(conversation, Memory(self._library.writer_id) if in_memory else None)
        if choice is not None:
            chat.choose(choice)
        return chat

    async def open(self, conversation_id: ConversationId, *, even_if_large: bool = False) -> Chat:
        """Open a conversation. Raises ``Damaged``, and ``TooLarge`` unless that is confirmed."""
        if conversation_id not in self._chats:
            loaded = await self._library.load(conversation_id, even_if_large=even_if_large)
            # Somebody else may have opened it meanwhile.
            if conversation_id not in self._chats:
                return self._adopt(loaded)
        return self._chats[conversation_id]

    async def open_previous_copy(self, conversation_id: ConversationId) -> Chat:
        """Open the last good copy of a damaged conversation, to read it."""
        return self._adopt(await self._library.load_previous_copy(conversation_id))

    async def fork(self, conversation_id: ConversationId, message_id: MessageId) -> Chat:
        """Begin a conversation with the branch up to a message of another, and open it.

        Raises ``WhinchatError`` where the one cannot be read or the other not saved.
        """
        source = (await self.open(conversation_id)).conversation
        source = replace(source, messages=source.messages.copy(), marks=source.marks.copy())
        by, now = self._library.writer_id, datetime.now(UTC)
        # On a thread: every message of the branch is read for it.
        forked = await asyncio.to_thread(fork, source, message_id, by, now)
        await self._library.add(forked)
        return await self.open(forked.id)

    def let_go(self, conversation_id: ConversationId) -> None:
        """Close a chat that nobody looks at, unless something goes on in it."""
        chat = self._chats.get(conversation_id)
        # A chat without a message stays: it is in no file from which it could be opened again.
        is_kept = chat is not None and chat.conversation.messages and not chat.is_temporary
        if chat is not None and is_kept and not chat.is_busy:
            self.forget(conversation_id)
            self._tasks.start(self._close(conversation_id))

    async def _close(self, conversation_id: ConversationId) -> None:
        # What the disk does not take now the library holds on to; it tries again, and says so.
        with suppress(NotSaved):
            await self._library.close_conversation(conversation_id)

    def forget(self, conversation_id: ConversationId) -> None:
        """Let go of a chat whose conversation is gone."""
        for leave in self._leave.pop(conversation_id, ()):
            leave()
        if (chat := self._chats.pop(conversation_id, None)) is not None:
            self.closed.tell(chat)

    def _adopt(self, conversation: Conversation, keeping: Keeping | None = None) -> Chat:
        chat = Chat(conversation, keeping or self._library, self._replies)
        known = len(conversation.messages)

        def follow(message_id: MessageId) -> None:
            nonlocal known
            before, known = known, len(chat.conversation.messages)
            self.changed.tell(Change(chat, message_id, known > before))

        self._chats[conversation.id] = chat
        self._leave[conversation.id] = (
            chat.changed.add(follow),
            chat.fields_changed.add(lambda field: self.fields_changed.tell((chat, field))),
            chat.waiting.changed.add(lambda _: self.waiting_changed.tell(chat)),
        )
        return chat
