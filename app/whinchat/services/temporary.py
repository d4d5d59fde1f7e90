"""Keeps a conversation in memory and nowhere else."""

from whinchat.domain.conversation import Conversation, Field, Mark, Message
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.failures import Damaged


class Memory:
    """What a temporary conversation has instead of the library: nothing of it is written."""

    def __init__(self, writer_id: str) -> None:
        self.writer_id = writer_id
        self.attachments: dict[str, tuple[Attachment, bytes]] = {}
        """By their hashes; all that is not in the conversation itself."""

    def begin(self, conversation: Conversation) -> None:
        """Do nothing."""

    async def save_message(self, conversation_id: ConversationId, message: Message) -> None:
        """Do nothing."""

    def save_growth(self, conversation_id: ConversationId, message: Message) -> None:
        """Do nothing."""

    def save_end(self, conversation_id: ConversationId, message: Message) -> None:
        """Do nothing."""

    def save_field(self, conversation_id: ConversationId, field: Field, mark: Mark) -> None:
        """Do nothing."""

    def save_mark(
        self, conversation_id: ConversationId, message_id: MessageId, name: str, mark: Mark
    ) -> None:
        """Do nothing."""

    def keep_attachment(self, attachment: Attachment, data: bytes) -> None:
        """Hold the content of an attachment."""
        self.attachments[attachment.sha256] = (attachment, data)

    async def attachment(self, attachment: Attachment) -> bytes:
        """Return the content of an attachment. Raises ``Damaged`` where it was never given."""
        if attachment.sha256 not in self.attachments:
            raise Damaged("This file is not here any more.")
        return self.attachments[attachment.sha256][1]
