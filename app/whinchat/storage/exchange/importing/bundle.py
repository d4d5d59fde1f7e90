"""What was chosen to be imported: files by their names, from a zip, a folder or one file."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged, unreadable
from whinchat.storage.fields import LONG_AGO
from whinchat.storage.files import open_to_read

LARGEST_JSON_BYTES = 4 * 1024**3
LARGEST_FILE_BYTES = 32 * 1024 * 1024
"""Of one picture or attached file: it is held whole while it is kept."""
MOST_MEMBERS = 20_000
_DEEPEST_FOLDER = 12


@dataclass(frozen=True, slots=True)
class Member:
    """One file, wherever it lies. Nothing of it is written anywhere under its own name."""

    name: str
    """With slashes between folders."""
    size_bytes: int
    """As it is said to be: who reads counts for himself."""
    changed_at: datetime
    open: Callable[[], BinaryIO]
    """Raises ``Refused``, and so does reading."""

    @property
    def base_name(self) -> str:
        """Return the last part of its name."""
        return self.name.rpartition("/")[2]

    def read_whole(self, largest_bytes: int = LARGEST_FILE_BYTES) -> bytes:
        """Return the content. Raises ``Refused`` where it is longer than that."""
        with self.open() as stream:
            data = stream.read(largest_bytes + 1)
        if len(data) > largest_bytes:
            raise Refused(f"{self.base_name} has more than {largest_bytes // 2**20} MB.")
        return data


@dataclass(slots=True)
class Bundle:
    """The files that belong together: a picture is looked for beside the words."""

    name: str
    members: Mapping[str, Member]
    close: Callable[[], None] = field(default=lambda: None)
    _by_base_name: dict[str, Member] = field(default_factory=dict)

    def beside(self, member: Member, name: str) -> Member | None:
        """Return the file of that name in the folder of another one."""
        folder = PurePosixPath(member.name).parent
        return self.members.get(str(folder / name))

    def by_base_name(self) -> dict[str, Member]:
        """Return the files by the last part of their names."""
        if not self._by_base_name:
            self._by_base_name = {member.base_name: member for member in self.members.values()}
        return self._by_base_name


def file_member(path: Path, name: str) -> Member:
    """Return a file on the disk as a member. Raises ``Refused`` where it cannot be looked at."""
    try:
        found = path.stat()
    except OSError as error:
        raise Refused(str(unreadable(error, path))) from error

    def open_file() -> BinaryIO:
        try:
            return os.fdopen(open_to_read(path), "rb")
        except Damaged as error:
            raise Refused(str(error)) from error
        except OSError as error:
            raise Refused(str(unreadable(error, path))) from error

    return Member(name, found.st_size, _moment(found.st_mtime), open_file)


def file_bundle(path: Path) -> Bundle:
    """Return one file as a bundle. Raises ``Refused``."""
    # Whoever chooses a link means what it leads to.
    member = file_member(path.resolve(), path.name)
    return Bundle(path.name, {member.name: member})


def folder_bundle(folder: Path) -> Bundle:
    """Return the files in a folder and the folders in it; links are not followed.

    Raises ``Refused`` where there are too many.
    """
    members: dict[str, Member] = {}
    for path in _files_in(folder.resolve()):
        if len(members) == MOST_MEMBERS:
            raise Refused(
                f"There are more than {MOST_MEMBERS:,} files in {folder.name}. "
                "Choose the folder of the conversations alone."
            )
        name = path.relative_to(folder.resolve()).as_posix()
        members[name] = file_member(path, name)
    return Bundle(folder.name, members)


def _files_in(folder: Path, depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False) and depth < _DEEPEST_FOLDER:
            yield from _files_in(Path(entry.path), depth + 1)


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return LONG_AGO
