"""The files that the index is made from, and what of them has changed."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from whinchat.paths import Paths
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged
from whinchat.storage.files import open_to_read
from whinchat.storage.journal_lines import replay
from whinchat.storage.json_bytes import from_bytes
from whinchat.storage.open_conversation import read_conversation

_NOTHING = (0, 0, 0)


class Stamp(NamedTuple):
    """By what the two files of a conversation are recognised as those that were read."""

    file: tuple[int, int, int] = _NOTHING
    """Inode, size and time of change in nanoseconds; noughts where there is none."""
    journal: tuple[int, int, int] = _NOTHING

    def __str__(self) -> str:
        return " ".join(map(str, (*self.file, *self.journal)))


@dataclass(frozen=True, slots=True)
class Source:
    """One conversation on the disk."""

    id: str
    path: Path
    """Its file, which need not be there: a new one is only a journal."""
    is_trashed: bool
    stamp: Stamp

    @property
    def newest_ns(self) -> int:
        """Return when it last changed."""
        return max(self.stamp.file[2], self.stamp.journal[2])


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a conversation."""

    document: Document
    is_whole: bool
    """Whether all of it was read; else the document has only what the journal says, and the head
    only the fields that the journal changes."""


def stamp_from(text: str) -> Stamp | None:
    """Return the stamp that was written as a text."""
    with suppress(ValueError):
        numbers = tuple(map(int, text.split()))
        if len(numbers) == len(_NOTHING) * 2:
            return Stamp(numbers[:3], numbers[3:])  # type: ignore[arg-type]  # three and three
    return None


def read_sources(paths: Paths) -> dict[str, Source]:
    """Return all conversations by their ids. One in both folders counts as not in the trash."""
    found: dict[str, Source] = {}
    for folder, is_trashed in ((paths.trash, True), (paths.conversations, False)):
        for stem, stamp in _stamps_in(folder).items():
            found[stem] = Source(stem, folder / f"{stem}.json", is_trashed, stamp)
    return found


def read_source(source: Source, known: Stamp | None) -> Reading:
    """Read a conversation; only its journal where that says all that is new since ``known``.

    Raises ``Damaged`` and ``OSError``.
    """
    if known is not None and _only_journal_grew(known, source.stamp):
        with suppress(OSError, Damaged):
            new = _read_journal(source, known.journal[1])
            if new is not None:
                return Reading(new, is_whole=False)
    document = read_conversation(source.path, even_if_large=True).document
    return Reading(document, is_whole=True)


def _stamps_in(folder: Path) -> dict[str, Stamp]:
    stamps: dict[str, Stamp] = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            stem, _, kind = entry.name.rpartition(".")
            if stem and kind in ("json", "journal"):
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    numbers = (found.st_ino, found.st_size, found.st_mtime_ns)
                    before = stamps.get(stem, Stamp())
                    is_file = kind == "json"
                    stamps[stem] = (
                        before._replace(file=numbers)
                        if is_file
                        else before._replace(journal=numbers)
                    )
    return stamps


def _only_journal_grew(known: Stamp, now: Stamp) -> bool:
    is_same_journal = known.journal == _NOTHING or known.journal[0] == now.journal[0]
    return (
        known.file == now.file
        and known.file != _NOTHING
        and is_same_journal
        and now.journal[1] >= known.journal[1]
    )


def _read_journal(source: Source, read_bytes: int) -> Document | None:
    """Return what a journal says since it was this long; ``None`` where that needs the file."""
    with os.fdopen(open_to_read(source.path.with_suffix(".journal")), "rb") as stream:
        journal = stream.read()
    document = replay(Document({}), journal)
    if document is None:
        return None
    changed: set[str] = set()
    fields: set[str] = set()
    for line in _lines_from(journal, read_bytes):
        match line:
            case {"message": {"id": str(message_id)}}:
                changed.add(message_id)
            case {"grow": str(message_id)} | {"mark": str(message_id)}:
                if message_id not in document.places:
                    return None
                changed.add(message_id)
            case {"field": str(name)}:
                fields.add(name)
            case _:
                pass
    return _only(document, changed, fields)


def _lines_from(journal: bytes, read_bytes: int) -> Iterator[object]:
    start = journal.rfind(b"\n", 0, read_bytes) + 1
    for line in journal[start:].split(b"\n"):
        if line:
            with suppress(Damaged):
                yield from_bytes(line)


def _only(document: Document, changed: set[str], fields: set[str]) -> Document:
    times = {"updated_at"} if changed else set()
    head = {name: value for name, value in document.head.items() if name in fields | times}
    kept = Document(head)
    for message_id, place in document.places.items():
        if message_id in changed:
            kept.places[message_id] = len(kept.slots)
            kept.slots.append(document.slots[place])
    return kept
