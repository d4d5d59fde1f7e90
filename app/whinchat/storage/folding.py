"""Long conversations folded on a thread of their own, while the disk's goes on with the next."""

import logging
import threading
from collections.abc import Callable

from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId
from whinchat.storage.disk import Disk
from whinchat.storage.open_conversation import OpenConversation

log = logging.getLogger(__name__)


class Folding:
    """Which conversations are being folded. Belongs to the disk's thread."""

    def __init__(self, disk: Disk, ended: Callable[[ConversationId], None]) -> None:
        """Begin with none. ``ended`` is told on the disk's thread, however a fold ended."""
        self._disk = disk
        self._ended = ended
        self._running: set[ConversationId] = set()

    def start(self, conversation_id: ConversationId, conversation: OpenConversation) -> None:
        """Begin to fold a conversation, unless that has begun."""
        if conversation_id in self._running:
            return
        self._running.add(conversation_id)
        fold = conversation.begin_fold()

        def end() -> None:
            self._running.discard(conversation_id)
            try:
                if not conversation.end_fold(fold):
                    fold.drop()
            except NotSaved as trouble:
                log.warning("Not folded, the journal has it: %s", trouble)
                fold.drop()
                conversation.put_off_folding()
            self._ended(conversation_id)

        # A daemon: what is in the journal need not be folded before the program ends.
        threading.Thread(
            target=fold.write, args=(lambda: self._disk.post(end),), name="fold", daemon=True
        ).start()
