"""The disk of one test."""

from dataclasses import dataclass

from whinchat.paths import Paths
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library


@dataclass(frozen=True, slots=True)
class Place:
    """An open library in a temporary folder, with what belongs to it."""

    paths: Paths
    disk: Disk
    library: Library
    drafts: Drafts
