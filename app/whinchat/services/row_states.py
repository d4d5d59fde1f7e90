"""What is most urgent in each conversation: the one mark that its row shows."""

from collections.abc import Container, Iterable

from whinchat.domain.conversation import Message, Role, Status
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.chat import Chat
from whinchat.services.open_chats import OpenChats
from whinchat.services.rows import Row, Rows, RowState


class RowStates:
    """Follows replies, drafts and what is on the screen."""

    def __init__(self, rows: Rows, chats: OpenChats, drafts: Container[ConversationId]) -> None:
        self.shown: ConversationId | None = None
        """The conversation on the screen."""
        self._rows = rows
        self._chats = chats
        self._drafts = drafts
        self._replying: dict[ConversationId, MessageId] = {}
        """The reply that is on its way here; others come from other computers."""
        self._failed: set[ConversationId] = set()

    def refresh(self, ids: Iterable[ConversationId]) -> None:
        """Let rows show what is most urgent now."""
        for conversation_id in ids:
            row = self._rows.get(conversation_id)
            if row is not None and row.state is not RowState.DAMAGED:
                self._rows.show(row.id, self._state_of(row))

    def note_reply(self, chat: Chat, message: Message) -> bool:
        """Note how far a reply has come; tell whether one of ours ended just now."""
        if message.role is not Role.ASSISTANT:
            return False
        if message.status is Status.STREAMING:
            self._replying[chat.id] = message.id
            return False
        if self._replying.get(chat.id) != message.id:
            return False
        del self._replying[chat.id]
        if chat.id != self.shown and message.status in (Status.FAILED, Status.INTERRUPTED):
            self._failed.add(chat.id)
        return True

    def forget_failures(self, ids: Iterable[ConversationId]) -> None:
        """Take it that somebody has seen what failed in these."""
        self._failed.difference_update(ids)

    def forget(self, conversation_id: ConversationId) -> None:
        """Let go of a conversation that is gone."""
        self._failed.discard(conversation_id)
        self._replying.pop(conversation_id, None)

    def _state_of(self, row: Row) -> RowState:
        chat = self._chats.get(row.id)
        if chat is not None and chat.is_replying:
            return RowState.REPLYING
        if row.id in self._failed:
            return RowState.FAILED
        if row.is_unread:
            return RowState.UNREAD
        has_draft = row.id in self._drafts and row.id != self.shown
        return RowState.DRAFT if has_draft else RowState.QUIET
