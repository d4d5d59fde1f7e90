"""Leaving the program: not before the user's words are saved, or given up knowingly."""

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import NotSaved
from whinchat.services.tasks import Tasks
from whinchat.ui.question import Answer, Question, ask
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import ButtonKind

_STAY, _QUIT = Answer("Stay"), Answer("Quit anyway", ButtonKind.DANGER)
_ANSWERS = (_STAY, _QUIT, Answer("Try again", ButtonKind.PRIMARY))


class Leaving:
    """Made on the running loop; ``left`` is done when the program may end."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        what_is_unsaved: Callable[[], Awaitable[NotSaved | None]],
        tasks: Tasks,
    ) -> None:
        self.left: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._theme = theme
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
            details = f"{trouble}\n\nWhat is not saved is lost if you quit now."
            question = Question("Not everything is saved", details, _ANSWERS)
            answer = await ask(self._theme, question, self._window)
            if answer is _STAY:
                return
            if answer is _QUIT:
                break
        self.leave()
