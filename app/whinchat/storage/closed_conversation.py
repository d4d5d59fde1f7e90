"""A conversation that nobody has open: one of its fields changes by a line in its journal."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from whinchat.domain.conversation import Mark
from whinchat.storage.fields import Fields
from whinchat.storage.files import (
    is_there,
    open_to_append,
    open_to_read,
    sync_file,
    sync_folder,
    write_all,
)
from whinchat.storage.journal_lines import field_line
from whinchat.storage.summaries import read_head

_MOMENT = timedelta(microseconds=1)


def append_field(path: Path, name: str, mark: Mark) -> None:
    """Change a field without reading more than the head, be the conversation of any size.

    On the disk itself when this returns. Raises ``NotSaved`` where it must not be changed,
    ``OSError`` and ``Damaged`` where it cannot.
    """
    document = read_head(path)
    if document is None:
        raise FileNotFoundError(path)
    document.require_changeable()
    before = Fields(document.head).mark(name)
    if before is not None and before.at >= mark.at:
        # Set by a clock that is ahead of ours: what the user does now is later all the same.
        with suppress(OverflowError):
            mark = replace(mark, at=before.at + _MOMENT)
    _append(path.with_suffix(".journal"), field_line(name, mark))


def _append(path: Path, line: bytes) -> None:
    is_new = not is_there(path)
    is_torn = not is_new and not _ends_with_a_line(path)
    file = open_to_append(path)
    try:
        write_all(file, (b"\n", line) if is_torn else (line,))
        sync_file(file)
    finally:
        os.close(file)
    if is_new:
        sync_folder(path.parent)


def _ends_with_a_line(path: Path) -> bool:
    file = open_to_read(path)
    try:
        size_bytes = os.fstat(file).st_size
        os.lseek(file, max(0, size_bytes - 1), os.SEEK_SET)
        return os.read(file, 1) in (b"", b"\n")
    finally:
        os.close(file)
