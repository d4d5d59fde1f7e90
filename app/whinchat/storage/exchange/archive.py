"""Zips: a conversation with its attachments, or many files in one."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import WhinchatError
from whinchat.storage.attachments import attachment_name
from whinchat.storage.exchange.json_document import attachments_of, to_json
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import ExportOptions

CONVERSATION = "conversation.json"
ATTACHMENTS = "attachments/"
_IN_MEMORY_BYTES = 4_000_000
_CHUNK_BYTES = 1_000_000
MADE = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: a zip has local times, and an export does not say where it was made."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a zip, made when its turn comes."""

    name: str
    pieces: Iterable[bytes]
    is_packed: bool = True
    """False for what would not become smaller."""


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield a zip of the entries. It grows on the disk; only a little of it is in memory.

    While it grows, empty pieces are yielded, so that whoever takes them can end it.
    """
    with SpooledTemporaryFile(_IN_MEMORY_BYTES) as spool:
        with zipfile.ZipFile(spool, "w", allowZip64=True) as archive:
            for entry in entries:
                info = zipfile.ZipInfo(entry.name, MADE)
                packed = zipfile.ZIP_DEFLATED if entry.is_packed else zipfile.ZIP_STORED
                info.compress_type = packed
                with archive.open(info, "w", force_zip64=True) as target:
                    for piece in entry.pieces:
                        target.write(piece)
                        yield b""
        spool.seek(0)
        while chunk := spool.read(_CHUNK_BYTES):
            yield chunk


def to_archive(
    conversation: Conversation, options: ExportOptions, materials: Materials
) -> Iterator[bytes]:
    """Yield a zip of a conversation's JSON and the attachments that can be read."""
    document = Entry(CONVERSATION, to_json(conversation, options))
    return zipped(_with_attachments(document, conversation, options, materials))


def _with_attachments(
    document: Entry, conversation: Conversation, options: ExportOptions, materials: Materials
) -> Iterator[Entry]:
    yield document
    for attachment in attachments_of(conversation, options):
        with suppress(WhinchatError):
            content = materials.content(attachment)
            yield Entry(f"{ATTACHMENTS}{attachment_name(attachment)}", (content,), is_packed=False)
