"""What is in the list and in the trash, as after a deletion here and an edit elsewhere."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from whinchat.domain.errors import WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged, not_saved
from whinchat.storage.fields import LONG_AGO
from whinchat.storage.files import is_there
from whinchat.storage.open_conversation import OpenConversation, read_conversation
from whinchat.storage.reading import path_of, read_bytes
from whinchat.storage.writer import Writer

log = logging.getLogger(__name__)


class TwoPlaces:
    """Brings what is in both places into one, the same wherever it is done. On the disk's thread.

    The later of the deletion and the newest message decides. The words of both are merged first;
    what then is too many is put aside.
    """

    def __init__(self, paths: Paths, writer: Writer) -> None:
        self._paths = paths
        self._writer = writer
        self._waiting: set[ConversationId] = set()
        """What goes to the trash once nobody has it open."""

    def settle(self, ids: Iterable[ConversationId]) -> frozenset[ConversationId]:
        """Bring into one place those that are in both; return them.

        One that cannot be read, or that a newer version wrote, stays in both.
        """
        settled = set()
        for conversation_id in (*ids, *self._waiting):
            try:
                if self._is_in_both(conversation_id) and self._settle(conversation_id):
                    settled.add(conversation_id)
            except (WhinchatError, OSError) as trouble:
                log.warning("A conversation stays in the list and in the trash: %s", trouble)
        return frozenset(settled)

    def restore(self, conversation_id: ConversationId) -> bool:
        """Merge what is in the trash into what is in the list, where it is in both.

        Tells whether it was; not where one of them cannot be read. Raises ``NotSaved``.
        """
        try:
            if not self._is_in_both(conversation_id):
                return False
            self._bring_back(conversation_id, self._there(conversation_id))
        except Damaged:
            return False
        except OSError as error:
            raise not_saved(error, path_of(self._paths.trash, conversation_id)) from error
        return True

    def _is_in_both(self, conversation_id: ConversationId) -> bool:
        # Without the file itself the rest is a move that was cut off, which others finish.
        in_trash = is_there(path_of(self._paths.trash, conversation_id))
        return in_trash and any(trash.files_of(conversation_id, self._paths.conversations))

    def _settle(self, conversation_id: ConversationId) -> bool:
        there = self._there(conversation_id)
        here = self._here(conversation_id)
        self._waiting.discard(conversation_id)
        if self._goes_on(here, there):
            self._bring_back(conversation_id, there)
        elif self._writer.is_open(conversation_id):
            self._waiting.add(conversation_id)
            return False
        else:
            self._delete(conversation_id, here, there)
        return True

    def _goes_on(self, here: OpenConversation, there: OpenConversation) -> bool:
        at, deleted_at = here.path, _changed_at(there.path)
        if is_there(at) and read_bytes(at) == read_bytes(there.path):
            # A move of which the other half is still on its way: back, if the file is not older.
            return _changed_at(at) >= deleted_at
        return _newest_in(here.document) > deleted_at

    def _bring_back(self, conversation_id: ConversationId, there: OpenConversation) -> None:
        here = self._here(conversation_id)
        _merge(here, there.document)
        if not self._writer.is_open(conversation_id):
            here.journal.close()
        self._clear(conversation_id, self._paths.trash)

    def _delete(
        self, conversation_id: ConversationId, here: OpenConversation, there: OpenConversation
    ) -> None:
        deleted_at = _changed_at(there.path)
        _merge(there, here.document)
        there.journal.close()
        for path in trash.files_of(conversation_id, self._paths.trash):
            trash.set_time(path, deleted_at)
        self._clear(conversation_id, self._paths.conversations)

    def _here(self, conversation_id: ConversationId) -> OpenConversation:
        held = self._writer.find(conversation_id)
        path = path_of(self._paths.conversations, conversation_id)
        return held or read_conversation(path, even_if_large=True)

    def _there(self, conversation_id: ConversationId) -> OpenConversation:
        return read_conversation(path_of(self._paths.trash, conversation_id), even_if_large=True)

    def _clear(self, conversation_id: ConversationId, folder: Path) -> None:
        # The file itself last: a crash in between leaves nothing that cannot be read.
        for path in reversed([*trash.files_of(conversation_id, folder)]):
            trash.put_aside(path, self._paths.trash)
        self._writer.take_in_file(conversation_id)
        self._writer.stamps.note_all(conversation_id)


def _merge(conversation: OpenConversation, other: Document) -> None:
    conversation.document.require_changeable()
    other.require_changeable()
    conversation.take_in(other)
    conversation.fold()


def _newest_in(document: Document) -> datetime:
    return max((message.created_at for message in document.messages()), default=LONG_AGO)


def _changed_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OverflowError, ValueError):
        raise Damaged(f"{path.name} is of no time that there is.") from None
