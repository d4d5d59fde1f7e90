"""Starting what a dialog asks for: its Stop cancels it, and it says what went wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from whinchat.domain.errors import WhinchatError
from whinchat.services.tasks import Tasks
from whinchat.ui.work.dialog import WorkDialog

Work = Callable[[], Awaitable[None]]


def start_work(
    tasks: Tasks, dialog: WorkDialog, work: Work, *, when_stopped: Callable[[], object]
) -> None:
    """Do it until it is done or fails, or until the dialog's Stop or the end of the program."""
    task = tasks.start(_do(dialog, work))
    stop: Callable[[], object] = task.cancel
    dialog.stop_requested.connect(stop)
    # Not in the task itself: one that is cancelled before its first step would not get there.
    task.add_done_callback(partial(_end, when_stopped))


async def _do(dialog: WorkDialog, work: Work) -> None:
    try:
        await work()
    except WhinchatError as error:
        dialog.show_trouble(str(error))


def _end(when_stopped: Callable[[], object], task: asyncio.Task[None]) -> None:
    if task.cancelled():
        with suppress(RuntimeError):  # The window is gone with the program.
            when_stopped()
