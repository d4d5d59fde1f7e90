"""A gate before what is read, so that something else can happen meanwhile."""

import threading
from pathlib import Path

from whinchat.storage.conversation_file import Document
from whinchat.storage.reading import read_file


class Gate:
    """Holds up whoever reads a file until it is let through; says when somebody has come there."""

    def __init__(self) -> None:
        self.count = 0
        self.is_open = threading.Event()

    def read(self, path: Path) -> Document:
        """Read a file, and wait."""
        found = read_file(path)
        self.count += 1
        assert self.is_open.wait(20)
        return found
