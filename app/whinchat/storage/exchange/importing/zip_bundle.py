"""A zip as a bundle: read where it lies, measured while it is read, never unpacked."""

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from whinchat.storage.exchange.importing.bundle import (
    LARGEST_FILE_BYTES,
    LARGEST_JSON_BYTES,
    MOST_MEMBERS,
    Bundle,
    Member,
)
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.fields import LONG_AGO
from whinchat.storage.files import open_to_read

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LARGEST_RATIO = 100
_FREE_BYTES = 1024 * 1024
"""So much may come out of however little: a short run of blanks is no bomb."""
_LARGEST_ENTRY_BYTES = 400
"""On average, of one file in the list of all."""
_END_BYTES = 22 + 65_535 + 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others give more at once than was asked for."""
_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)|\x00")
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?", re.IGNORECASE)
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


def is_zip(path: Path) -> bool:
    """Tell whether a file begins as zips do, whatever it is called."""
    try:
        with os.fdopen(open_to_read(path.resolve()), "rb") as stream:
            return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except Exception:  # noqa: BLE001 - who opens it next says what is wrong with it
        return False


def zip_bundle(path: Path, most_members: int = MOST_MEMBERS) -> Bundle:
    """Return the files in a zip. Raises ``Refused`` where no program of good will made it."""
    stream = os.fdopen(open_to_read(path.resolve()), "rb")
    try:
        _require_small_directory(stream, path.name, most_members)
        archive = zipfile.ZipFile(stream)
        members = _members(archive, path.name)
    except _FAILURES as error:
        stream.close()
        raise Refused(f"{path.name} is damaged or was not downloaded to its end.") from error
    except Refused:
        stream.close()
        raise

    def close() -> None:
        archive.close()
        stream.close()

    return Bundle(path.name, members, close)


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, Member]:
    members: dict[str, Member] = {}
    for info in archive.infolist():
        _require_harmless(info, name)
        if info.is_dir() or _DEVICE.fullmatch(info.filename.rpartition("/")[2]):
            continue
        if info.filename in members:
            raise Refused(f"{name} holds two files of one name, so it is unclear which counts.")
        opener = _opener(archive, info)
        members[info.filename] = Member(info.filename, info.file_size, _time_of(info), opener)
    return members


def _require_harmless(info: zipfile.ZipInfo, name: str) -> None:
    if _LEADS_OUT.search(info.orig_filename.replace("\\", "/")):
        raise Refused(f"{name} names files outside of itself. No chat program writes such a zip.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(f"{name} holds a link instead of a file. No chat program writes such a zip.")
    if info.flag_bits & 1:
        raise Refused(f"{name} is locked with a password. Unlock it, then import it.")


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    is_json = info.filename.lower().endswith((".json", ".jsonl"))
    largest = LARGEST_JSON_BYTES if is_json else 2 * LARGEST_FILE_BYTES

    def open_member() -> BinaryIO:
        if info.compress_type not in _METHODS:
            raise Refused(f"{info.filename} is packed in a way that is not read here.")
        try:
            packed = archive.open(info)
        except _FAILURES as error:
            raise Refused(f"{info.filename} is damaged in the zip.") from error
        return io.BufferedReader(_Measured(packed, info, largest), 64 * 1024)

    return open_member


class _Measured(io.RawIOBase):
    """A packed file while it is read; too much, or too much out of too little, is refused."""

    def __init__(self, packed: IO[bytes], info: zipfile.ZipInfo, largest: int) -> None:
        super().__init__()
        self._packed = packed
        self._name = info.filename
        self._most = min(largest, _FREE_BYTES + _LARGEST_RATIO * info.compress_size)
        self._read_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._packed.read(len(view))
        except _FAILURES as error:
            raise Refused(f"{self._name} is damaged in the zip.") from error
        self._read_bytes += len(data)
        if self._read_bytes > self._most:
            raise Refused(f"{self._name} unpacks to far more than any conversation. It is refused.")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()


def _require_small_directory(stream: BinaryIO, name: str, most_members: int) -> None:
    """Look how long the list of files is, before all of it is read into memory."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_BYTES))
    end = stream.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0:
        raise Refused(f"{name} is damaged or was not downloaded to its end.")
    count = int.from_bytes(end[place + 10 : place + 12], "little")
    length = int.from_bytes(end[place + 12 : place + 16], "little")
    far = end.rfind(b"PK\x06\x07", 0, place)
    if far >= 0:
        stream.seek(int.from_bytes(end[far + 8 : far + 16], "little"))
        record = stream.read(56)
        count = int.from_bytes(record[32:40], "little")
        length = int.from_bytes(record[40:48], "little")
    if count > most_members or length > most_members * _LARGEST_ENTRY_BYTES:
        raise Refused(f"{name} holds more than {most_members:,} files. It is refused.")
    stream.seek(0)


def _time_of(info: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return LONG_AGO
