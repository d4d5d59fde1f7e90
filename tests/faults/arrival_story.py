"""One short story of what comes from elsewhere, and of what comes back, told under strace.

python tests/faults/arrival_story.py FOLDER

Two exports are imported, one of them twice, and the other is undone; a backup is made and old ones
go; another is restored by merging; and a damaged conversation is salvaged. All of it is done on
one thread, so that calls can be counted.
"""

import asyncio
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from fakes.scripts import ScriptedReplies
from faults.telling import attempt, say
from whinchat.domain.settings import Settings
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths, portable_paths
from whinchat.services.backups import Backups
from whinchat.services.imports import Choice, Import, Imports
from whinchat.services.preferences import Preferences
from whinchat.services.recovery import Recovery
from whinchat.services.restores import Restore, Restores
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.backups.comparing import Fate
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.exchange.importing import sketch
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
KEPT = 1
"""So many backups stay; older ones of the same month go."""
GIVEN = "given"
"""The folder of the files that somebody chooses."""
STAYING, UNDONE, BACKUP = "staying.zip", "undone.zip", "backup.zip"
IMPORTED = "imported"
DAMAGED = ConversationId("damaged")


@contextmanager
def known_ids(word: str) -> Iterator[None]:
    """Let what is imported have a word and a number for its name, which strace must know."""
    names = (f"{word}{number}" for number in itertools.count(1))
    with mock.patch.object(sketch, "new_id", names.__next__):
        yield


class Home:
    """A library with all that brings something into it, on one thread."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.disk = Disk()
        self.tasks = Tasks()
        self.library = Library(paths, self.disk, "here")
        drafts, folders = Drafts(paths, self.disk), FolderFile(paths, self.disk)
        self.shelf = Shelf(self.library, drafts, folders, ScriptedReplies(), self.tasks)
        self.imports = Imports(self.shelf, self.library, self.tasks)
        self.imports._disk = self.disk
        settings = replace(Settings(), backups_kept=KEPT)
        preferences = Preferences(settings, paths.settings_file, self.disk)
        self.backups = Backups(paths, preferences, self.disk, lambda: NOW)
        self.restores = Restores(self.shelf, self.library, paths, self.disk, self.tasks)
        self.recovery = Recovery(self.shelf, self.library, paths, self.disk)

    async def open(self) -> None:
        """Open the library and its list."""
        await self.library.open()
        await self.shelf.open()

    async def bring(self, name: str) -> tuple[Import, bool]:
        """Import all that is in a file; tell whether all of it was there, and came."""
        preview = await self.imports.look((self.paths.data / GIVEN / name,))
        arriving = Import(preview.paths, Choice(preview.candidates))
        is_whole = False
        if await attempt(f"tried {name}", self.imports.run(arriving)):
            is_whole = not preview.unread and not arriving.failed
        return arriving, is_whole

    async def close(self) -> None:
        """End as the program does; what goes wrong in tasks is as wrong as elsewhere."""
        while running := tuple(self.tasks._running):
            await asyncio.wait(running)
        await attempt("ended", self.library.close())
        self.disk.close(30)


async def tell(folder: Path) -> None:
    """Do all of it, whatever the disk says."""
    broken: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: broken.append(context))
    home = Home(portable_paths(folder))
    with known_ids(IMPORTED):
        await attempt("opened", home.open())
        await _import(home)
        await attempt("backed up", home.backups.back_up())
        await _restore(home)
        await attempt("salvaged", home.recovery.recover(DAMAGED))
        await home.close()
    assert not broken, broken


async def _import(home: Home) -> None:
    for _ in range(2):
        _, is_whole = await home.bring(STAYING)
        if is_whole:
            say("imported")
    arriving, _ = await home.bring(UNDONE)
    await attempt("undone", home.imports.undo(arriving))


async def _restore(home: Home) -> None:
    async def restore() -> None:
        preview = await home.restores.look(home.paths.data / GIVEN / BACKUP)
        restoring = Restore(preview)
        await home.restores.run(restoring)
        if not restoring.failed and not preview.having(Fate.UNREAD):
            say("restored")

    await attempt("tried to restore", restore())


if __name__ == "__main__":
    asyncio.run(tell(Path(sys.argv[1])))
