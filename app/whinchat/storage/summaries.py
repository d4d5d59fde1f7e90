"""The list of conversations: the heads of the files, without their messages."""

import os
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from whinchat.domain.conversation import Field, first_words
from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.domain.source import Source, source_in
from whinchat.domain.values import ConversationId, Json
from whinchat.storage.conversation_file import MESSAGES_BEGIN, Document
from whinchat.storage.deletions import Deletions, deletions_in
from whinchat.storage.failures import Damaged, unreadable
from whinchat.storage.fields import LONG_AGO, Fields
from whinchat.storage.file_parsing import require_format
from whinchat.storage.files import LARGEST_LOADED_BYTES, is_there, may_be_there, open_to_read
from whinchat.storage.journal_lines import has_odd_lines, replay
from whinchat.storage.json_bytes import object_from_bytes
from whinchat.storage.reading import read_file

_HEAD_BYTES = 8192
_LONG_HEAD_BYTES = 1024 * 1024
_TAIL_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the list shows of a conversation."""

    id: ConversationId
    """The name of its file, without ``.json``."""
    title: str
    created_at: datetime
    updated_at: datetime
    """When its newest message was begun."""
    is_pinned: bool = False
    folder: FolderId = NO_FOLDER
    tags: tuple[str, ...] = ()
    is_archived: bool = False
    is_unread: bool = False
    is_read_only: bool = False
    """Written by a newer version."""
    source: Source | None = None
    """Where it was imported from."""
    deleted_count: int = 0
    """How many of its messages are deleted."""
    deleted_at: datetime | None = None
    """When the last of them was."""
    trouble: str = ""
    """Why it cannot be read, as a sentence; empty where it can."""
    has_previous_copy: bool = False
    size_bytes: int = 0

    @property
    def is_damaged(self) -> bool:
        """Tell whether the file cannot be read; it is listed and never touched."""
        return bool(self.trouble)


@dataclass(frozen=True, slots=True)
class _Heads:
    """What the files of a conversation say of it without most of its messages."""

    size_bytes: int
    document: Document
    deletions: Deletions


def read_one(path: Path) -> Summary | None:
    """Return what the list shows of one conversation; ``None`` where there is none."""
    files = (path, path.with_suffix(".journal"), path.with_suffix(".bak"))
    names = {file.name for file in files if may_be_there(file)}
    return read_summary(path, names) if {file.name for file in files[:2]} & names else None


def read_summary(path: Path, names: Container[str]) -> Summary | None:
    """Return what the list shows of one conversation, given the names in its folder.

    ``None`` where a crash came before its first message was saved.
    """
    has_previous_copy = f"{path.stem}.bak" in names
    try:
        heads = _read_heads(path, names)
    except (OSError, Damaged) as error:
        reason = error if isinstance(error, Damaged) else unreadable(error, path)
        return _damaged(path, str(reason), has_previous_copy=has_previous_copy)
    return _summary(path, heads, has_previous_copy=has_previous_copy) if heads else None


def _summary(path: Path, heads: _Heads, *, has_previous_copy: bool) -> Summary:
    fields = Fields(heads.document.head)
    created_at = fields.time("created_at") or LONG_AGO
    folder = _value(fields, Field.FOLDER)
    return Summary(
        id=ConversationId(path.stem),
        title=_title(heads.document),
        created_at=created_at,
        updated_at=fields.time("updated_at") or created_at,
        is_pinned=_value(fields, Field.PINNED) is True,
        folder=FolderId(folder) if isinstance(folder, str) else NO_FOLDER,
        tags=tags_in(_value(fields, Field.TAGS)),
        is_archived=_value(fields, Field.ARCHIVED) is True,
        is_unread=_value(fields, Field.UNREAD) is True,
        is_read_only=heads.document.is_read_only,
        source=source_in(_value(fields, Field.SOURCE)),
        deleted_count=heads.deletions.count,
        deleted_at=heads.deletions.at,
        has_previous_copy=has_previous_copy,
        size_bytes=heads.size_bytes,
    )


def tags_in(value: Json) -> tuple[str, ...]:
    """Return the words in a value that should be a list of them."""
    words = value if isinstance(value, list | tuple) else ()
    return tuple(word for word in words if isinstance(word, str) and word)


def _value(fields: Fields, name: Field) -> Json:
    mark = fields.mark(name)
    return mark.value if mark is not None else None


def _title(document: Document) -> str:
    fields = Fields(document.head)
    title = fields.mark(Field.TITLE)
    given = title.value if title is not None and isinstance(title.value, str) else ""
    return given or fields.text("first_words") or first_words(document.messages())


def _title_before(path: Path) -> str:
    """Return what the previous copy calls a conversation; empty where that cannot be read."""
    with suppress(OSError, Damaged):
        _, head = _read_start(path.with_suffix(".bak"))
        return _title(Document(head))
    return ""


def _damaged(path: Path, trouble: str, *, has_previous_copy: bool) -> Summary:
    changed_at, size_bytes = LONG_AGO, 0
    with suppress(OSError, OverflowError, ValueError):
        found = path.lstat()
        changed_at, size_bytes = datetime.fromtimestamp(found.st_mtime, UTC), found.st_size
    return Summary(
        id=ConversationId(path.stem),
        title=(_title_before(path) if has_previous_copy else "") or path.name,
        created_at=changed_at,
        updated_at=changed_at,
        trouble=trouble,
        has_previous_copy=has_previous_copy,
        size_bytes=size_bytes,
    )


def read_head(path: Path) -> Document | None:
    """Return a conversation without most of its messages; ``None`` where there is none.

    Raises ``OSError`` and ``Damaged``.
    """
    files = (path, path.with_suffix(".journal"))
    heads = _read_heads(path, {file.name for file in files if is_there(file)})
    return heads.document if heads else None


def _read_heads(path: Path, names: Container[str]) -> _Heads | None:
    """Return what a file says before its messages, with what the journal says of it."""
    has_journal = f"{path.stem}.journal" in names
    journal = _read_all(path.with_suffix(".journal")) if has_journal else b""
    size_bytes, head = _read_start(path) if path.name in names else (0, None)
    document = replay(None if head is None else Document(head), journal)
    if document is None and has_odd_lines(journal):
        raise Damaged("Its journal has no beginning.")
    if document is None or (head is None and not document.slots):
        return None
    return _Heads(size_bytes, document, deletions_in(document.head, journal))


def _read_start(path: Path) -> tuple[int, dict[str, Json]]:
    """Return a file's size and the fields before its messages."""
    file = open_to_read(path)
    try:
        size_bytes = os.fstat(file).st_size
        start = os.read(file, _HEAD_BYTES)
        if _end_of_head(start) < 0 and size_bytes > _HEAD_BYTES:
            start += os.read(file, _LONG_HEAD_BYTES)
        os.lseek(file, max(0, size_bytes - _TAIL_BYTES), os.SEEK_SET)
        is_whole = os.read(file, _TAIL_BYTES).rstrip().endswith(b"}")
    finally:
        os.close(file)
    if not is_whole:
        raise Damaged("Its end is missing." if size_bytes else "It is empty.")
    end = _end_of_head(start)
    if end >= 0:
        head = object_from_bytes(start[:end].rstrip().removesuffix(b",") + b"}")
        require_format(head, has_messages=True)
        return size_bytes, head
    # Somebody else laid it out: there is no telling where its head ends.
    if size_bytes > LARGEST_LOADED_BYTES:
        return size_bytes, {Field.TITLE: path.name}
    return size_bytes, read_file(path).head


def _end_of_head(start: bytes) -> int:
    return start.find(b"\n" + MESSAGES_BEGIN)


def _read_all(path: Path) -> bytes:
    with os.fdopen(open_to_read(path), "rb") as stream:
        return stream.read()
