"""Files, pictures and long texts on their way into a message, read apart from everything else."""

from collections.abc import Callable
from pathlib import Path

from whinchat.domain.parts import Attachment
from whinchat.storage.disk import Disk
from whinchat.storage.incoming_files import incoming, read_incoming

Content = tuple[Attachment, bytes]


class Incoming:
    """A thread of its own: a slow network folder holds up neither the library nor the window."""

    def __init__(self) -> None:
        self._disk = Disk()

    async def read(self, path: Path) -> Content:
        """Read a file of the user's. Raises ``Damaged`` with a sentence for the user."""
        return await self._disk.run(lambda: read_incoming(path))

    async def take(self, name: str, make: Callable[[], bytes]) -> Content:
        """Take what ``make`` returns, on the thread. Raises ``Damaged`` as ``read`` does."""

        def work() -> Content:
            data = make()
            return incoming(name, data), data

        return await self._disk.run(work)

    def close(self, timeout_seconds: float) -> None:
        """End the thread; what it still reads is wanted by nobody."""
        self._disk.close(timeout_seconds)
