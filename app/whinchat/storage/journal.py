"""The journal of one conversation: lines at the end of a file, cheap whatever its length."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.storage.disk import write_atomically
from whinchat.storage.failures import not_saved
from whinchat.storage.files import (
    open_to_append,
    rename_damaged,
    sync_file,
    sync_folder,
    write_all,
)

LONG_JOURNAL_BYTES = 256_000
"""From this on a journal is folded whenever something was written."""


class Journal:
    """A journal file and its lines since the last fold. Belongs to the disk's thread.

    After an error nothing is written behind what may be half a line, and no sync is tried twice
    on the same file, whose unwritten pages the system may have dropped: all lines go into a new
    file instead.
    """

    def __init__(self, path: Path, found: bytes = b"", *, is_odd: bool = False) -> None:
        """Take over what was found in the file; an odd one is kept aside once it is folded."""
        self._path = path
        self._is_odd = is_odd
        # A last line that a crash tore is left out when the file is written anew.
        self._lines = [found[: found.rfind(b"\n") + 1]]
        self._waiting: list[bytes] = []
        self._file: int | None = None
        self._is_sound = not found or found.endswith(b"\n")
        self.is_synced = True
        """Whether everything written so far is on the disk itself."""
        self.size_bytes = len(found)
        self._fold_from_bytes = LONG_JOURNAL_BYTES

    @property
    def is_sound(self) -> bool:
        """Tell whether lines can be added to the file as it is."""
        return self._is_sound

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing that a fold would save."""
        return self.size_bytes == 0

    @property
    def should_be_folded(self) -> bool:
        """Tell whether it has grown so long that it must be folded."""
        return self.size_bytes > self._fold_from_bytes

    def put_off_folding(self) -> None:
        """Be folded when it has grown by as much once more."""
        self._fold_from_bytes = self.size_bytes + LONG_JOURNAL_BYTES

    @property
    def piece_count(self) -> int:
        """Return how many pieces there are since the file was written; see ``forget``."""
        return len(self._lines)

    @property
    def is_settled(self) -> bool:
        """Tell whether all that was added is on the disk itself."""
        return not self._waiting and self.is_synced

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines, to be written with the next ``write``."""
        for line in lines:
            self._lines.append(line)
            self._waiting.append(line)
            self.size_bytes += len(line)

    def write(self, *, sync: bool) -> None:
        """Write what was added, and sync it if asked. Raises ``NotSaved``; then try it again."""
        if self.is_settled:
            return
        if not self._is_sound:
            self._write_anew()
            return
        try:
            self._append()
            if sync and not self.is_synced:
                self._sync()
        except OSError as error:
            self._is_sound = False
            self.close()
            raise not_saved(error, self._path) from error

    def clear(self) -> None:
        """Remove the file: what it says is in the conversation's file now.

        Where that fails the lines stay; reading them once more changes nothing.
        """
        self.close()
        with suppress(OSError):
            self._remove()
            self._lines.clear()
            self._is_sound = True
        # Also where the file stays: what it lacks is saved elsewhere.
        self._waiting.clear()
        self.is_synced = True
        self.size_bytes = 0
        self._fold_from_bytes = LONG_JOURNAL_BYTES

    def forget(self, count: int) -> None:
        """Leave out the first pieces: what they say is in the conversation's file now.

        Where that fails all of them stay; reading them once more changes nothing.
        """
        self._fold_from_bytes = LONG_JOURNAL_BYTES
        rest = self._lines[count:]
        if not rest:
            self.clear()
        elif not self._is_odd:
            self.close()
            with suppress(NotSaved):
                write_atomically(self._path, rest)
                self._lines = rest
                self._waiting.clear()
                self._is_sound = self.is_synced = True
                self.size_bytes = sum(map(len, rest))

    def close(self) -> None:
        """Let the file go; a later ``write`` opens it again."""
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
            self._file = None

    def _remove(self) -> None:
        if self._is_odd:
            rename_damaged(self._path)
            self._is_odd = False
        else:
            self._path.unlink(missing_ok=True)

    def _append(self) -> None:
        if not self._waiting:
            return
        if self._file is None:
            is_new = not self._path.exists()
            self._file = open_to_append(self._path)
            if is_new:
                sync_folder(self._path.parent)
        self.is_synced = False
        write_all(self._file, self._waiting)
        self._waiting.clear()

    def _sync(self) -> None:
        if self._file is None:
            self._file = open_to_append(self._path)
        sync_file(self._file)
        if os.fstat(self._file).st_nlink == 0:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self.is_synced = True

    def _write_anew(self) -> None:
        write_atomically(self._path, self._lines)
        self._waiting.clear()
        self._is_sound = True
        self.is_synced = True
