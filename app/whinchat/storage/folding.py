"""Long conversations folded on a thread of their own, while the disk's goes on with the next."""

import logging
from collections.abc import Callable
from functools import partial

from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId
from whinchat.storage.beside import run_beside
from whinchat.storage.disk import Disk
from whinchat.storage.fold import Fold
from whinchat.storage.open_conversation import OpenConversation

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001
"""How long a busy thread may keep the interpreter from one that waits for it.

Each call of the system's that the disk's thread makes waits for that once while another folds,
and so does each turn of the window's. The interpreter's own 5 ms add up to what one feels.
"""


class Folding:
    """Which conversations are being folded. Belongs to the disk's thread."""

    def __init__(self, disk: Disk, ended: Callable[[ConversationId, bool], None]) -> None:
        """Begin with none. ``ended`` is told on the disk's thread, however a fold ended.

        And whether it was void, since something came between.
        """
        self._disk = disk
        self._ended = ended
        self._running: set[ConversationId] = set()

    def start(self, conversation_id: ConversationId, conversation: OpenConversation) -> None:
        """Begin to fold a conversation, unless that has begun."""
        if conversation_id in self._running:
            return
        self._running.add(conversation_id)
        fold = conversation.begin_fold()
        put = partial(self._put, conversation_id, conversation, fold)
        run_beside(lambda: fold.write(lambda: self._disk.post(put)), "fold")

    def _put(
        self, conversation_id: ConversationId, conversation: OpenConversation, fold: Fold
    ) -> None:
        end = partial(self._end, conversation_id, conversation, fold)
        try:
            is_put = conversation.put_fold_in_place(fold)
        except NotSaved as trouble:
            self._give_up(conversation, fold, trouble)
            self._forget(conversation_id)
            return
        if is_put:
            run_beside(lambda: fold.make_last(lambda: self._disk.post(end)), "fold")
        else:
            fold.drop()
            self._forget(conversation_id, is_void=True)

    def _end(
        self, conversation_id: ConversationId, conversation: OpenConversation, fold: Fold
    ) -> None:
        try:
            conversation.end_fold(fold)
        except NotSaved as trouble:
            self._give_up(conversation, fold, trouble)
        self._forget(conversation_id)

    def _give_up(self, conversation: OpenConversation, fold: Fold, trouble: NotSaved) -> None:
        log.warning("Not folded, the journal has it: %s", trouble)
        fold.drop()
        conversation.journal.put_off_folding()

    def _forget(self, conversation_id: ConversationId, *, is_void: bool = False) -> None:
        self._running.discard(conversation_id)
        self._ended(conversation_id, is_void)
