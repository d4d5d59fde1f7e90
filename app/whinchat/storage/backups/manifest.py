"""What a backup says of itself, and what the zips in a folder are called."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from whinchat.domain.values import Json, JsonObject
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.fields import Fields, time_to_text

MANIFEST = "backup.json"
_FORMAT = "whinchat-backup"
_VERSION = 1
_NAME = re.compile(r"whinchat-\d{4}-\d{2}-\d{2}-\d{4}(-\d+)?\.zip")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a backup without reading the rest of it."""

    made_at: datetime
    library: str
    """Of which library it is: see ``library_name``."""
    fingerprint: str
    conversations: int
    trash: int
    attachments: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that lies in a folder."""

    path: Path
    size_bytes: int
    manifest: Manifest


def manifest_to_json(manifest: Manifest) -> JsonObject:
    """Return what stands in the zip."""
    known: dict[str, Json] = {
        "format": _FORMAT,
        "version": _VERSION,
        "made_at": time_to_text(manifest.made_at),
        "library": manifest.library,
        "fingerprint": manifest.fingerprint,
        "conversations": manifest.conversations,
        "trash": manifest.trash,
        "attachments": manifest.attachments,
    }
    return known


def manifest_from_json(content: JsonObject, name: str) -> Manifest:
    """Return what a zip says of itself. Raises ``Refused`` for what is no backup of ours."""
    fields = Fields(content)
    made_at = fields.time("made_at")
    if fields.text("format") != _FORMAT or made_at is None:
        raise Refused(f"{name} is no backup of Whinchat.")
    version = content.get("version")
    if isinstance(version, int | float) and version > _VERSION:
        raise Refused(f"A newer version of Whinchat made {name}. Update Whinchat to restore it.")
    return Manifest(
        made_at=made_at,
        library=fields.text("library"),
        fingerprint=fields.text("fingerprint"),
        conversations=fields.count("conversations") or 0,
        trash=fields.count("trash") or 0,
        attachments=fields.count("attachments") or 0,
    )


def is_backup_name(name: str) -> bool:
    """Tell whether we give files such names: nothing else is ever taken away."""
    return _NAME.fullmatch(name) is not None


def free_path(folder: Path, made_at: datetime) -> Path:
    """Return where a new backup goes: named after the moment by the clock on the wall."""
    stem = f"whinchat-{made_at.astimezone():%Y-%m-%d-%H%M}"
    path, number = folder / f"{stem}.zip", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path
