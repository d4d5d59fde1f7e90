"""Bringing the index up to what is on the disk: what changed is read, in small steps."""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from whinchat.domain.values import MessageId
from whinchat.paths import Paths
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged
from whinchat.storage.json_bytes import object_from_bytes
from whinchat.storage.message_codec import message_from_json
from whinchat.storage.search_index.entries import entry_of
from whinchat.storage.search_index.heads import head_columns
from whinchat.storage.search_index.index_rows import IndexRows, KnownConversation, Put
from whinchat.storage.search_index.sources import (
    Reading,
    Source,
    read_source,
    read_sources,
    stamp_from,
)

_BATCH_CHARACTERS = 1_000_000
"""So much text is written in one transaction; with less, FTS5 writes many small pieces."""
_BATCH_SECONDS = 1.0
_NEW = KnownConversation(0, "", is_trashed=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of all conversations are in the index as they are now."""

    done: int
    total: int
    has_changed: bool = False
    """Whether anything was read, or left out, to get there."""

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing."""
        return self.done >= self.total


NO_PROGRESS = Progress(0, 0)


@dataclass(slots=True)
class _Batch:
    """What one transaction puts in, gathered to be sorted."""

    puts: list[Put] = field(default_factory=list)
    characters: int = 0
    since: float = field(default_factory=time.monotonic)

    @property
    def is_due(self) -> bool:
        """Tell whether it is enough for a transaction."""
        return self.characters > _BATCH_CHARACTERS or time.monotonic() - self.since > _BATCH_SECONDS


class Updating:
    """One look at the files. Raises ``sqlite3.Error`` as it comes; belongs to one thread."""

    def __init__(self, connection: sqlite3.Connection, paths: Paths) -> None:
        self._rows = IndexRows(connection)
        self._paths = paths
        self._batch = _Batch()
        self._settled: list[tuple[int, Source]] = []

    def steps(self) -> Iterator[Progress]:
        """Read what changed, newest first, for as long as one goes on asking."""
        try:
            yield from self._update()
        finally:
            self._rows.abandon()

    def _update(self) -> Iterator[Progress]:
        sources = read_sources(self._paths)
        known = self._rows.conversations()
        changed = [source for source in sources.values() if _is_new(source, known)]
        changed.sort(key=lambda source: source.newest_ns, reverse=True)
        total = len(sources)
        done = total - len(changed)
        for gone in known.keys() - sources.keys():
            self._rows.begin()
            self._rows.drop_conversation(known[gone].key)
            yield Progress(done, total + 1)
        self._rows.commit()
        for source in changed:
            yield Progress(done, total)
            for _ in self._read(source, known.get(source.id, _NEW)):
                yield Progress(done, total)
            done += 1
            if self._batch.is_due:
                yield from (Progress(done, total) for _ in self._write())
        yield from (Progress(total - 1, total) for _ in self._write())
        has_changed = bool(changed) or not known.keys() <= sources.keys()
        yield Progress(total, total, has_changed)
        yield from (Progress(total, total, has_changed) for _ in self._rows.scrub())

    def _read(self, source: Source, known: KnownConversation) -> Iterator[None]:
        """Take a conversation in; every step is a transaction of a long one."""
        reading = _reading_of(source, known)
        self._rows.begin()
        key = known.key or self._rows.add_conversation(source)
        columns = head_columns(reading.document, is_whole=reading.is_whole)
        self._rows.set_columns(key, {**columns, "is_trashed": source.is_trashed})
        before = self._known_messages(key, reading)
        for message_id, place in reading.document.places.items():
            slot = reading.document.slots[place]
            digest = blake2b(slot, digest_size=8).digest()
            if before.pop(message_id, (0, b""))[1] != digest:
                self._take(key, message_id, slot, digest)
            if self._batch.is_due:
                yield from self._write()
        if reading.is_whole:
            self._rows.begin()
            for gone, _ in before.values():
                self._rows.drop(gone)
        self._settled.append((key, source))

    def _known_messages(self, key: int, reading: Reading) -> dict[str, tuple[int, bytes]]:
        if reading.is_whole:
            return self._rows.messages(key)
        found: dict[str, tuple[int, bytes]] = {}
        for message_id in reading.document.places:
            found.update(self._rows.message(key, message_id))
        return found

    def _take(self, key: int, message_id: MessageId, slot: bytes, digest: bytes) -> None:
        try:
            message = message_from_json({**object_from_bytes(slot), "id": message_id})
        except Damaged:
            return
        entry = entry_of(message)
        self._batch.puts.append(Put(key, digest, entry))
        self._batch.characters += len(entry.text)

    def _write(self) -> Iterator[None]:
        self._rows.begin()
        yield from self._rows.put_all(self._batch.puts)
        for key, source in self._settled:
            self._rows.settle(key, source)
        self._rows.commit()
        self._batch = _Batch()
        self._settled = []
        yield


def _is_new(source: Source, known: dict[str, KnownConversation]) -> bool:
    found = known.get(source.id, _NEW)
    return (found.stamp, found.is_trashed) != (str(source.stamp), source.is_trashed)


def _reading_of(source: Source, known: KnownConversation) -> Reading:
    try:
        return read_source(source, stamp_from(known.stamp))
    except (Damaged, OSError):
        # What cannot be read is not found either; the list says what is wrong with it.
        return Reading(Document({}), is_whole=True)
