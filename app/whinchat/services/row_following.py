"""What happens in the chats that are open, brought into their rows."""

from dataclasses import replace

from whinchat.domain.conversation import Field, Role
from whinchat.services.chat import Chat
from whinchat.services.filing import Filing
from whinchat.services.listeners import Listeners
from whinchat.services.open_chats import Change, OpenChats
from whinchat.services.row_states import RowStates
from whinchat.services.rows import Rows, row_of_conversation


class RowFollowing:
    """Lists what has a message, and shows what came last. Temporary chats have no row."""

    def __init__(
        self, rows: Rows, states: RowStates, filing: Filing, changed: Listeners[None]
    ) -> None:
        """Join the parts; ``changed`` is told when a row is new or different."""
        self.replied: Listeners[Chat] = Listeners()
        self._rows = rows
        self._states = states
        self._filing = filing
        self._changed = changed

    def follow(self, chats: OpenChats) -> None:
        """Follow all chats that are open, now and later."""
        chats.changed.add(self._follow)
        chats.fields_changed.add(lambda change: self._follow_field(*change))

    def list_new(self, chat: Chat) -> None:
        """Give a chat that came with messages a row, as if the last of them came now."""
        for leaf_id in chat.conversation.branch_ids()[-1:]:
            self._follow(Change(chat, leaf_id, is_new=True))

    def _follow(self, change: Change) -> None:
        chat, message = change.chat, change.message
        if chat.is_temporary:
            return
        before = self._rows.get(chat.id)
        row = before or row_of_conversation(chat.conversation)
        if change.is_new:
            row = replace(row, updated_at=self._rows.next_moment(message.created_at))
        self._rows.put(replace(row, title=chat.conversation.title))
        if change.is_new and message.role is Role.USER:
            self._filing.set((chat.id,), Field.ARCHIVED, value=False)
        has_ended = self._states.note_reply(chat, message)
        if has_ended and chat.id != self._states.shown:
            self._filing.set((chat.id,), Field.UNREAD, value=True)
        self._states.refresh((chat.id,))
        if has_ended or self._rows.get(chat.id) != before:
            self._changed.tell(None)
        if has_ended:
            self.replied.tell(chat)

    def _follow_field(self, chat: Chat, field: Field) -> None:
        row = self._rows.get(chat.id)
        if row is not None and field is Field.TITLE:
            self._rows.put(replace(row, title=chat.conversation.title))
            self._changed.tell(None)
