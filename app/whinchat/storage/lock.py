"""The lock of a data folder: one process writes it at a time."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from whinchat.storage.files import make_folder

_LOCKED_AT = 1 << 20
"""Windows keeps others from reading the byte that is locked, so it lies far behind the text."""
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the system says where somebody else has it: Unix the first, Windows the others."""


class FolderLock:
    """A lock that the system itself lets go of when its process ends, however that happens."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._file: int | None = None

    def try_acquire(self) -> bool:
        """Take the lock and tell whether that went well.

        On a drive that knows no locks, as some of networks, it always does. What the file says
        does not matter: a sync tool may have brought it. Raises ``OSError`` where the file cannot
        be written.
        """
        if self._file is not None:
            return True
        make_folder(self._path.parent)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        if not _lock(file):
            os.close(file)
            return False
        # The number is for people and for the other process; a full disk must not matter.
        with suppress(OSError):
            os.ftruncate(file, 0)
            os.write(file, b"%d\n" % os.getpid())
        self._file = file
        return True

    def release(self) -> None:
        """Let the lock go; doing so twice does nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def holder(self) -> int | None:
        """Return the process that last took the lock, where that is known."""
        with suppress(OSError, ValueError):
            return int(self._path.read_text("ascii"))
        return None


def _lock(file: int) -> bool:
    """Tell whether nobody else has the lock; a drive that knows no locks keeps nobody out."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only on Windows

            os.lseek(file, _LOCKED_AT, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True
