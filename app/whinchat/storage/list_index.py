"""What the list shows, kept in the cache: read at the start, believed only by stamps.

The file may be deleted at any time. Its first line is a digest of the others, and of what their
version is; each of those is a conversation.
"""

import hashlib
import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from whinchat.domain.errors import NotSaved
from whinchat.storage.disk import write_atomically
from whinchat.storage.failures import Damaged
from whinchat.storage.files import open_to_read
from whinchat.storage.summaries import Summary, read_summary

log = logging.getLogger(__name__)

_VERSION = b"4"
"""Of what a line is. A file of any other version is as good as none."""
_DIGEST_BYTES = 16

Stamp = int
"""Of all files of a conversation, as the hash of what the system says of them: ten thousand texts
or tuples of numbers take megabytes."""
_NO_FILE = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A conversation as it was read, and its files as they were then."""

    stamp: Stamp
    summary: Summary


_DECODER = msgspec.json.Decoder(_Entry)
_ENCODER = msgspec.json.Encoder()


@dataclass(slots=True)
class Changes:
    """How a folder differs from what was known of it."""

    stems: list[str]
    """What is new or has other stamps."""
    gone: list[str] = field(default_factory=list)


class ListIndex:
    """The heads of the conversations in a folder. Belongs to the disk's thread."""

    def __init__(self, folder: Path, file: Path | None = None) -> None:
        """Know a folder by a file of the cache, or for the moment alone."""
        self._folder = folder
        self._file = file
        self._entries: dict[str, _Entry] = {}
        self._stamps: dict[str, Stamp] = {}
        self._names: set[str] = set()
        self._is_changed = False

    def load(self) -> tuple[Summary, ...]:
        """Return what was known when the program ended; nothing where that cannot be read."""
        self._entries = {entry.summary.id: entry for entry in _read(self._file)}
        return tuple(entry.summary for entry in self._entries.values())

    def compare(self) -> Changes:
        """Return what differs in the folder now. Never raises."""
        self._stamps, self._names = _stamps_in(self._folder)
        known = self._entries
        stems = [
            stem
            for stem, stamp in self._stamps.items()
            if stem not in known or known[stem].stamp != stamp
        ]
        gone = [stem for stem in known if stem not in self._stamps]
        for stem in gone:
            del known[stem]
        self._is_changed = self._is_changed or bool(gone)
        return Changes(stems, gone)

    def read(self, stems: Iterable[str]) -> list[Summary]:
        """Return the heads of some that differ."""
        found: list[Summary] = []
        for stem in stems:
            summary = read_summary(self._folder / f"{stem}.json", self._names)
            self._is_changed = self._entries.pop(stem, None) is not None or self._is_changed
            if summary is None:
                continue
            found.append(summary)
            # What could not be read today may be readable tomorrow, with the same stamps.
            if not summary.is_damaged:
                self._entries[stem] = _Entry(self._stamps[stem], summary)
                self._is_changed = True
        return found

    def save(self) -> None:
        """Write what is known, if it is news, and forget it. A cache that takes nothing is none."""
        if self._is_changed and self._file is not None:
            data = _ENCODER.encode_lines(self._entries.values())
            try:
                write_atomically(self._file, (_digest(data), b"\n", data))
            except NotSaved as trouble:
                log.info("The list is not in the cache: %s", trouble)
        self._entries, self._stamps, self._names = {}, {}, set()
        self._is_changed = False


def _read(path: Path | None) -> list[_Entry]:
    """Return what is in the file, read line by line: all of it at once stays in the memory."""
    if path is None:
        return []
    digest = hashlib.blake2b(_VERSION, digest_size=_DIGEST_BYTES)
    entries: list[_Entry] = []
    try:
        with os.fdopen(open_to_read(path), "rb") as stream:
            wanted = stream.readline().strip()
            for line in stream:
                digest.update(line)
                entries.append(_DECODER.decode(line))
    except (OSError, Damaged, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return []
    return entries if wanted == digest.hexdigest().encode() else []


def _digest(data: bytes) -> bytes:
    digest = hashlib.blake2b(_VERSION, digest_size=_DIGEST_BYTES)
    digest.update(data)
    return digest.hexdigest().encode()


def _stamps_in(folder: Path) -> tuple[dict[str, Stamp], set[str]]:
    """Return the stamp of each conversation, and the names in the folder."""
    files: dict[str, Stamp] = {}
    names: set[str] = set()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            names.add(entry.name)
            if entry.name.endswith((".json", ".journal")):
                files[entry.name] = _stamp_of(entry)
    stems = {name.rpartition(".")[0] for name in files} - {""}
    return {stem: _joint_stamp(stem, files, names) for stem in stems}, names


def _joint_stamp(stem: str, files: dict[str, Stamp], names: set[str]) -> Stamp:
    journal = files.get(f"{stem}.journal", _NO_FILE)
    return hash((files.get(f"{stem}.json", _NO_FILE), journal, f"{stem}.bak" in names))


def _stamp_of(entry: os.DirEntry[str]) -> Stamp:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return _NO_FILE
    return hash((found.st_size, found.st_mtime_ns, found.st_ino))
