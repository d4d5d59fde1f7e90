"""What is typed and what waits to be sent, of every conversation, in memory and on the disk."""

from collections.abc import Iterator

from whinchat.domain.draft import Draft, joined
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat
from whinchat.storage.drafts import Drafts


class Unsent:
    """Owner of drafts, and of what waits in chats that are not open."""

    def __init__(self, drafts: Drafts, new: ConversationId) -> None:
        """Join the parts; ``new`` stands for the conversation that has no message yet."""
        self._new = new
        self._drafts = drafts
        self._typed: dict[ConversationId, Draft] = {}
        self._waiting: dict[ConversationId, tuple[Draft, ...]] = {}
        self._was_new: set[ConversationId] = set()
        """Chats without a message of which something waits, on the disk as the new one's."""

    def __contains__(self, conversation_id: object) -> bool:
        return conversation_id in self._typed or conversation_id in self._waiting

    def __iter__(self) -> Iterator[ConversationId]:
        return iter({**self._typed, **self._waiting})

    async def load(self) -> None:
        """Read what was not sent when the program ended."""
        # What was typed while the disk was slow counts more than what lies there.
        self._typed = {**await self._drafts.load(), **self._typed}
        self._waiting = {**await self._drafts.load_waiting(), **self._waiting}
        if waited := self._waiting.pop(self._new, ()):
            # A conversation that never was has nobody to wait for: its words are a draft.
            self._typed[self._new] = joined((*waited, self._typed.get(self._new, Draft())))
            self._drafts.save_waiting(self._new, ())
            self._drafts.save(self._new, self._typed[self._new])

    def draft(self, conversation_id: ConversationId) -> Draft:
        """Return what is typed and not sent in a conversation."""
        return self._typed.get(conversation_id, Draft())

    def keep_draft(
        self, conversation_id: ConversationId, draft: Draft, *, in_memory: bool = False
    ) -> bool:
        """Keep what is typed; tell whether there was nothing before, or is nothing now.

        On disk within a second, unless it is to be ``in_memory`` alone.
        """
        had_one = conversation_id in self._typed
        if draft.is_empty:
            self._typed.pop(conversation_id, None)
        else:
            self._typed[conversation_id] = draft
        if not in_memory:
            self._drafts.save(conversation_id, draft)
        return had_one is draft.is_empty

    def forget(self, conversation_id: ConversationId) -> None:
        """Forget, in memory alone, what was not sent in a conversation that is gone."""
        self._typed.pop(conversation_id, None)
        self._waiting.pop(conversation_id, None)

    def destroy(self, conversation_id: ConversationId) -> None:
        """Forget, on the disk as well, what was not sent in a conversation that was destroyed."""
        if conversation_id in self:
            self.forget(conversation_id)
            self._drafts.save(conversation_id, Draft())
            self._drafts.save_waiting(conversation_id, ())

    def keep_waiting(self, chat: Chat) -> None:
        """Have what waits in a chat on the disk within a second, in order.

        What waits in a temporary one is kept nowhere.
        """
        if chat.is_temporary:
            return
        drafts = chat.waiting.drafts
        if not chat.conversation.messages:
            self._was_new.add(chat.id)
            self._drafts.save_waiting(self._new, drafts)
            return
        self._drafts.save_waiting(chat.id, drafts)
        if chat.id in self._was_new:
            self._was_new.discard(chat.id)
            self._drafts.save_waiting(self._new, ())

    def take_from(self, chat: Chat) -> None:
        """Hold what waits in a chat that is closed."""
        if chat.waiting:
            self._waiting[chat.id] = chat.waiting.drafts

    def give_to(self, chat: Chat) -> None:
        """Give a chat that is opened what waited in it; nothing of it is sent by itself."""
        if waited := self._waiting.pop(chat.id, ()):
            chat.waiting.restore(waited)
