"""Leaving the program: not before the user's words are saved, or given up knowingly."""

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import NotSaved
from whinchat.services.tasks import Tasks
from whinchat.ui.question import ask

_TRY_AGAIN, _QUIT, _STAY = range(3)
_ANSWERS = ("Try again", "Quit anyway", "Stay")


class Leaving:
    """Made on the running loop; ``left`` is done when the program may end."""

    def __init__(
        self,
        window: QWidget,
        what_is_unsaved: Callable[[], Awaitable[NotSaved | None]],
        tasks: Tasks,
    ) -> None:
        self.left: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._window = window
        self._what_is_unsaved = what_is_unsaved
        self._tasks = tasks
        self._asking: asyncio.Task[None] | None = None

    def ask(self) -> None:
        """Leave, unless words would be lost and the user would rather stay."""
        if self._asking is None or self._asking.done():
            self._asking = self._tasks.start(self._leave_saved())

    def leave(self) -> None:
        """Leave without a question: the system will not wait for an answer."""
        if not self.left.done():
            self.left.set_result(None)

    async def _leave_saved(self) -> None:
        while (trouble := await self._what_is_unsaved()) is not None:
            words = f"{trouble}\n\nWhat is not saved is lost if you quit now."
            answer = await ask(self._window, words, _ANSWERS)
            if answer == _STAY:
                return
            if answer == _QUIT:
                break
        self.leave()
