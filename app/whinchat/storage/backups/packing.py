"""A zip that grows file by file: small where that is cheap, whole or not there at all."""

import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from whinchat.domain.errors import NotSaved
from whinchat.storage.disk import put_in_place
from whinchat.storage.failures import not_saved
from whinchat.storage.files import make_folder, open_to_read, open_to_write, sync_file

_LEVEL = 4
_CHUNK_BYTES = 256 * 1024
_FREE_BYTES = 256 * 1024 * 1024
"""So much room is left on the disk: it is needed for what the user says meanwhile."""
_LARGEST_RATIO = 40
"""What packs better than that is kept as it is: readers take a better ratio for a bomb."""
_UNSUSPECTED_BYTES = 512 * 1024
_BREATH_SECONDS = 0.001
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PACKED = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf", ".zip", ".mp3", ".mp4", ".docx")


class GivenUp(Exception):
    """A backup was stopped: the program ends."""


class Packing:
    """Writes one zip. Between files it lets others work, and asks whether to go on."""

    def __init__(
        self, archive: zipfile.ZipFile, folder: Path, is_wanted: Callable[[], bool]
    ) -> None:
        self._archive = archive
        self._folder = folder
        self._is_wanted = is_wanted

    def put(self, name: str, pieces: Iterable[bytes], changed_at: datetime) -> None:
        """Add what is in memory."""
        data = list(pieces)
        size = sum(map(len, data))
        is_packed = size > _UNSUSPECTED_BYTES and _packs_too_well(data)
        self._write(name, iter(data), size, changed_at, is_packed=is_packed)

    def copy(self, name: str, path: Path) -> None:
        """Add a file as it is, piece by piece. Raises ``OSError``; ``Damaged`` for no file."""
        with os.fdopen(open_to_read(path), "rb") as stream:
            found = os.fstat(stream.fileno())
            is_packed = path.suffix in _PACKED
            if found.st_size > _UNSUSPECTED_BYTES and not is_packed:
                is_packed = _packs_too_well(_chunks(stream))
                stream.seek(0)
            changed_at = datetime.fromtimestamp(found.st_mtime, UTC)
            self._write(name, _chunks(stream), found.st_size, changed_at, is_packed=is_packed)

    def _write(
        self,
        name: str,
        chunks: Iterator[bytes],
        size: int,
        changed_at: datetime,
        *,
        is_packed: bool,
    ) -> None:
        info = zipfile.ZipInfo(name, max(_EARLIEST, changed_at.timetuple()[:6]))
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        info.file_size = size
        with self._archive.open(info, "w") as member:
            for chunk in chunks:
                self._go_on()
                member.write(chunk)
        # The window's thread waits for none of this: whoever asks for the interpreter gets it.
        time.sleep(_BREATH_SECONDS)

    def _go_on(self) -> None:
        if not self._is_wanted():
            raise GivenUp
        if shutil.disk_usage(self._folder).free < _FREE_BYTES:
            raise NotSaved(
                f"No backup in {self._folder}: the disk is nearly full. Free some space or choose "
                "another folder, then try again."
            )


@contextmanager
def packed_into(
    path: Path, is_wanted: Callable[[], bool], check: Callable[[Path], None]
) -> Iterator[Packing]:
    """Give what writes a zip; it takes its name once it is on the disk and found good.

    ``check`` reads it again, and raises where it cannot. Raises ``NotSaved`` and ``GivenUp``, and
    then there is nothing of that name.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        make_folder(path.parent)
        with os.fdopen(open_to_write(temporary), "wb") as stream:
            with zipfile.ZipFile(stream, "w", compresslevel=_LEVEL) as archive:
                yield Packing(archive, path.parent, is_wanted)
            stream.flush()
            sync_file(stream.fileno())
        check(temporary)
        put_in_place(temporary, path, keep_previous=False)
    except OSError as error:
        raise not_saved(error, path) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK_BYTES):
        yield chunk


def _packs_too_well(chunks: Iterable[bytes]) -> bool:
    packer, size, packed = zlib.compressobj(1), 0, 0
    for chunk in chunks:
        size += len(chunk)
        packed += len(packer.compress(chunk))
    packed += len(packer.flush())
    return size > _LARGEST_RATIO * packed
