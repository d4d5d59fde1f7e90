"""The files of conversations, found by their ids and read."""

import os
from collections.abc import Callable
from pathlib import Path

from whinchat.domain.values import ConversationId, Json
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged, TooLarge, unreadable
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.files import LARGEST_LOADED_BYTES, open_to_read
from whinchat.storage.json_bytes import object_from_bytes


def path_of(folder: Path, conversation_id: ConversationId) -> Path:
    """Return the file of a conversation. Raises ``Damaged`` for an id that is no plain name."""
    is_plain = conversation_id and not conversation_id.startswith(".")
    if not is_plain or any(mark in conversation_id for mark in "/\\\0"):
        raise Damaged("There is no conversation of that name.")
    return folder / f"{conversation_id}.json"


def read_file(path: Path, *, even_if_large: bool = True) -> Document:
    """Read a file alone, without its journal. Raises ``Damaged`` and ``TooLarge``."""
    data = read_bytes(path, lambda size: _confirm(path, size, is_confirmed=even_if_large))
    try:
        return parse_file(data)
    except Damaged as damage:
        raise Damaged(f"{path.name} is damaged. {damage}") from None


def read_object(path: Path) -> dict[str, Json]:
    """Return the object in a file of the library's. Raises ``OSError`` and ``Damaged``."""
    with os.fdopen(open_to_read(path), "rb") as stream:
        return object_from_bytes(stream.read())


def _confirm(path: Path, size_bytes: int, *, is_confirmed: bool) -> None:
    if size_bytes > LARGEST_LOADED_BYTES and not is_confirmed:
        raise TooLarge(path, size_bytes)


def read_bytes(path: Path, check_size: Callable[[int], None] = lambda _size: None) -> bytes:
    """Read a whole file, once its size is found right. Raises ``Damaged``."""
    try:
        file = open_to_read(path)
        with os.fdopen(file, "rb") as stream:
            check_size(os.fstat(file).st_size)
            return stream.read()
    except OSError as error:
        raise unreadable(error, path) from error
