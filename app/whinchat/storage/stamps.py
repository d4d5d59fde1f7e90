"""By what a file is recognised as the one that we read or wrote; and which ones are others now."""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ENDINGS = (".json", ".journal")
"""Of the files that a conversation is read from."""

_TICK_NS = 2_000_000_000
"""How coarse the clocks of file systems are, at worst."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file's folder says of it. Another one there has another stamp."""

    inode: int
    size_bytes: int
    changed_at_ns: int


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's stamp, or ``None`` where there is none, or the disk does not say."""
    try:
        return known_stamp(path)
    except OSError:
        return None


def known_stamp(path: Path) -> Stamp | None:
    """Return a file's stamp, or ``None`` where there is none. Raises ``OSError`` otherwise."""
    try:
        return stamp_from(path.lstat())
    except FileNotFoundError:
        return None


def stamp_from(found: os.stat_result) -> Stamp:
    """Return the stamp in what the system says of a file."""
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


class Stamps:
    """The stamps of the files in some folders, as they were when we looked last."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._seen: dict[Path, dict[str, Stamp]] = {folder: {} for folder in folders}
        self._folders: dict[Path, int] = {}

    def look(
        self,
        is_wanted: Callable[[str], bool] = lambda _name: True,
        *,
        in_each: bool = True,
    ) -> list[Path]:
        """Return the files that are new, other or gone since we looked last, of those wanted.

        ``in_each`` looks at every file; without it folders are passed over in which no name came
        or went, and so is a file that was written in its place. A folder that cannot be read
        now is passed over as well: a drive that was taken out has not deleted anything.
        """
        changed: list[Path] = []
        for folder, before in self._seen.items():
            try:
                if not self._has_other_names(folder) and not in_each:
                    continue
                found = _stamps_in(folder)
            except OSError:
                continue
            names = [name for name, stamp in found.items() if before.get(name) != stamp]
            names += before.keys() - found.keys()
            changed += [folder / name for name in sorted(names) if is_wanted(name)]
            self._seen[folder] = found
        return changed

    def _has_other_names(self, folder: Path) -> bool:
        """Tell whether names may have come or gone in a folder since this was asked last."""
        changed_at_ns = folder.stat().st_mtime_ns
        before = self._folders.get(folder)
        # Something may come in the same tick of the clock: such a moment is not kept.
        is_settled = time.time_ns() - changed_at_ns > _TICK_NS
        self._folders[folder] = changed_at_ns if is_settled else -1
        return before != changed_at_ns

    def stems_in(self, folder: Path) -> set[str]:
        """Return which conversations had files in a folder when we looked last."""
        names = map(Path, self._seen.get(folder, ()))
        return {name.stem for name in names if name.suffix in ENDINGS}

    def note(self, path: Path, stamp: Stamp | None) -> None:
        """Take it as seen that a file has this stamp, or that there is none."""
        seen = self._seen.get(path.parent, {})
        if stamp is None:
            seen.pop(path.name, None)
        else:
            seen[path.name] = stamp

    def note_all(self, stem: str) -> None:
        """Take the files of a conversation as seen as they are now, wherever they lie."""
        for folder in self._seen:
            for ending in ENDINGS:
                path = folder / f"{stem}{ending}"
                self.note(path, stamp_of(path))


def _stamps_in(folder: Path) -> dict[str, Stamp]:
    stamps = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            # One that goes away meanwhile is not there.
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    stamps[entry.name] = stamp_from(entry.stat(follow_symlinks=False))
    return stamps
