"""What belongs in a backup, and by what one sees that nothing of it has changed."""

import hashlib
import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from whinchat.paths import Paths
from whinchat.storage.stamps import ENDINGS, stamp_from

CONVERSATIONS = "conversations"
TRASH = "trash"
ATTACHMENTS = "attachments"
FOLDERS = "folders.json"
DRAFTS = "drafts.json"
SETTINGS = "settings.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """The names of what was in the library at one moment; keys are nowhere in it."""

    conversations: tuple[str, ...]
    """Names of files without their endings."""
    trash: tuple[str, ...]
    attachments: tuple[str, ...]
    fingerprint: str
    """The same as long as no file was written, came or went. Settings do not count."""

    def without(self, others: "Contents") -> "Contents":
        """Return what is in this and not in the others."""
        return Contents(
            _without(self.conversations, others.conversations),
            _without(self.trash, others.trash),
            _without(self.attachments, others.attachments),
            self.fingerprint,
        )


def look_at(paths: Paths) -> Contents:
    """Return what is in the library now. Raises ``OSError`` where a folder cannot be read."""
    said = hashlib.sha256()
    found: dict[str, list[str]] = {}
    for part, folder in ((CONVERSATIONS, paths.conversations), (TRASH, paths.trash)):
        names = [*_noted(folder, said)]
        found[part] = sorted({Path(name).stem for name in names if name.endswith(ENDINGS)})
    found[ATTACHMENTS] = sorted(
        name for name in _noted(paths.attachments, said) if not name.endswith(".tmp")
    )
    for name in (FOLDERS, DRAFTS):
        with suppress(OSError):
            said.update(f"{name} {stamp_from((paths.data / name).lstat())}\n".encode())
    return Contents(
        conversations=tuple(found[CONVERSATIONS]),
        trash=tuple(found[TRASH]),
        attachments=tuple(found[ATTACHMENTS]),
        fingerprint=said.hexdigest(),
    )


def library_name(paths: Paths) -> str:
    """Return what tells the backups of one library from those of others in the same folder.

    It gives away neither the computer's name nor the folder's.
    """
    whole = f"{platform.node()}\n{paths.data.resolve()}"
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    known = set(others)
    return tuple(name for name in names if name not in known)


def _noted(folder: Path, said: "hashlib._Hash") -> Iterator[str]:
    """Yield the names of the files in a folder, once what they look like is taken down."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        # One that goes away meanwhile is not there; one that cannot be looked at would be missed.
        with suppress(FileNotFoundError):
            if entry.is_file(follow_symlinks=False):
                stamp = stamp_from(entry.stat(follow_symlinks=False))
                said.update(f"{folder.name}/{entry.name} {stamp}\n".encode(errors="replace"))
                yield entry.name
