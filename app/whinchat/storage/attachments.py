"""Attachments: files kept under the hash of their content, beside the conversations."""

import hashlib
import os
import re
from pathlib import Path

from whinchat.domain.parts import Attachment
from whinchat.storage.disk import write_atomically
from whinchat.storage.failures import Damaged, unreadable
from whinchat.storage.files import open_to_read

_HASH = re.compile(r"[0-9a-f]{64}")
_ENDING = re.compile(r"[a-z0-9]{1,8}")
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/markdown": "md",
}


def keep_attachment(folder: Path, attachment: Attachment, data: bytes) -> None:
    """Write the content, unless it is there. Raises ``NotSaved``; ``Damaged`` for a bad hash."""
    path = attachment_path(folder, attachment)
    try:
        is_kept = path.lstat().st_size == len(data)
    except OSError:
        is_kept = False
    if not is_kept:
        write_atomically(path, data)


def read_attachment(folder: Path, attachment: Attachment) -> bytes:
    """Return the content. Raises ``Damaged`` where it is missing or not what was kept."""
    path = attachment_path(folder, attachment)
    try:
        with os.fdopen(open_to_read(path), "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise unreadable(error, path) from error
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise Damaged(f"{attachment.name or path.name} is not what was kept: its content changed.")
    return data


def attachment_path(folder: Path, attachment: Attachment) -> Path:
    """Return where the content lies."""
    return folder / attachment_name(attachment)


def is_attachment_name(name: str) -> bool:
    """Tell whether an attachment may be called so."""
    stem, _, ending = name.partition(".")
    return _HASH.fullmatch(stem) is not None and _ENDING.fullmatch(ending) is not None


def attachment_name(attachment: Attachment) -> str:
    """Return how the file is called. Only the hash and a plain ending are used, no given name."""
    if not _HASH.fullmatch(attachment.sha256):
        raise Damaged("The attachment has no proper hash, so it cannot be found.")
    ending = _ENDINGS.get(attachment.media_type)
    if ending is None:
        given = attachment.name.rpartition(".")[2].lower()
        ending = given if _ENDING.fullmatch(given) else "bin"
    return f"{attachment.sha256}.{ending}"
