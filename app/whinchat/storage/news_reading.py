"""What others wrote into a long conversation, read and merged beside the disk's other work."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId
from whinchat.storage.beside import run_beside
from whinchat.storage.conflict_copies import keep_as_copy
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.merging.gain import Gain, gain_from
from whinchat.storage.open_conversation import OpenConversation
from whinchat.storage.outside import TakenIn
from whinchat.storage.reading import read_file
from whinchat.storage.stamps import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class _News:
    """What was found in the file of a conversation."""

    gain: Gain
    stamp: Stamp | None
    """Of the file as it was read."""
    whole: Conversation


class NewsReading:
    """Which conversations are being merged with their files. Belongs to the disk's thread."""

    def __init__(
        self,
        disk: Disk,
        is_open: Callable[[ConversationId, OpenConversation], bool],
        take_in: Callable[[TakenIn], None],
        ended: Callable[[ConversationId], None],
    ) -> None:
        """Begin with none. All are asked and told on the disk's thread."""
        self._disk = disk
        self._is_open = is_open
        self._take_in = take_in
        self._ended = ended
        self._running: set[ConversationId] = set()

    def start(self, conversation_id: ConversationId, conversation: OpenConversation) -> None:
        """Begin to read the file of a conversation, unless that has begun."""
        if conversation_id in self._running:
            return
        self._running.add(conversation_id)
        before = conversation.as_it_is()

        def read() -> None:
            stamp = stamp_of(conversation.path)
            try:
                news = _read(conversation_id, conversation.path, before, stamp)
            except Damaged:
                self._disk.post(lambda: self._keep(conversation_id, conversation, stamp))
            else:
                self._disk.post(lambda: self._end(conversation_id, conversation, before, news))

        # Before the program ends the file is merged in any case.
        run_beside(read, "news")

    def _end(
        self,
        conversation_id: ConversationId,
        conversation: OpenConversation,
        before: Document,
        news: _News,
    ) -> None:
        """Put what was merged in place, unless something was written on either side meanwhile.

        ``ended`` then finds that the file is another still, and has it read once more.
        """
        self._running.discard(conversation_id)
        if not self._is_open(conversation_id, conversation):
            return
        is_good = stamp_of(conversation.path) == news.stamp and conversation.is_as(before)
        if is_good:
            conversation.take_file(news.gain, news.stamp)
            messages = conversation.news()
            if messages is not None:
                self._take_in(TakenIn(news.whole, messages))
        self._ended(conversation_id)

    def _keep(
        self, conversation_id: ConversationId, conversation: OpenConversation, stamp: Stamp | None
    ) -> None:
        """Keep a file that cannot be read as a copy of ours."""
        self._running.discard(conversation_id)
        if self._is_open(conversation_id, conversation):
            with suppress(NotSaved):
                keep_as_copy(conversation.path)
                # Ours is written in its place.
                conversation.stamp, conversation.is_ahead = stamp, True
                self._ended(conversation_id)


def _read(
    conversation_id: ConversationId, path: Path, before: Document, stamp: Stamp | None
) -> _News:
    theirs = read_file(path)
    gain = gain_from(theirs, before)
    theirs.let_go()
    return _News(gain, stamp, gain.document.conversation(conversation_id))
