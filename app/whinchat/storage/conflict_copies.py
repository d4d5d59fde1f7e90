"""Copies of a conversation's files that sync tools, editors and people make, by their names."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from whinchat.storage.failures import not_saved
from whinchat.storage.files import give_second_name

_PLAIN = re.compile(r"[0-9a-f]{32}\.(json|journal|bak)")
"""What nearly all names are; most folders have no copy."""
_ENDINGS = r"(?P<ending>\.json|\.journal|\.bak)"
_STEM = r"(?P<stem>.+?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Syncthing: <id>.sync-conflict-20261122-101112-ABCDEFG.json
        rf"{_STEM}\.sync-conflict-\d{{8}}-\d{{6}}-\w+{_ENDINGS}",
        # Resilio, ownCloud, Whinchat: <id>.Conflict.json, <id>_conflict-20261122-101112.json
        rf"{_STEM}[._]conflict[^.]*{_ENDINGS}",
        # Dropbox, Nextcloud, Seafile, Google Drive, browsers: anything in brackets at the end
        rf"{_STEM} ?\([^()]+\){_ENDINGS}",
        # Git, patch, editors
        rf"{_STEM}{_ENDINGS}\.orig",
        rf"Copy of {_STEM}{_ENDINGS}",
        # OneDrive and iCloud add to the name: <id>-COMPUTER.json, <id> 2.json
        rf"(?P<stem>[0-9a-f]{{32}})[- ][^.]+{_ENDINGS}",
    )
)


class CopyName(NamedTuple):
    """Of which conversation something is a copy, and of which of its files."""

    stem: str
    ending: str


def copy_name(name: str) -> CopyName | None:
    """Return what a file is a copy of, ``None`` for one that is no copy."""
    if _PLAIN.fullmatch(name) or name.startswith((".", "~")):
        return None
    for pattern in _PATTERNS:
        if (found := pattern.fullmatch(name)) is not None:
            return CopyName(found["stem"], found["ending"].lower())
    return None


def keep_as_copy(path: Path) -> None:
    """Give a file that somebody else wrote a copy's name as well. Raises ``NotSaved``."""
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    try:
        give_second_name(path, path.with_name(f"{path.stem}.conflict-{now}.json"))
    except OSError as error:
        raise not_saved(error, path) from error
