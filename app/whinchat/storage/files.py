"""Files and folders of the library: opened with care, made private, synced to the disk."""

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from whinchat.storage.failures import Damaged

LARGEST_LOADED_BYTES = 64 * 1024 * 1024
"""Above this a file is loaded only when somebody confirms it."""

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
_BATCH_BYTES = 1024 * 1024
_SLICE_BYTES = 2 * _BATCH_BYTES
_RELEASED_BYTES = 8 * _BATCH_BYTES
_STEP_BYTES = 64 * 1024
_REST_SECONDS = 0.000_05
_RELEASE_REST_SECONDS = 0.001
# A pipe of that name must not block us, a link must not lead us elsewhere. Windows has neither.
_CAREFUL = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can read, with its parents. Raises ``OSError``."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    sync_folder(folder.parent)


def is_there(path: Path) -> bool:
    """Tell whether anything has that name. Raises ``OSError`` where the disk does not say."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def may_be_there(path: Path) -> bool:
    """Tell whether anything has that name, or could, since the disk does not say. Never raises."""
    try:
        return is_there(path)
    except OSError:
        return True


def open_to_read(path: Path) -> int:
    """Open a regular file. Raises ``OSError``, and ``Damaged`` for anything else of that name."""
    file = os.open(path, os.O_RDONLY | _CAREFUL)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise Damaged(f"{path.name} is not a file.")
    return file


def open_to_write(path: Path) -> int:
    """Open a new or emptied file that only its owner can read. Raises ``OSError``."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _CAREFUL, _FILE_MODE)


def open_to_append(path: Path) -> int:
    """Open a file to write at its end, making it if need be. Raises ``OSError``."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _CAREFUL, _FILE_MODE)


def write_all(file: int, pieces: Iterable[bytes]) -> int:
    """Write pieces, gathered into large writes, and return how many bytes. Raises ``OSError``."""
    batch: list[bytes] = []
    waiting = total = 0
    for piece in pieces:
        batch.append(piece)
        waiting += len(piece)
        if waiting >= _BATCH_BYTES:
            total += _write(file, b"".join(batch))
            batch.clear()
            waiting = 0
    return total + _write(file, b"".join(batch))


def write_new(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file of its own; on the disk itself when this returns. Raises ``OSError``."""
    file = open_to_write(path)
    try:
        write_all(file, pieces)
        sync_file(file)
    finally:
        os.close(file)


def write_slowly(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file as ``write_new`` does, a little at a time, so that others can sync too.

    A disk that is given a hundred megabytes at once lets a line of a journal wait for them, and a
    thread that never rests lets the others wait for the interpreter.
    """
    file = open_to_write(path)
    try:
        for slice_ in _slices(pieces):
            write_all(file, slice_)
            sync_file(file)
    finally:
        os.close(file)


def _slices(pieces: Iterable[bytes]) -> Iterator[list[bytes]]:
    waiting: list[bytes] = []
    size_bytes = step_bytes = 0
    for piece in pieces:
        waiting.append(piece)
        size_bytes += len(piece)
        step_bytes += len(piece)
        if step_bytes >= _STEP_BYTES:
            time.sleep(_REST_SECONDS)
            step_bytes = 0
        if size_bytes >= _SLICE_BYTES:
            yield waiting
            waiting, size_bytes = [], 0
    yield waiting


def hold(path: Path) -> int | None:
    """Open a file that is about to lose its name, for ``release_slowly``; where there is one.

    On Windows what is open cannot lose its name.
    """
    with suppress(OSError):
        return os.open(path, os.O_RDWR | _CAREFUL) if sys.platform != "win32" else None
    return None


def release_slowly(file: int) -> None:
    """Let go of a file; one that has no name any more gives its room back a little at a time.

    A file system that frees a hundred megabytes at once lets every sync wait for it.
    """
    with suppress(OSError):
        try:
            found = os.fstat(file)
            size_bytes = found.st_size if found.st_nlink == 0 else 0
            while size_bytes > 0:
                size_bytes = max(0, size_bytes - _RELEASED_BYTES)
                os.ftruncate(file, size_bytes)
                time.sleep(_RELEASE_REST_SECONDS)
        finally:
            os.close(file)


def give_second_name(path: Path, name: Path) -> None:
    """Let a file have another name as well, in place of what had it. Raises ``OSError``.

    So there is a whole file under both names at each moment. A file that is gone has no name.
    """
    spare = name.with_name(f"{name.name}.tmp")
    spare.unlink(missing_ok=True)
    try:
        _link_or_copy(path, spare)
    except FileNotFoundError:
        return
    spare.replace(name)


def _link_or_copy(path: Path, spare: Path) -> None:
    try:
        spare.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:  # The file system has no such links.
        write_new(spare, (path.read_bytes(),))


def rename_damaged(path: Path) -> Path:
    """Give a file that cannot be read a name of its own, and return that. Raises ``OSError``."""
    return path.rename(path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"))


def sync_file(file: int) -> None:
    """Return once the file's content is on the disk itself. Raises ``OSError``."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not on every system

        # fsync leaves the data in the drive's own cache there.
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    elif sys.platform == "win32":
        os.fsync(file)
    else:
        os.fdatasync(file)


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk itself. Raises ``OSError``."""
    if sys.platform == "win32":  # Windows has no such call and needs none.
        return
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _write(file: int, data: bytes) -> int:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
    return len(data)
