"""The open conversations on the disk's thread: written in order, and again until it works."""

from collections.abc import Callable
from contextlib import suppress

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage.attachments import attachment_path, keep_attachment
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.files import may_be_there
from whinchat.storage.folding import Folding
from whinchat.storage.news_reading import NewsReading
from whinchat.storage.open_conversation import (
    OpenConversation,
    read_conversation,
)
from whinchat.storage.outside import TakenIn
from whinchat.storage.reading import path_of
from whinchat.storage.stamps import Stamps, stamp_of

RETRY_SECONDS = 10.0
_SYNC_SECONDS = 1.5
"""Text that grows is on the disk itself after this and the time that the disk takes."""
_IDLE_SECONDS = 30.0
"""After so long a turn of a large conversation is folded, if it was not before."""

Change = Callable[[OpenConversation], None]


class Writer:
    """What the library does on the disk's thread. Nothing here may be called from another."""

    def __init__(
        self,
        paths: Paths,
        disk: Disk,
        tell: Callable[[ConversationId, NotSaved | None], None],
        retry_seconds: float,
        take_in: Callable[[TakenIn], None] = lambda _: None,
    ) -> None:
        """``take_in`` is told what others changed in a conversation that is open."""
        self._paths = paths
        self._disk = disk
        self._tell = tell
        self._retry_seconds = retry_seconds
        self._take_in = take_in
        self.stamps = Stamps((paths.conversations, paths.trash, paths.data))
        self._folding = Folding(disk, self._after_folding)
        self._open: dict[ConversationId, OpenConversation] = {}
        self._reading = NewsReading(
            disk,
            lambda key, conversation: self._open.get(key) is conversation,
            take_in,
            self._go_on,
        )
        self._left: set[ConversationId] = set()
        """What nobody looks at any more and is still being folded."""
        self._unsynced: set[ConversationId] = set()
        self._troubled: set[ConversationId] = set()
        self._retrying: set[ConversationId] = set()
        self._attachments: dict[str, tuple[Attachment, bytes]] = {}

    def find(self, conversation_id: ConversationId) -> OpenConversation | None:
        """Return a conversation if it is open; whoever asks wants it to stay so."""
        self._left.discard(conversation_id)
        return self._open.get(conversation_id)

    def peek(self, conversation_id: ConversationId) -> OpenConversation | None:
        """Return a conversation if it is open; it is closed as if nobody had asked."""
        return self._open.get(conversation_id)

    def take_over(
        self, conversation_id: ConversationId, conversation: OpenConversation, whole: Conversation
    ) -> None:
        """Tell what was taken into a conversation and fold it; one that was not open is closed."""
        news = conversation.news()
        if news is not None:
            self._take_in(TakenIn(whole, news))
        if conversation_id not in self._open:
            self._open[conversation_id] = conversation
            self._left.add(conversation_id)
        self._go_on(conversation_id)

    def adopt(self, conversation_id: ConversationId, conversation: OpenConversation) -> None:
        """Hold a conversation open."""
        self._open[conversation_id] = conversation

    def save(self, conversation_id: ConversationId, change: Change, *, sync: bool) -> None:
        """Change a conversation and write the change, synced now or soon. Raises ``NotSaved``.

        The change is kept in memory and tried again even so. One that is not open is opened for
        the change alone, in the trash as well.
        """
        held = self._open.get(conversation_id)
        conversation = held or self._opened(conversation_id)
        conversation.document.require_changeable()
        change(conversation)
        self._open[conversation_id] = conversation
        self._write(conversation_id, conversation, sync=sync)
        if held is None:
            self.close(conversation_id)
        elif not sync:
            self._sync_later(conversation_id)

    def keep(self, attachment: Attachment, data: bytes) -> None:
        """Write an attachment; where that fails, again with whatever is saved next.

        Raises ``Damaged`` for one that has no proper hash.
        """
        attachment_path(self._paths.attachments, attachment)
        self._attachments[attachment.sha256] = (attachment, data)
        with suppress(NotSaved):
            self._keep_attachments()

    def settle(self, conversation_id: ConversationId) -> None:
        """Sync everything there is. Raises ``NotSaved``."""
        conversation = self._open.get(conversation_id)
        if conversation is not None:
            self._write(conversation_id, conversation, sync=True)

    def fold(self, conversation_id: ConversationId) -> None:
        """Fold a conversation, if it is open. Raises ``NotSaved``."""
        conversation = self._open.get(conversation_id)
        if conversation is not None:
            self._write(conversation_id, conversation, sync=False)
            if not conversation.document.is_read_only:
                conversation.fold()
                self._note(conversation_id, conversation)

    def fold_soon(self, conversation_id: ConversationId) -> None:
        """Fold a conversation at once where that costs next to nothing, else after a while."""
        conversation = self._open.get(conversation_id)
        if conversation is None:
            return
        if conversation.is_small:
            self.fold_if_possible(conversation_id)
        else:
            self._disk.later(_IDLE_SECONDS, lambda: self.fold_if_possible(conversation_id))

    def fold_if_possible(self, conversation_id: ConversationId) -> None:
        """Fold a conversation that we may write; if it fails, it is done later.

        A large one is folded beside the other work.
        """
        conversation = self._open.get(conversation_id)
        if conversation is None or conversation.document.is_read_only:
            return
        if conversation.is_small or self._disk.is_closing:
            conversation.try_to_fold()
            self._note(conversation_id, conversation)
        elif conversation.is_outdated:
            self._reading.start(conversation_id, conversation)
        elif conversation.is_unfolded:
            self._folding.start(conversation_id, conversation)

    def take_in_file(self, conversation_id: ConversationId) -> bool:
        """Take in what others wrote into the file of an open conversation.

        Tells whether there was anything, or may be: a large one is read beside the other work.
        Not where it is not open.
        """
        conversation = self._open.get(conversation_id)
        if conversation is None:
            return False
        if not conversation.is_small and conversation.is_outdated:
            self._reading.start(conversation_id, conversation)
            return True
        conversation.take_in_file()
        has_news = conversation.has_news
        self.fold_if_possible(conversation_id)
        self._note(conversation_id, conversation)
        return has_news

    def is_open(self, conversation_id: ConversationId) -> bool:
        """Tell whether a conversation is held open."""
        return conversation_id in self._open

    def leave(self, conversation_id: ConversationId) -> None:
        """Close a conversation; a large one once it is folded. Raises ``NotSaved``."""
        conversation = self._open.get(conversation_id)
        if conversation is None or conversation.is_small or not conversation.is_unfolded:
            self.close(conversation_id)
        elif not conversation.document.is_read_only:
            self._write(conversation_id, conversation, sync=True)
            self._left.add(conversation_id)
            self.fold_if_possible(conversation_id)

    def close(self, conversation_id: ConversationId) -> None:
        """Fold and let go of a conversation. Raises ``NotSaved``, and then it stays open."""
        self._left.discard(conversation_id)
        conversation = self._open.get(conversation_id)
        if conversation is not None:
            self.fold(conversation_id)
            conversation.journal.close()
            del self._open[conversation_id]

    def close_all(self) -> None:
        """Close what is open. Raises the last ``NotSaved`` after all were tried."""
        trouble: NotSaved | None = None
        for conversation_id in tuple(self._open):
            try:
                self.close(conversation_id)
            except NotSaved as error:
                trouble = error
        if trouble is not None:
            raise trouble

    def _opened(self, conversation_id: ConversationId) -> OpenConversation:
        path = path_of(self._paths.conversations, conversation_id)
        try:
            return read_conversation(path, even_if_large=True)
        except Damaged:
            trashed = path_of(self._paths.trash, conversation_id)
            if not may_be_there(trashed):
                raise
            return read_conversation(trashed, even_if_large=True)

    def _write(
        self, conversation_id: ConversationId, conversation: OpenConversation, *, sync: bool
    ) -> None:
        try:
            self._keep_attachments()
            conversation.write(sync=sync)
        except NotSaved as trouble:
            self._troubled.add(conversation_id)
            self._retry_later(conversation_id)
            self._tell(conversation_id, trouble)
            raise
        if conversation_id in self._troubled:
            self._troubled.discard(conversation_id)
            self._tell(conversation_id, None)
        if conversation.journal.should_be_folded:
            self.fold_if_possible(conversation_id)
        self._note(conversation_id, conversation)

    def _after_folding(self, conversation_id: ConversationId, is_void: bool) -> None:  # noqa: FBT001 - as it is told
        conversation = self._open.get(conversation_id)
        if conversation is None:
            return
        if is_void:
            self._go_on(conversation_id)
        elif conversation_id in self._left:
            with suppress(NotSaved):
                self.close(conversation_id)
        else:
            self._note(conversation_id, conversation)

    def _go_on(self, conversation_id: ConversationId) -> None:
        """Fold a conversation after what came between was taken in, or before it is."""
        self._note(conversation_id, self._open[conversation_id])
        if conversation_id in self._left:
            with suppress(NotSaved):
                self.leave(conversation_id)
        else:
            self.fold_if_possible(conversation_id)

    def _note(self, conversation_id: ConversationId, conversation: OpenConversation) -> None:
        """Know our own writing again, and tell what others wrote."""
        self.stamps.note(conversation.path, conversation.stamp)
        journal = conversation.path.with_suffix(".journal")
        self.stamps.note(journal, stamp_of(journal))
        news = conversation.news()
        if news is not None:
            with suppress(Damaged):
                whole = conversation.conversation(conversation_id)
                self._take_in(TakenIn(whole, news))

    def _retry_later(self, conversation_id: ConversationId) -> None:
        if conversation_id not in self._retrying:
            self._retrying.add(conversation_id)
            self._disk.later(self._retry_seconds, lambda: self._retry(conversation_id))

    def _retry(self, conversation_id: ConversationId) -> None:
        self._retrying.discard(conversation_id)
        if conversation_id in self._troubled:
            with suppress(NotSaved):
                self.settle(conversation_id)

    def _sync_later(self, conversation_id: ConversationId) -> None:
        if conversation_id not in self._unsynced:
            self._unsynced.add(conversation_id)
            self._disk.later(_SYNC_SECONDS, lambda: self._sync(conversation_id))

    def _sync(self, conversation_id: ConversationId) -> None:
        self._unsynced.discard(conversation_id)
        with suppress(NotSaved):
            self.settle(conversation_id)

    def _keep_attachments(self) -> None:
        for sha256, (attachment, data) in tuple(self._attachments.items()):
            keep_attachment(self._paths.attachments, attachment, data)
            del self._attachments[sha256]
