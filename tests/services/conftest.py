"""A real library in a temporary folder, for the services."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from whinchat.paths import Paths, portable_paths
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library


@dataclass(frozen=True, slots=True)
class Place:
    """The disk of one test."""

    paths: Paths
    disk: Disk
    library: Library
    drafts: Drafts


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
def library(place: Place) -> Library:
    """The library alone."""
    return place.library
