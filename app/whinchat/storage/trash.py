"""The trash: files of a conversation moved from one folder to another, whole."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.storage.failures import not_saved
from whinchat.storage.files import is_there, make_folder, sync_folder

# The file itself first: whoever finds one of the others alone knows that a move was cut off.
_SUFFIXES = (".json", ".journal", ".bak")


def move(stem: str, source: Path, target: Path, at: datetime | None = None) -> bool:
    """Move a conversation's files; one of that name in the target is renamed, never replaced.

    ``at`` becomes the time of the files: so the trash knows when it was deleted. Tell whether
    there was anything to move; ``sync_moves`` then makes it last. Raises ``NotSaved``;
    ``finish_moves`` then does the rest.
    """
    try:
        make_folder(target)
        files = list(files_of(stem, source))
        if files and any(files_of(stem, target)):
            _rename_aside(stem, target)
        for path in files:
            if at is not None:
                set_time(path, at)
            path.rename(target / path.name)
    except OSError as error:
        raise not_saved(error, target / stem) from error
    return bool(files)


def sync_moves(source: Path, target: Path) -> None:
    """Return once what was moved is on the disk itself. Raises ``NotSaved``."""
    try:
        sync_folder(target)
        sync_folder(source)
    except OSError as error:
        raise not_saved(error, target / "trash") from error


def destroy(stem: str, folder: Path) -> None:
    """Remove a conversation's files from the trash. Raises ``NotSaved``."""
    try:
        for path in list(files_of(stem, folder)):
            path.unlink()
    except OSError as error:
        raise not_saved(error, folder / stem) from error


def set_time(path: Path, at: datetime) -> None:
    """Let a file in the trash say when it was deleted."""
    nanoseconds = round(at.timestamp() * 1e6) * 1000
    # Somebody else's file, or a file system without times: the trash then goes by what it noted.
    with suppress(OSError, NotImplementedError):
        os.utime(path, ns=(nanoseconds, nanoseconds), follow_symlinks=False)


def aside_in(folder: Path) -> Path:
    """Return where in the trash copies are kept for a while after what they say was merged."""
    return folder / "merged"


def put_aside(path: Path, folder: Path) -> None:
    """Keep a copy that is merged for a while in the trash, unlisted. Raises ``NotSaved``."""
    aside = aside_in(folder)
    try:
        make_folder(aside)
        os.utime(path)
        path.replace(aside / path.name)
        sync_folder(aside)
        sync_folder(path.parent)
    except OSError as error:
        raise not_saved(error, path) from error


def finish_moves(source: Path, target: Path) -> None:
    """Move what a crash left behind of conversations that are in the target already."""
    left, arrived = _names_in(source), _names_in(target)
    for name in sorted(left - arrived):
        stem, _, suffix = name.rpartition(".")
        is_left_behind = f".{suffix}" in _SUFFIXES[1:] and f"{stem}.json" not in left
        if is_left_behind and f"{stem}.json" in arrived:
            (source / name).rename(target / name)


def _names_in(folder: Path) -> set[str]:
    # Names alone: there may be tens of thousands.
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries}


def require_nothing_at(stem: str, folder: Path) -> None:
    """Raise ``NotSaved`` where a conversation of that name is in the folder, or may be."""
    try:
        is_free = not any(files_of(stem, folder))
    except OSError as error:
        raise not_saved(error, folder / stem) from error
    if not is_free:
        raise NotSaved("It is in the list already.")


def files_of(stem: str, folder: Path) -> Iterator[Path]:
    """Yield the files of a conversation in a folder, itself first. Raises ``OSError``."""
    for suffix in _SUFFIXES:
        if is_there(path := folder / f"{stem}{suffix}"):
            yield path


def _rename_aside(stem: str, folder: Path) -> None:
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    for path in files_of(stem, folder):
        path.rename(folder / f"{stem}.{now}{path.suffix}")
