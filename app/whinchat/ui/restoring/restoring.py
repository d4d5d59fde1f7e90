"""Restoring: the user chooses a backup, sees what it would do, and has it done."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from whinchat.services.backups import Backups
from whinchat.services.restores import Restore, Restores
from whinchat.services.tasks import Tasks
from whinchat.ui.restoring.dialog import RestoreDialog
from whinchat.ui.restoring.words import result_words
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.toast import Toast
from whinchat.ui.work.starting import start_work


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
        work = partial(self._show_found, dialog, path)
        start_work(self._tasks, dialog, work, when_stopped=dialog.forget_preview)

    async def _show_found(self, dialog: RestoreDialog, path: Path) -> None:
        dialog.show_preview(await self._restores.look(path, dialog.show_looking))

    def _begin(self, dialog: RestoreDialog, restore: Restore) -> None:
        dialog.show_progress(0, _total(restore))
        work = partial(self._carry_out, dialog, restore)
        stopped = partial(self._end, dialog, restore, was_stopped=True)
        start_work(self._tasks, dialog, work, when_stopped=stopped)

    async def _carry_out(self, dialog: RestoreDialog, restore: Restore) -> None:
        total = _total(restore)
        await self._restores.run(restore, lambda done: dialog.show_progress(done, total))
        self._end(dialog, restore, was_stopped=False)

    def _end(self, dialog: RestoreDialog, restore: Restore, *, was_stopped: bool) -> None:
        dialog.accept()
        self._toast.show_notice(result_words(restore, was_stopped=was_stopped))
        self._toast.come_forward()


def _total(restore: Restore) -> int:
    return len(restore.preview.wanted(bring_back=restore.bring_back))
