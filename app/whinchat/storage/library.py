"""The library: everything on disk, by its verbs. All of it is done on the disk's thread."""

from collections.abc import Callable

from whinchat.domain.conversation import Conversation, Field, Mark, Message
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import Paths
from whinchat.storage.disk import Disk
from whinchat.storage.summaries import Summary

Unsaved = Callable[[ConversationId, NotSaved | None], None]


class Library:
    """The conversations on disk. One process has it open at a time (``FolderLock``)."""

    def __init__(
        self,
        paths: Paths,
        disk: Disk,
        writer_id: str,
        unsaved: Unsaved = lambda _conversation_id, _trouble: None,
    ) -> None:
        """Join the parts; nothing is read yet.

        ``unsaved`` is told, on the loop that ``open`` ran on, when something of a conversation
        could not be saved, and with ``None`` when all of it is on disk again.
        """
        self.writer_id = writer_id
        self._paths = paths
        self._disk = disk
        self._unsaved = unsaved

    async def open(self) -> None:
        """Make the folders and tidy up after a crash. Raises ``NotSaved``."""
        raise NotImplementedError

    async def summaries(self) -> tuple[Summary, ...]:
        """Return what the list shows, newest first; damaged files are in it, untouched."""
        raise NotImplementedError

    async def load(
        self, conversation_id: ConversationId, *, even_if_large: bool = False
    ) -> Conversation:
        """Return a conversation; a reply without an end is ``INTERRUPTED``.

        Raises ``Damaged`` where it cannot be read, ``TooLarge`` above 64 MB unless confirmed.
        """
        raise NotImplementedError

    async def load_previous_copy(self, conversation_id: ConversationId) -> Conversation:
        """Return the previous good copy as a conversation of its own, with a new id.

        The damaged file stays as it is; the copy is on disk once something is saved in it.
        """
        raise NotImplementedError

    async def begin(self, conversation: Conversation) -> None:
        """Take a new conversation. Nothing is on disk until its first message is saved."""
        raise NotImplementedError

    async def save_message(self, conversation_id: ConversationId, message: Message) -> None:
        """Save a message; on the disk itself when this returns. Raises ``NotSaved``.

        What could not be saved is kept and tried again until it is.
        """
        raise NotImplementedError

    def save_growth(self, conversation_id: ConversationId, message: Message) -> None:
        """Queue a streaming reply as it stands; may be called as often as it grows."""
        raise NotImplementedError

    def save_end(self, conversation_id: ConversationId, message: Message) -> None:
        """Queue the finished reply, to be synced at once."""
        raise NotImplementedError

    def save_field(self, conversation_id: ConversationId, field: Field, mark: Mark) -> None:
        """Queue a changed field."""
        raise NotImplementedError

    def save_mark(
        self, conversation_id: ConversationId, message_id: MessageId, name: str, mark: Mark
    ) -> None:
        """Queue a changed mark of a message."""
        raise NotImplementedError

    async def settle(self, conversation_id: ConversationId) -> None:
        """Return once everything given so far is on disk. Raises ``NotSaved``."""
        raise NotImplementedError

    async def fold(self, conversation_id: ConversationId) -> None:
        """Write the journal into the conversation's file. Raises ``NotSaved``."""
        raise NotImplementedError

    async def close_conversation(self, conversation_id: ConversationId) -> None:
        """Fold and forget a conversation that nobody looks at any more. Raises ``NotSaved``."""
        raise NotImplementedError

    async def close(self) -> None:
        """Fold what is open, before the program ends. Raises the first ``NotSaved``."""
        raise NotImplementedError

    async def move_to_trash(self, conversation_id: ConversationId) -> None:
        """Move a conversation to the trash. Raises ``NotSaved``."""
        raise NotImplementedError

    async def restore(self, conversation_id: ConversationId) -> None:
        """Move a conversation back from the trash. Raises ``NotSaved``."""
        raise NotImplementedError

    def keep_attachment(self, attachment: Attachment, data: bytes) -> None:
        """Queue the content of an attachment; a message saved later is on disk after it."""
        raise NotImplementedError

    async def attachment(self, attachment: Attachment) -> bytes:
        """Return the content of an attachment. Raises ``Damaged`` where it is missing or other."""
        raise NotImplementedError
