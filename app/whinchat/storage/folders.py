"""The folders of the list in one file, each of their fields a mark, so that two copies merge."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from whinchat.domain.conversation import Mark
from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import FolderField, FolderId, FolderMarks
from whinchat.domain.values import Json, JsonObject
from whinchat.paths import Paths
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.failures import Damaged, not_saved, unreadable
from whinchat.storage.fields import Fields, mark_to_json
from whinchat.storage.files import rename_damaged
from whinchat.storage.json_bytes import to_bytes
from whinchat.storage.merging.values import greatest, join_objects
from whinchat.storage.reading import read_object

log = logging.getLogger(__name__)

_FORMAT = "whinchat-folders"
_VERSION = 1
_RETRY_SECONDS = 10.0


class FolderFile:
    """``folders.json``. What lies there is merged with what is known, never replaced by it."""

    def __init__(self, paths: Paths, disk: Disk, retry_seconds: float = _RETRY_SECONDS) -> None:
        self._path = paths.data / "folders.json"
        self._disk = disk
        self._retry_seconds = retry_seconds
        self._content: dict[str, Json] = {}
        self._is_due = False

    async def load(self) -> FolderMarks:
        """Return what is said of each folder; nothing where there is no file to be read."""
        return await self._disk.run(self._load)

    async def save(self, changes: FolderMarks) -> None:
        """Change folders. Raises ``NotSaved``; the change is then kept and tried again."""
        await self._disk.run(lambda: self._save(changes))

    def _load(self) -> FolderMarks:
        try:
            self._content = merge_folders(self._content, _read(self._path))
        except OSError as error:
            # It may be read the next time, and is read before anything is written.
            log.warning("The folders cannot be read now: %s", error)
        return folder_marks(self._content)

    def _save(self, changes: FolderMarks) -> None:
        changed: JsonObject = {
            "folders": {
                folder_id: {name: mark_to_json(mark) for name, mark in marks.items()}
                for folder_id, marks in changes.items()
            }
        }
        self._content = merge_folders(self._content, changed)
        self._write()

    def _write(self) -> None:
        try:
            self._content = merge_folders(self._content, _read(self._path))
        except OSError as error:
            self._write_later()
            raise not_saved(error, self._path) from error
        if _is_newer(self._content):
            raise NotSaved(
                "Not saved: a newer version of Whinchat wrote the folders. Update Whinchat to "
                "change them."
            )
        content = {**self._content, "format": _FORMAT, "version": _VERSION}
        try:
            write_atomically(self._path, _laid_out(content), keep_previous=True)
        except NotSaved:
            self._write_later()
            raise

    def _write_later(self) -> None:
        if not self._is_due:
            self._is_due = True
            self._disk.later(self._retry_seconds, self._write_again)

    def _write_again(self) -> None:
        self._is_due = False
        with suppress(NotSaved):
            self._write()


def merge_folders(one: JsonObject, other: JsonObject) -> dict[str, Json]:
    """Return everything that either file says; of a mark that both have, the later.

    The same whichever comes first, in whatever order three are merged, and however often.
    """
    return join_objects(one, other, {"version": greatest})


def take_in_folders(path: Path, copy: Path) -> None:
    """Write what a copy of the file says into the file. Raises ``NotSaved`` and ``Damaged``."""
    try:
        content = merge_folders(read_object(path), read_object(copy))
    except OSError as error:
        raise unreadable(error, copy) from error
    if _is_newer(content):
        raise Damaged(f"A newer version of Whinchat wrote {copy.name}.")
    write_atomically(path, _laid_out(content), keep_previous=True)


def folder_marks(content: JsonObject) -> FolderMarks:
    """Return what a file's object says of each folder; what is odd in it is passed over."""
    folders = content.get("folders")
    return {
        FolderId(folder_id): _marks_of(one)
        for folder_id, one in (folders.items() if isinstance(folders, Mapping) else ())
        if folder_id and isinstance(one, Mapping)
    }


def _marks_of(one: JsonObject) -> Mapping[str, Mark]:
    fields = Fields(one)
    return {name: mark for name in FolderField if (mark := fields.mark(name)) is not None}


def _is_newer(content: JsonObject) -> bool:
    version = content.get("version")
    return isinstance(version, int | float) and version > _VERSION


def _laid_out(content: JsonObject) -> bytes:
    folders = content.get("folders")
    lines = [
        b"    " + to_bytes(key) + b": " + to_bytes(one)
        for key, one in (folders.items() if isinstance(folders, Mapping) else ())
    ]
    head = [
        b"  " + to_bytes(key) + b": " + to_bytes(value) + b",\n"
        for key, value in content.items()
        if key != "folders"
    ]
    return b"{\n" + b"".join(head) + b'  "folders": {\n' + b",\n".join(lines) + b"\n  }\n}\n"


def _read(path: Path) -> dict[str, Json]:
    """Return what the file says; of one that is damaged what it said before, and keep it aside.

    Raises ``OSError`` where it cannot be read now: then it stays where it is.
    """
    try:
        return read_object(path)
    except FileNotFoundError:
        return {}
    except Damaged:
        with suppress(OSError):
            rename_damaged(path)
    with suppress(OSError, Damaged):
        return read_object(path.with_suffix(".bak"))
    return {}
