"""Conversations leaving the library as files of the user's."""

from functools import partial
from pathlib import Path

from whinchat.domain.conversation import Conversation
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.exchange.formats import Format, export, suggested_name


class Exports:
    """Writes conversations where the user wants them."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def suggested_name(self, conversation: Conversation, file_format: Format) -> str:
        """Return a file name that every system takes."""
        return suggested_name(conversation, file_format)

    async def write(self, conversation: Conversation, file_format: Format, path: Path) -> None:
        """Write the branch that is shown to ``path``. Raises ``NotSaved``."""
        # Made here, since only this thread may read a conversation that can still change.
        data = export(conversation, file_format)
        await self._disk.run(partial(write_atomically, path, data))
