"""Restoring: the user chooses a backup, sees what it would do, and has it done."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import WhinchatError
from whinchat.services.backups import Backups
from whinchat.services.restores import Restore, Restores
from whinchat.services.tasks import Tasks
from whinchat.ui.restoring.dialog import RestoreDialog
from whinchat.ui.restoring.words import result_words
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.toast import Toast


class Restoring(QObject):
    """Opens the dialog, and does what is ordered in it."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        toast: Toast,
        services: tuple[Backups, Restores],
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._toast = toast
        self._backups, self._restores = services
        self._tasks = tasks

    def open(self, parent: QWidget | None = None) -> None:
        """Ask which backup to restore."""
        self._tasks.start(self._open(parent or self._window))

    async def _open(self, parent: QWidget) -> None:
        dialog = RestoreDialog(self._theme, await self._backups.found(), parent)
        dialog.looked_for.connect(partial(self._look, dialog))
        dialog.ordered.connect(partial(self._begin, dialog))
        dialog.open()
        dialog.look_at_newest()

    def _look(self, dialog: RestoreDialog, path: Path) -> None:
        dialog.forget_preview()
        dialog.show_looking(0)
        self._stop_with(dialog, self._tasks.start(self._show_found(dialog, path)))

    async def _show_found(self, dialog: RestoreDialog, path: Path) -> None:
        try:
            preview = await self._restores.look(path, dialog.show_looking)
        except asyncio.CancelledError:
            with suppress(RuntimeError):  # The window is gone with the program.
                dialog.forget_preview()
            raise
        except WhinchatError as error:
            dialog.show_trouble(str(error))
        else:
            dialog.show_preview(preview)

    def _begin(self, dialog: RestoreDialog, restore: Restore) -> None:
        self._stop_with(dialog, self._tasks.start(self._carry_out(dialog, restore)))

    async def _carry_out(self, dialog: RestoreDialog, restore: Restore) -> None:
        total = len(restore.preview.wanted(bring_back=restore.bring_back))
        try:
            await self._restores.run(restore, lambda done: dialog.show_progress(done, total))
        except asyncio.CancelledError:
            with suppress(RuntimeError):  # The window is gone with the program.
                self._toast.show_notice(result_words(restore, was_stopped=True))
                dialog.accept()
            raise
        except WhinchatError as error:
            dialog.show_trouble(str(error))
            return
        self._toast.show_notice(result_words(restore, was_stopped=False))
        dialog.accept()

    def _stop_with(self, dialog: RestoreDialog, task: asyncio.Task[Any]) -> None:
        stop: Callable[[], object] = task.cancel
        dialog.stop_requested.connect(stop)
