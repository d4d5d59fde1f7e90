"""Conversations and code leaving the library as files of the user's."""

from dataclasses import replace
from pathlib import Path

from whinchat.domain.conversation import Conversation
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.exchange.formats import Format, export, suggested_name


class Exports:
    """Writes conversations, and code out of them, where the user wants them.

    A long one takes seconds to write out. Its ``Disk`` is not the library's, which must not wait.
    """

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def suggested_name(self, conversation: Conversation, file_format: Format) -> str:
        """Return a file name that every system takes."""
        return suggested_name(conversation, file_format)

    async def write(self, conversation: Conversation, file_format: Format, path: Path) -> None:
        """Write the branch that is shown to ``path``, as it is now. Raises ``NotSaved``."""
        now = replace(
            conversation,
            messages=conversation.messages.copy(),
            marks=dict(conversation.marks),
        )
        await self._disk.run(lambda: write_atomically(path, export(now, file_format)))

    async def write_bytes(self, data: bytes, path: Path) -> None:
        """Write a file as it is to ``path``. Raises ``NotSaved``."""
        await self._disk.run(lambda: write_atomically(path, data))

    async def write_text(self, text: str, path: Path) -> None:
        """Write a text to ``path`` in UTF-8, with a line end at its end. Raises ``NotSaved``."""
        whole = text if text.endswith("\n") else f"{text}\n"
        await self._disk.run(lambda: write_atomically(path, whole.encode(errors="replace")))
