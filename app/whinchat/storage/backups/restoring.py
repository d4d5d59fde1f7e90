"""What a backup has, brought into the library on its own thread. Nothing is ever replaced."""

import os
from contextlib import suppress
from pathlib import Path

from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.backups.coming import ComingConversation
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.failures import not_saved
from whinchat.storage.files import is_there
from whinchat.storage.open_conversation import read_conversation
from whinchat.storage.reading import path_of
from whinchat.storage.salvage import name_recovered
from whinchat.storage.salvaged import Salvaged
from whinchat.storage.writer import Writer


class Restoring:
    """The library's side of restoring. What is open takes in what comes, and shows it."""

    def __init__(self, paths: Paths, disk: Disk, writer: Writer) -> None:
        self._paths = paths
        self._disk = disk
        self._writer = writer

    async def take_in(self, coming: ComingConversation) -> None:
        """Write a conversation of a backup, or merge it with the one that is here.

        Raises ``NotSaved``, and ``Damaged`` where either cannot be read.
        """
        if coming.is_new:
            await self._add(coming.id, coming.document, to_trash=coming.item.from_trash)
        else:
            await self._merge(coming.id, coming.document)

    async def add_salvaged(self, salvaged: Salvaged, conversation_id: ConversationId) -> None:
        """Write what was salvaged as a conversation that says so. Raises ``NotSaved``."""
        name_recovered(salvaged.document, conversation_id)
        await self._add(conversation_id, salvaged.document, to_trash=False)

    async def _add(
        self, conversation_id: ConversationId, theirs: Document, *, to_trash: bool
    ) -> None:
        folder = self._paths.trash if to_trash else self._paths.conversations

        def add() -> None:
            trash.require_nothing_at(conversation_id, folder)
            write_atomically(path_of(folder, conversation_id), theirs.pieces())
            self._writer.stamps.note_all(conversation_id)

        await self._disk.run(add)

    async def _merge(self, conversation_id: ConversationId, theirs: Document) -> None:
        """Merge what comes with a conversation that is here, in the list or in the trash."""

        def merge() -> None:
            path = path_of(self._paths.conversations, conversation_id)
            if _is_here(path) or self._writer.is_open(conversation_id):
                self._merge_listed(conversation_id, path, theirs)
            else:
                _merge_closed(path_of(self._paths.trash, conversation_id), theirs)
            self._writer.stamps.note_all(conversation_id)

        await self._disk.run(merge)

    async def keep_attachment(self, name: str, data: bytes) -> None:
        """Keep an attached file under the name of its content. Raises ``NotSaved``."""
        path = self._paths.attachments / name

        def keep() -> None:
            if not _is_there(path):
                write_atomically(path, data)

        await self._disk.run(keep)

    def _merge_listed(self, conversation_id: ConversationId, path: Path, theirs: Document) -> None:
        held = self._writer.find(conversation_id)
        if held is None:
            _merge_closed(path, theirs)
            return
        held.document.require_changeable()
        held.take_in(theirs)
        held.fold()
        self._writer.take_in_file(conversation_id)


def _merge_closed(path: Path, theirs: Document) -> None:
    found = read_conversation(path, even_if_large=True)
    found.document.require_changeable()
    times = _times_of(path)
    found.take_in(theirs)
    found.fold()
    found.journal.close()
    if times is not None:
        # In the trash it is the moment of deletion; in the list nobody asks.
        with suppress(OSError):
            os.utime(path, ns=times)


def _times_of(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        found = path.lstat()
        return found.st_atime_ns, found.st_mtime_ns
    return None


def _is_here(path: Path) -> bool:
    return any(_is_there(path.with_suffix(ending)) for ending in (".json", ".journal"))


def _is_there(path: Path) -> bool:
    try:
        return is_there(path)
    except OSError as error:
        raise not_saved(error, path) from error
