"""A real library in a temporary folder, for the services."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fakes.place import Place
from whinchat.paths import portable_paths
from whinchat.services.tasks import Tasks
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """An open library that is closed after the test."""
    paths = portable_paths(tmp_path)
    disk = Disk()
    library = Library(paths, disk, "writer")
    await library.open()
    yield Place(paths, disk, library, Drafts(paths, disk))
    await library.close()
    disk.close(5)


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    """The tasks of whoever is tested."""
    owned = Tasks()
    yield owned
    await owned.close()


@pytest.fixture
def library(place: Place) -> Library:
    """The library alone."""
    return place.library
