"""Writing a backup: every conversation as its file would be now, and all that goes with it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.paths import Paths
from whinchat.storage.backups.contents import (
    ATTACHMENTS,
    CONVERSATIONS,
    DRAFTS,
    FOLDERS,
    SETTINGS,
    TRASH,
    Contents,
    library_name,
    look_at,
)
from whinchat.storage.backups.manifest import (
    MANIFEST,
    Backup,
    Manifest,
    free_path,
    is_backup_name,
    manifest_to_json,
)
from whinchat.storage.backups.packing import Packing, packed_into
from whinchat.storage.backups.reading import check_backup, read_manifest
from whinchat.storage.backups.rotation import outdated
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged, not_saved
from whinchat.storage.files import is_there
from whinchat.storage.json_bytes import to_bytes
from whinchat.storage.open_conversation import OpenConversation, read_conversation
from whinchat.storage.stamps import ENDINGS

_LEFT_OVER = timedelta(days=1)
"""What is still being written after so long is written by nobody."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where backups go, and how many of them stay."""

    folder: Path
    kept: int


def write_backup(
    paths: Paths,
    plan: Plan,
    now: datetime,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Backup:
    """Write a backup of what is there now, read it again, and let old ones go.

    May run beside the library: nothing is changed, and every file is whole at each moment. Raises
    ``NotSaved``, and ``GivenUp`` once it is not wanted any more.
    """
    try:
        written = _write(paths, plan, now, is_wanted)
    except OSError as error:
        raise not_saved(error, plan.folder / MANIFEST) from error
    # An old one too many is no reason to say that the new one is not there.
    with suppress(OSError):
        _let_go(plan, written, now)
    return written


def _write(paths: Paths, plan: Plan, now: datetime, is_wanted: Callable[[], bool]) -> Backup:
    contents = look_at(paths)
    manifest = _manifest_of(contents, library_name(paths), now)
    path = free_path(plan.folder, now)
    with packed_into(path, is_wanted, lambda written: _check(written, path.name)) as packing:
        packing.put(MANIFEST, [to_bytes(manifest_to_json(manifest))], now)
        _put_library(packing, paths, contents)
    return Backup(path, path.lstat().st_size, manifest)


def backups_in(folder: Path, library: str) -> list[Backup]:
    """Return the backups of a library that lie in a folder, the newest first. Never raises."""
    found: list[Backup] = []
    for path in _zips_in(folder):
        with suppress(Refused, Damaged, OSError):
            manifest = read_manifest(path)
            if manifest.library == library:
                found.append(Backup(path, path.lstat().st_size, manifest))
    return sorted(found, key=lambda backup: backup.manifest.made_at, reverse=True)


def _manifest_of(contents: Contents, library: str, now: datetime) -> Manifest:
    return Manifest(
        made_at=now,
        library=library,
        fingerprint=contents.fingerprint,
        conversations=len(contents.conversations),
        trash=len(contents.trash),
        attachments=len(contents.attachments),
    )


def _put_library(packing: Packing, paths: Paths, contents: Contents) -> None:
    _put_folders(packing, paths, contents)
    # What was moved or came in the meantime; what it refers to comes after it.
    _put_folders(packing, paths, look_at(paths).without(contents))
    for name in (FOLDERS, DRAFTS):
        _copy(packing, name, paths.data / name)
    _copy(packing, SETTINGS, paths.settings_file)


def _put_folders(packing: Packing, paths: Paths, contents: Contents) -> None:
    for stem in contents.conversations:
        _put_conversation(packing, CONVERSATIONS, paths.conversations / f"{stem}.json")
    for stem in contents.trash:
        _put_conversation(packing, TRASH, paths.trash / f"{stem}.json")
    for name in contents.attachments:
        _copy(packing, f"{ATTACHMENTS}/{name}", paths.attachments / name)


def _put_conversation(packing: Packing, part: str, path: Path) -> None:
    """Put one in as its file would be; what cannot be read is kept as it lies there."""
    journal = path.with_suffix(".journal")
    if is_there(journal) and (whole := _whole(path)) is not None:
        changed_at = _time_of(path if is_there(path) else journal)
        packing.put(f"{part}/{path.name}", whole.document.pieces(), changed_at)
        return
    for ending in ENDINGS:
        _copy(packing, f"{part}/{path.stem}{ending}", path.with_suffix(ending))


def _whole(path: Path) -> OpenConversation | None:
    try:
        found = read_conversation(path, even_if_large=True)
    except Damaged:
        return None
    found.journal.close()
    return None if found.document.is_read_only else found


def _copy(packing: Packing, name: str, path: Path) -> None:
    # What was moved or deleted meanwhile is no part of the library any more; what may not be read
    # is no reason to go without the rest.
    with suppress(FileNotFoundError, PermissionError, Damaged):
        packing.copy(name, path)


def _time_of(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return datetime.now(UTC)


def _check(written: Path, name: str) -> None:
    try:
        check_backup(written)
    except (Refused, Damaged) as error:
        words = f"The backup {name} could not be read again: {error} Check the disk and try again."
        raise NotSaved(words) from error


def _let_go(plan: Plan, written: Backup, now: datetime) -> None:
    known = backups_in(plan.folder, written.manifest.library)
    others = [one for one in known if one.path != written.path]
    for backup in outdated([written, *others], plan.kept, now):
        if backup.path != written.path:
            with suppress(OSError):
                backup.path.unlink()
    for path in plan.folder.glob("whinchat-*.zip.tmp"):
        with suppress(OSError):
            is_old = now - _time_of(path) > _LEFT_OVER
            if is_old and is_backup_name(path.name.removesuffix(".tmp")):
                path.unlink()


def _zips_in(folder: Path) -> Sequence[Path]:
    try:
        return [path for path in folder.iterdir() if is_backup_name(path.name)]
    except OSError:
        return ()
