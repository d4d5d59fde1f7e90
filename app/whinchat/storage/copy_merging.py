"""Conflict copies of conversations, merged with them; long ones beside the disk's other work."""

import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import NotSaved, WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.storage import trash
from whinchat.storage.beside import run_beside
from whinchat.storage.conflict_copies import CopyName
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.journal_lines import replay
from whinchat.storage.merging.gain import Gain, gain_from
from whinchat.storage.open_conversation import (
    OpenConversation,
    is_small,
    read_conversation,
)
from whinchat.storage.reading import read_bytes, read_file
from whinchat.storage.stamps import Stamp, stamp_of
from whinchat.storage.writer import Writer

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.2
"""How often to see whether the file has what was merged."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy that lies beside its conversation."""

    path: Path
    name: CopyName

    @property
    def conversation_id(self) -> ConversationId:
        return ConversationId(self.name.stem)

    @property
    def target(self) -> Path:
        """Return the conversation's own file."""
        return self.path.with_name(f"{self.name.stem}.json")


@dataclass(frozen=True, slots=True)
class _Merged:
    """What came of reading a copy."""

    stamp: Stamp | None
    """Of the copy as it was read."""
    conversation: OpenConversation
    """The one that is open, or that was read for this."""
    gain: Gain
    whole: Conversation


class CopyMerging:
    """The copies that are merged, long ones one after the other. Belongs to the disk's thread."""

    def __init__(self, trash_folder: Path, disk: Disk, writer: Writer) -> None:
        self._trash_folder = trash_folder
        self._disk = disk
        self._writer = writer
        self._waiting: deque[_Copy] = deque()
        """The first of them is being merged."""
        self._other: set[ConversationId] = set()
        """What the list shows and does not know yet to be other than it was."""

    def merge(self, path: Path, name: CopyName, *, is_listed: bool) -> None:
        """Merge a copy with its conversation and put it aside; a long one is only begun.

        Raises ``WhinchatError`` and ``OSError``; the copy then stays where it is.
        """
        copy = _Copy(path, name)
        if is_listed and not all(map(_is_small, (copy.path, copy.target))):
            self._waiting.append(copy)
            if len(self._waiting) == 1:
                self._start(copy)
            return
        conversation = self._writer.find(copy.conversation_id) if is_listed else None
        held, conversation = conversation, conversation or _opened(copy)
        conversation.take_in(_read(copy, conversation.document))
        conversation.fold()
        if held is None:
            conversation.journal.close()
        else:
            self._writer.take_in_file(copy.conversation_id)
        trash.put_aside(path, self._trash_folder)

    def is_pending(self, path: Path) -> bool:
        """Tell whether a copy is being merged, or will be."""
        return any(copy.path == path for copy in self._waiting)

    def ended(self) -> frozenset[ConversationId]:
        """Return what long copies have changed since this was asked last.

        These are conversations that were merged, and copies that are listed as what they are.
        """
        other = frozenset(self._other)
        self._other.clear()
        return other

    def _start(self, copy: _Copy) -> None:
        held = self._writer.peek(copy.conversation_id)
        before = held.as_it_is() if held is not None else None
        stamps = _stamps_of(copy)

        def is_as_before() -> bool:
            now = self._writer.peek(copy.conversation_id)
            if held is not None and before is not None:
                return now is held and held.is_as(before)
            return now is None and _stamps_of(copy) == stamps

        def read() -> None:
            try:
                merged = _merged(copy, held, before)
            except (WhinchatError, OSError) as trouble:
                # It stays where it is, and is listed as what it is.
                log.warning("A copy is left as it is: %s", trouble)
                self._disk.post(lambda: self._end(ConversationId(copy.path.stem)))
            else:
                self._disk.post(lambda: self._take(copy, merged, is_as_before))

        run_beside(read, "copy")

    def _take(self, copy: _Copy, merged: _Merged, is_as_before: Callable[[], bool]) -> None:
        """Take what was merged, unless something was written meanwhile: then it is read anew."""
        if not is_as_before():
            self._start(copy)
            return
        merged.conversation.take_copy(merged.gain)
        self._writer.take_over(copy.conversation_id, merged.conversation, merged.whole)
        self._put_aside_once_kept(copy, merged)

    def _put_aside_once_kept(self, copy: _Copy, merged: _Merged) -> None:
        if merged.conversation.is_ahead:
            self._disk.later(_LOOK_SECONDS, lambda: self._put_aside_once_kept(copy, merged))
            return
        # One that was written anew is merged anew: the next round finds it.
        if stamp_of(copy.path) == merged.stamp:
            with suppress(NotSaved):
                trash.put_aside(copy.path, self._trash_folder)
        self._end(copy.conversation_id)

    def _end(self, other: ConversationId) -> None:
        self._other.add(other)
        self._waiting.popleft()
        if self._waiting:
            self._start(self._waiting[0])


def read_copy(path: Path, name: CopyName, original: Document | None) -> Document:
    """Read a copy; one of a journal says what it changes in the original. Raises ``Damaged``."""
    if name.ending == ".json":
        found: Document | None = read_file(path)
    else:
        found = replay(original.copy() if original else None, read_bytes(path))
    if found is None:
        raise Damaged(f"{path.name} has no beginning.")
    if found.head.get("id", name.stem) != name.stem:
        raise Damaged(f"{path.name} is no copy of the conversation whose name it has.")
    found.end_replies()
    return found


def _merged(copy: _Copy, held: OpenConversation | None, before: Document | None) -> _Merged:
    stamp = stamp_of(copy.path)
    conversation = held or _opened(copy)
    ours = before or conversation.document
    theirs = _read(copy, ours)
    gain = gain_from(theirs, ours)
    theirs.let_go()
    return _Merged(stamp, conversation, gain, gain.document.conversation(copy.conversation_id))


def _read(copy: _Copy, original: Document) -> Document:
    found = read_copy(copy.path, copy.name, original)
    found.require_changeable()
    original.require_changeable()
    return found


def _opened(copy: _Copy) -> OpenConversation:
    return read_conversation(copy.target, even_if_large=True)


def _stamps_of(copy: _Copy) -> tuple[Stamp | None, ...]:
    return tuple(map(stamp_of, (copy.target, copy.target.with_suffix(".journal"))))


def _is_small(path: Path) -> bool:
    stamp = stamp_of(path)
    return stamp is None or is_small(stamp.size_bytes)
