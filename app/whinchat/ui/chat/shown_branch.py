"""Keeps the transcript in step with the branch of a chat that is shown."""

from collections.abc import Iterator

from whinchat.domain.conversation import Message
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.services.models import Models
from whinchat.ui.chat.entries import Entries, common_length
from whinchat.ui.transcript.transcript import Transcript

_MANY = 100
"""So many messages of another branch are worth showing it anew."""


class ShownBranch:
    """Knows which messages the transcript has, and changes no more of them than it must."""

    def __init__(self, transcript: Transcript, models: Models, chat: Chat) -> None:
        self._transcript = transcript
        self._chat = chat
        self._entries = Entries(chat, models)
        self._ids: list[MessageId] = []

    def messages(self) -> Iterator[Message]:
        """Return the messages of the branch; each is read when it is wanted."""
        return map(self._message, self._chat.conversation.branch_ids())

    def show(self) -> None:
        """Show the branch anew: messages are made when they come near the view."""
        branch = self._entries.branch()
        self._ids = branch.ids
        self._transcript.show_branch(branch)

    def put(self, message: Message) -> bool:
        """Show a message as it is now; tell whether it is one of those that are shown."""
        is_shown = self._transcript.shows(message.id)
        if is_shown:
            self._transcript.put(self._entries.entry(message))
        return is_shown

    def follow_leaf(self) -> None:
        """Show what differs after another leaf was chosen; the versions are counted anew."""
        self._entries.recount()
        ids = self._chat.conversation.branch_ids()
        kept = common_length(self._ids, ids)
        if len(ids) - kept > _MANY:
            self.show()
            return
        if kept < len(self._ids):
            self._transcript.remove_after(ids[kept - 1] if kept else None)
        self._ids = ids
        for message_id in ids[kept:]:
            self._transcript.put(self._entries.entry(self._message(message_id)))

    def show_progress(self) -> None:
        """Show how long the reply has been on its way without a word."""
        if self._ids and self._chat.progress is not None:
            self._transcript.put(self._entries.entry(self._message(self._ids[-1])))

    def _message(self, message_id: MessageId) -> Message:
        return self._chat.conversation.messages[message_id]
