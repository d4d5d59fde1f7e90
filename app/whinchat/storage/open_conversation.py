"""One conversation while it is open: its document, its journal, and what grows in it."""

import logging
from pathlib import Path

from whinchat.domain.conversation import Conversation, Mark, Message
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.conflict_copies import keep_as_copy
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import write_atomically
from whinchat.storage.failures import Damaged, not_saved, unreadable
from whinchat.storage.fields import not_before
from whinchat.storage.files import may_be_there
from whinchat.storage.fold import Fold
from whinchat.storage.journal import Journal
from whinchat.storage.journal_lines import (
    begin_line,
    field_line,
    growth_lines,
    has_odd_lines,
    mark_line,
    message_line,
    replay,
)
from whinchat.storage.merging.gain import Gain, gain_from
from whinchat.storage.message_codec import message_to_json, well_formed
from whinchat.storage.reading import read_bytes, read_file
from whinchat.storage.stamps import Stamp, known_stamp, stamp_of

log = logging.getLogger(__name__)

_NODE = ("id", "parent_id", "role", "created_at", "status", "marks")
"""What is left of a message that was purged."""

SMALL_BYTES = 1_000_000
"""Up to this the file is folded at the end of each turn."""


class OpenConversation:
    """A conversation as the disk's thread has it. Its verbs change memory, ``write`` the disk."""

    def __init__(self, path: Path, document: Document, journal: Journal | None = None) -> None:
        """Begin one that has no file yet, or take over what ``read_conversation`` found."""
        self.path = path
        self.document = document
        self.journal = journal or Journal(path.with_suffix(".journal"))
        self._is_begun = journal is not None
        self.stamp: Stamp | None = None
        """What the file looked like when we read or wrote it."""
        self.is_ahead = False
        """Whether there is something that neither the file nor the journal has."""
        self._news: set[MessageId] | None = None
        """Which messages others changed; none of them where fields alone are other."""
        self._fold: Fold | None = None
        self._growing: dict[MessageId, Message] = {}

    def put(self, message: Message) -> None:
        """Add a message or exchange the one with its id."""
        message = well_formed(message)
        before = self._growing.pop(message.id, None)
        document = message_to_json(message)
        self.document.put(document)
        if not self._is_begun:
            self._begin()
        elif before is not None:
            self.journal.add(growth_lines(before, message))
        else:
            self.journal.add([message_line(document)])

    def grow(self, message: Message) -> None:
        """Take a streaming reply as it stands."""
        message = well_formed(message)
        before = self._growing.get(message.id)
        if before is None:
            self.put(message)
        else:
            self.journal.add(growth_lines(before, message))
        self._growing[message.id] = message

    def set_field(self, name: str, mark: Mark) -> None:
        """Change a field. Without a message it is kept until there is one."""
        mark = not_before(mark, self.document.head.get(name))
        self.document.set_field(name, mark)
        if self._is_begun:
            self.journal.add([field_line(name, mark)])

    def set_mark(self, message_id: MessageId, name: str, mark: Mark) -> None:
        """Change a mark of a message."""
        mark = not_before(mark, self.document.mark(message_id, name))
        self.document.set_mark(message_id, name, mark)
        self.journal.add([mark_line(message_id, name, mark)])

    def purge(self) -> None:
        """Let deleted messages say nothing any more; their places in the tree stay."""
        for message_id, _ in tuple(self.document.deleted()):
            document = self.document.message(message_id) or {}
            bare = {key: document[key] for key in _NODE if key in document}
            self.document.put({**bare, "parts": []})
            self.journal.add([message_line({**bare, "parts": []})])
            # Whoever shows it still has its words.
            self._add_news(frozenset((message_id,)))

    def conversation(self, conversation_id: ConversationId) -> Conversation:
        """Return all of it as the domain has it. Raises ``Damaged``."""
        self._settle_growth()
        return self.document.conversation(conversation_id)

    def write(self, *, sync: bool) -> None:
        """Write what changed into the journal, and sync it if asked. Raises ``NotSaved``."""
        if not self._is_begun:
            return
        if self._is_missed:
            # The journal alone would not bring the conversation back.
            self._write_file()
        else:
            self.journal.write(sync=sync)

    @property
    def _is_missed(self) -> bool:
        """Tell whether somebody took the file away, and it is needed."""
        if self.stamp is None or self.journal.is_settled or may_be_there(self.path):
            return False
        # A folder that is gone may be a drive that comes back: at first that is said.
        return not self.journal.is_sound or may_be_there(self.path.parent)

    def fold(self) -> None:
        """Write the file anew, if something changed, and end the journal. Raises ``NotSaved``."""
        if self.is_unfolded:
            self._write_file()

    @property
    def is_unfolded(self) -> bool:
        """Tell whether there is something that the file does not have."""
        return self._is_begun and (self.is_ahead or not self.journal.is_empty)

    def begin_fold(self) -> Fold:
        """Return what another thread may write meanwhile; nothing of it changes any more."""
        self._settle_growth()
        self._fold = Fold(self.path, self.document, self.journal.piece_count)
        return self._fold

    def put_fold_in_place(self, fold: Fold) -> bool:
        """Put what another thread has written in the file's place.

        Tells whether it was still good: not when the file was written or changed meanwhile.
        Raises ``NotSaved``.
        """
        if fold is not self._fold:
            return False
        # Where somebody took the file away, the journal alone would not bring it back.
        if stamp_of(self.path) not in (self.stamp, None):
            self._fold = None
            return False
        fold.put_in_place()
        self.stamp = stamp_of(self.path)
        return True

    def end_fold(self, fold: Fold) -> None:
        """Take out of the journal what is in the file; what came since is kept.

        Raises ``NotSaved`` where the file may not last, and the journal then stays whole.
        """
        if fold is self._fold:
            self._fold = None
            fold.require_lasting()
            self.is_ahead = False
            self.journal.forget(fold.journal_pieces)

    @property
    def is_outdated(self) -> bool:
        """Tell whether somebody else wrote the file since we read or wrote it."""
        stamp = stamp_of(self.path)
        return stamp is not None and stamp != self.stamp

    def as_it_is(self) -> Document:
        """Return the document as it is now, for another thread."""
        self._settle_growth()
        return self.document.copy()

    def is_as(self, before: Document) -> bool:
        """Tell whether nothing changed in the document since it was copied."""
        return before.slots == self.document.slots and before.head == self.document.head

    def take_in(self, other: Document) -> None:
        """Take all that another copy has. Raises ``Damaged`` where a message cannot be read."""
        self._settle_growth()
        self.take_copy(gain_from(other, self.document))

    def take_in_file(self) -> None:
        """Take in the file, where somebody else wrote it since we did.

        One that cannot be read gets a name of its own, so that both are kept.
        """
        if not self.is_outdated:
            return
        self._settle_growth()
        stamp = stamp_of(self.path)
        try:
            gain = gain_from(read_file(self.path), self.document)
        except Damaged:
            keep_as_copy(self.path)
        else:
            self.take_file(gain, stamp)

    def take_file(self, gain: Gain, stamp: Stamp | None) -> None:
        """Take what came of merging the document, as it is, with a file of that stamp."""
        self._take(gain)
        self.stamp, self.is_ahead = stamp, gain.is_more_than_theirs

    def take_copy(self, gain: Gain) -> None:
        """Take what came of merging the document, as it is, with another copy."""
        self._take(gain)
        self.is_ahead |= gain.is_more_than_ours

    def _take(self, gain: Gain) -> None:
        # What another thread is writing lacks it.
        self._fold = None
        self.document = gain.document
        if gain.is_news:
            self._add_news(gain.messages)

    @property
    def has_news(self) -> bool:
        """Tell whether others changed something since ``news`` was asked last."""
        return self._news is not None

    def news(self) -> frozenset[MessageId] | None:
        """Return which messages others changed since this was asked last; ``None`` for nothing."""
        news, self._news = self._news, None
        return None if news is None else frozenset(news)

    def try_to_fold(self) -> None:
        """Fold; where that fails the journal has everything, and it is tried again much later."""
        try:
            self.fold()
        except NotSaved as trouble:
            log.warning("Not folded, the journal has it: %s", trouble)
            self.journal.put_off_folding()

    @property
    def is_small(self) -> bool:
        """Tell whether folding costs next to nothing."""
        return is_small(self.document.size_bytes)

    def _begin(self) -> None:
        self._is_begun = True
        messages = filter(None, map(self.document.message, self.document.places))
        self.journal.add([begin_line(self.document), *map(message_line, messages)])

    def _settle_growth(self) -> None:
        for message in self._growing.values():
            self.document.put(message_to_json(message))

    def _write_file(self) -> None:
        self._settle_growth()
        try:
            known_stamp(self.path)
        except OSError as error:
            # Somebody else may have written it: it is not replaced unseen.
            raise not_saved(error, self.path) from error
        self.take_in_file()
        self.document.require_changeable()
        write_atomically(self.path, self.document.pieces(), keep_previous=True)
        self.stamp = stamp_of(self.path)
        self.is_ahead = False
        self._fold = None
        self.journal.clear()

    def _add_news(self, messages: frozenset[MessageId]) -> None:
        self._news = {*messages, *(self._news or ())}


def is_small(size_bytes: int) -> bool:
    """Tell whether reading, merging and folding that much costs next to nothing."""
    return size_bytes < SMALL_BYTES


def read_conversation(path: Path, *, even_if_large: bool = False) -> OpenConversation:
    """Read a file and its journal. Raises ``Damaged`` and ``TooLarge``; changes nothing."""
    # Before it is read: what is written meanwhile is then noticed as another file.
    try:
        stamp = known_stamp(path)
    except OSError as error:
        raise unreadable(error, path) from error
    journal_path = path.with_suffix(".journal")
    # One that may be there is read, and says what is wrong with it: without it words were lost.
    found = read_bytes(journal_path) if may_be_there(journal_path) else b""
    document = None
    if may_be_there(path) or not found:
        document = read_file(path, even_if_large=even_if_large)
    document = replay(document, found)
    if document is None:
        raise Damaged(f"{journal_path.name} has no beginning.")
    document.end_replies()
    journal = Journal(journal_path, found, is_odd=has_odd_lines(found))
    conversation = OpenConversation(path, document, journal)
    conversation.stamp = stamp
    return conversation
