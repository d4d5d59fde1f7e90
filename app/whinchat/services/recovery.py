"""Damaged conversations: what can be read of one becomes a conversation of its own."""

from dataclasses import dataclass

from whinchat.domain.values import ConversationId, new_id
from whinchat.paths import Paths
from whinchat.services.shelf import Shelf
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.library import Library
from whinchat.storage.reading import path_of
from whinchat.storage.salvaged import salvage_files

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
        salvaged = await self._disk.run(lambda: salvage_files(path))
        if salvaged is None:
            raise Damaged(_NOTHING)
        recovered_id = salvaged.id
        listed = (*self._shelf.rows, *self._shelf.archived)
        if all(row.id != recovered_id for row in listed):
            trashed = await self._shelf.trash()
            if any(row.id == recovered_id for row in trashed):
                recovered_id = ConversationId(new_id())
            await self._library.restoring.add_salvaged(salvaged, recovered_id)
            await self._shelf.look_again((recovered_id,))
        return Recovered(recovered_id, salvaged.messages)
