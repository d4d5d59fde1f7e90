"""A library in a folder of its own, opened, closed and opened again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId
from whinchat.paths import portable_paths
from whinchat.storage.disk import Disk
from whinchat.storage.library import Library

Told = tuple[ConversationId, NotSaved | None]


@asynccontextmanager
async def opened_library(
    folder: Path, told: list[Told] | None = None, retry_seconds: float = 10.0
) -> AsyncIterator[Library]:
    """Open the library in a folder; on leaving, what is queued is done, as at quitting."""
    heard = told if told is not None else []
    disk = Disk()
    library = Library(
        portable_paths(folder),
        disk,
        "here",
        lambda conversation_id, trouble: heard.append((conversation_id, trouble)),
        retry_seconds,
    )
    try:
        await library.open()
        yield library
    finally:
        assert disk.close(30)


def names_in(folder: Path) -> list[str]:
    """Return the endings of the files in a folder, sorted."""
    return sorted(path.name.partition(".")[2] for path in folder.iterdir())
