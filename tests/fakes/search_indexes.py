"""A search index over a folder of conversations, asked as a person asks."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from fakes.found_patterns import find_pattern
from whinchat.domain.conversation import Conversation
from whinchat.domain.search_parsing import parse_query
from whinchat.paths import Paths
from whinchat.storage.conversation_file import document_of
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.search_index.hits import Hit
from whinchat.storage.search_index.index import SearchIndex
from whinchat.storage.search_index.updating import Progress

TODAY = date(2026, 11, 23)


@asynccontextmanager
async def opened_index(paths: Paths) -> AsyncIterator[SearchIndex]:
    """Open the index of a folder; on leaving it is closed."""
    disks = Disk(), Disk()
    index = SearchIndex(paths, *disks)
    try:
        yield index
    finally:
        await index.close()
        assert all(disk.close(30) for disk in disks)


async def updated(index: SearchIndex) -> Progress:
    """Bring the index up to date."""
    while not (progress := await index.update()).is_complete:
        pass
    return progress


async def found(
    index: SearchIndex, typed: str, folders: Mapping[str, frozenset[str]] | None = None
) -> list[Hit]:
    """Return everything that is found."""
    searching = await index.begin(parse_query(typed, TODAY), folders or {}, find_pattern)
    hits: list[Hit] = []
    while searching is not None:
        page = await index.page(searching, 7, 5.0)
        hits += page.hits
        if page.is_last:
            break
    return hits


def write_conversation(folder: Path, conversation: Conversation) -> Path:
    """Write a conversation's file into a folder."""
    path = folder / f"{conversation.id}.json"
    write_atomically(path, document_of(conversation).pieces())
    return path
