"""Damaged conversations: what can be read of one becomes a conversation of its own."""

from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.values import ConversationId, new_id
from whinchat.paths import Paths
from whinchat.services.shelf import Shelf
from whinchat.storage.backups.comparing import id_beside
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.library import Library
from whinchat.storage.reading import path_of, read_bytes
from whinchat.storage.salvage import name_recovered, salvage

_NOTHING = "Nothing of this conversation's file can be read. It was left as it is."


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was made of a damaged conversation."""

    conversation_id: ConversationId
    messages: int


class Recovery:
    """Reads damaged files on the thread that is given, and never touches them."""

    def __init__(self, shelf: Shelf, library: Library, paths: Paths, disk: Disk) -> None:
        self._shelf = shelf
        self._library = library
        self._paths = paths
        self._disk = disk

    async def recover(self, conversation_id: ConversationId) -> Recovered:
        """Make a new conversation of what can be read; the one there is, if it was made before.

        Raises ``Damaged`` where there is nothing, and ``NotSaved``.
        """
        path = path_of(self._paths.conversations, conversation_id)
        document = await self._disk.run(lambda: _salvaged(path))
        if document is None:
            raise Damaged(_NOTHING)
        recovered_id = id_beside(conversation_id, document)
        listed = (*self._shelf.rows, *self._shelf.archived)
        if all(row.id != recovered_id for row in listed):
            trashed = await self._shelf.trash()
            if any(row.id == recovered_id for row in trashed):
                recovered_id = ConversationId(new_id())
            name_recovered(document, recovered_id)
            await self._library.restoring.add(recovered_id, document, to_trash=False)
            await self._shelf.look_again((recovered_id,))
        return Recovered(recovered_id, len(document.places))


def _salvaged(path: Path) -> Document | None:
    endings = (".json", ".journal", ".bak")
    return salvage(*(_bytes_of(path.with_suffix(ending)) for ending in endings))


def _bytes_of(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except Damaged:
        return b""
