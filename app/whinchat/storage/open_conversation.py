"""One conversation while it is open: its document, its journal, and what grows in it."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from whinchat.domain.conversation import Conversation, Mark, Message
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.conversation_file import Document, parse_file
from whinchat.storage.disk import write_atomically
from whinchat.storage.failures import Damaged, TooLarge, not_saved, unreadable
from whinchat.storage.files import LARGEST_LOADED_BYTES, give_second_name, is_there, open_to_read
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
from whinchat.storage.message_codec import message_to_json, well_formed

log = logging.getLogger(__name__)

SMALL_BYTES = 1_000_000
"""Up to this the file is folded at the end of each turn."""
LONG_JOURNAL_BYTES = 256_000
"""From this on the journal is folded whenever something was written."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """By what a file is recognised as the one that we read or wrote."""

    inode: int
    size_bytes: int
    changed_at_ns: int


class OpenConversation:
    """A conversation as the disk's thread has it. Its verbs change memory, ``write`` the disk."""

    def __init__(self, path: Path, document: Document, journal: Journal | None = None) -> None:
        """Begin one that has no file yet, or take over what ``read_conversation`` found."""
        self.path = path
        self.document = document
        self.journal = journal or Journal(path.with_suffix(".journal"))
        self._is_begun = journal is not None
        self._stamp = _stamp_of(path) if self._is_begun else None
        self._growing: dict[MessageId, Message] = {}
        self._fold_from_bytes = LONG_JOURNAL_BYTES

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
        self.document.set_field(name, mark)
        if self._is_begun:
            self.journal.add([field_line(name, mark)])

    def set_mark(self, message_id: MessageId, name: str, mark: Mark) -> None:
        """Change a mark of a message."""
        self.document.set_mark(message_id, name, mark)
        self.journal.add([mark_line(message_id, name, mark)])

    def conversation(self, conversation_id: ConversationId) -> Conversation:
        """Return all of it as the domain has it. Raises ``Damaged``."""
        self._settle_growth()
        return self.document.conversation(conversation_id)

    def write(self, *, sync: bool) -> None:
        """Write what changed into the journal, and sync it if asked. Raises ``NotSaved``."""
        if not self._is_begun:
            return
        if self._stamp is not None and not self.journal.is_sound and not is_there(self.path):
            # The folder is gone and the journal alone would not bring the conversation back.
            self._write_file()
        else:
            self.journal.write(sync=sync)

    def fold(self) -> None:
        """Write the file anew, if something changed, and end the journal. Raises ``NotSaved``."""
        if self._is_begun and not self.journal.is_empty:
            self._write_file()

    def try_to_fold(self) -> None:
        """Fold; where that fails the journal has everything, and it is tried again much later."""
        try:
            self.fold()
        except NotSaved as trouble:
            log.warning("A journal could not be folded: %s", trouble)
            self._fold_from_bytes = self.journal.size_bytes + LONG_JOURNAL_BYTES

    @property
    def should_fold(self) -> bool:
        """Tell whether the journal has grown so long that it must be folded."""
        return self.journal.size_bytes > self._fold_from_bytes

    @property
    def is_small(self) -> bool:
        """Tell whether folding costs next to nothing."""
        return self.document.size_bytes < SMALL_BYTES

    def _begin(self) -> None:
        self._is_begun = True
        self.journal.add([begin_line(self.document)])
        for message_id in self.document.places:
            if (message := self.document.message(message_id)) is not None:
                self.journal.add([message_line(message)])

    def _settle_growth(self) -> None:
        for message in self._growing.values():
            self.document.put(message_to_json(message))

    def _write_file(self) -> None:
        self._settle_growth()
        if _stamp_of(self.path) != self._stamp:
            self._keep_foreign()
        write_atomically(self.path, self.document.pieces(), keep_previous=True)
        self._stamp = _stamp_of(self.path)
        self._fold_from_bytes = LONG_JOURNAL_BYTES
        self.journal.clear()

    def _keep_foreign(self) -> None:
        """Give a file that somebody else wrote meanwhile a name of its own: both are kept."""
        now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        name = self.path.with_name(f"{self.path.stem}.conflict-{now}.json")
        try:
            give_second_name(self.path, name)
        except OSError as error:
            raise not_saved(error, self.path) from error


def path_of(folder: Path, conversation_id: ConversationId) -> Path:
    """Return the file of a conversation. Raises ``Damaged`` for an id that is no plain name."""
    is_plain = conversation_id and not conversation_id.startswith(".")
    if not is_plain or any(mark in conversation_id for mark in "/\\\0"):
        raise Damaged("There is no conversation of that name.")
    return folder / f"{conversation_id}.json"


def read_conversation(path: Path, *, even_if_large: bool = False) -> OpenConversation:
    """Read a file and its journal. Raises ``Damaged`` and ``TooLarge``; changes nothing."""
    journal_path = path.with_suffix(".journal")
    found = _read(journal_path, lambda _size: None) if is_there(journal_path) else b""
    document = None
    if is_there(path) or not found:
        data = _read(path, lambda size: _confirm(path, size, is_confirmed=even_if_large))
        document = _parse(path, data)
    document = replay(document, found)
    if document is None:
        raise Damaged(f"{journal_path.name} has no beginning.")
    document.end_replies()
    journal = Journal(journal_path, found, is_odd=has_odd_lines(found))
    return OpenConversation(path, document, journal)


def read_file(path: Path) -> Document:
    """Read a file alone, large or not. Raises ``Damaged``."""
    return _parse(path, _read(path, lambda _size: None))


def _confirm(path: Path, size_bytes: int, *, is_confirmed: bool) -> None:
    if size_bytes > LARGEST_LOADED_BYTES and not is_confirmed:
        raise TooLarge(path, size_bytes)


def _parse(path: Path, data: bytes) -> Document:
    try:
        return parse_file(data)
    except Damaged as damage:
        raise Damaged(f"{path.name} is damaged. {damage}") from None


def _read(path: Path, check_size: Callable[[int], None]) -> bytes:
    try:
        file = open_to_read(path)
        with os.fdopen(file, "rb") as stream:
            check_size(os.fstat(file).st_size)
            return stream.read()
    except OSError as error:
        raise unreadable(error, path) from error


def _stamp_of(path: Path) -> _Stamp | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return _Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
