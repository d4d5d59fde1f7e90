"""One life of the program after the other in the same folder, without its window.

A life ends by quitting, or by death: then nothing of what it still wanted to write is written.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, aclosing
from pathlib import Path
from typing import Any

from fakes.scripts import ScriptedReplies
from whinchat.domain.conversation import Status
from whinchat.domain.events import Finished, StreamEvent, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.settings import Settings, TitleMaker
from whinchat.domain.values import ProviderId, new_id
from whinchat.paths import Paths
from whinchat.services.following import Following
from whinchat.services.preferences import Preferences
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.titles import Titles
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library
from whinchat.storage.lock import FolderLock

CHOICE = ModelChoice(ProviderId("scripted"), "scripted")
MADE_TITLE = "Named by a model"


class MortalDisk(Disk):
    """A disk that puts nothing off, and that may end between any two pieces of work."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._died: Callable[[], object] = lambda: None
        super().__init__()

    def die_after(self, pieces: int, died: Callable[[], object]) -> None:
        """Do so many more pieces of work and nothing after them; then say so, on its thread."""
        self._died = died
        self._left = pieces

    def later(self, delay_seconds: float, work: Callable[[], None]) -> None:
        """Do it as soon as what is queued is done."""
        super().later(0, work)

    def _try(self, work: Callable[[], object]) -> None:
        if self._left == 0:
            self._died()
            return
        if self._left is not None:
            self._left -= 1
        super()._try(work)


class Namer:
    """Answers requests for titles, once it is told to."""

    def __init__(self) -> None:
        self._answer = asyncio.Event()

    def reply(
        self, _choice: ModelChoice, _request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Answer with the one title."""
        return aclosing(self._events(self._answer))

    def answer(self) -> None:
        """Answer what was asked so far."""
        self._answer.set()
        self._answer = asyncio.Event()

    async def _events(self, answer: asyncio.Event) -> AsyncGenerator[StreamEvent, None]:
        await answer.wait()
        yield TextDelta(0, MADE_TITLE)
        yield Finished(Status.COMPLETE)


class Life:
    """A running program: the shelf over the real library, and replies from a script."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.lock = FolderLock(paths.data)
        self.disk = MortalDisk()
        self.library = Library(paths, self.disk, new_id())
        self.drafts = Drafts(paths, self.disk)
        self.folders = FolderFile(paths, self.disk)
        self.replies = ScriptedReplies()
        self.tasks = Tasks()
        self.shelf = Shelf(self.library, self.drafts, self.folders, self.replies, self.tasks)
        self.following = Following(self.library, self.shelf)
        self.namer = Namer()
        self.naming = Tasks()
        titled = Settings(title_maker=TitleMaker.SAME_MODEL)
        preferences = Preferences(titled, paths.settings_file, self.disk)
        self.titles = Titles(self.shelf, preferences, self.namer, self.naming)

    async def start(self) -> None:
        """Open the folder as the program does."""
        assert self.lock.try_acquire()
        await self.library.open()
        await self.shelf.open()

    async def rest(self) -> None:
        """Return once everything that was wanted so far is done."""
        for _ in range(3):
            await asyncio.sleep(0)
            await self.disk.run(lambda: None)
        for chat in self.shelf._chats:
            await self.library.settle(chat.id)
        await self.disk.run(lambda: None)

    async def quit(self) -> None:
        """End as the program does when its window is closed."""
        await self.shelf.close()
        await self.rest()
        await self._close_tasks()
        await self.library.close()
        await self.library.listing.remember()
        assert self.disk.close(30)
        self.lock.release()

    async def die(self) -> None:
        """End as if killed now: what is queued is not written."""
        self.disk.die_after(0, lambda: None)
        await self._close_tasks()
        assert self.disk.close(30)
        for conversation in self.library._writer._open.values():
            conversation.journal.close()
        self.lock.release()

    async def _close_tasks(self) -> None:
        # A reply that ends begins others: to close its chat, to ask for a title.
        for tasks in (self.tasks, self.naming, self.tasks):
            await tasks.close()

    async def die_within(self, act: Coroutine[Any, Any, object], pieces: int) -> None:
        """Do something, and be killed after so many pieces of the disk's work for it."""
        died = asyncio.Event()
        loop = asyncio.get_running_loop()
        self.disk.die_after(pieces, lambda: loop.call_soon_threadsafe(died.set))
        acting = self.tasks.start(act)
        waiting = self.tasks.start(died.wait())
        await asyncio.wait((acting, waiting), return_when=asyncio.FIRST_COMPLETED)
        await self.die()


def is_writable_by_another(folder: Path) -> bool:
    """Tell whether a second process would get the folder."""
    lock = FolderLock(folder)
    is_free = lock.try_acquire()
    lock.release()
    return is_free
