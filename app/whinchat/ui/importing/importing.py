"""Arriving: what the user chooses is looked through, taken in, and taken back on Undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import WhinchatError
from whinchat.services.imports import Import, Imports
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.ui.importing.dropping import dropped_files
from whinchat.ui.importing.words import result_words
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.toast import Toast
from whinchat.ui.work.starting import start_work

if TYPE_CHECKING:
    from whinchat.ui.importing.dialog import ImportDialog


@dataclass(frozen=True, slots=True)
class ImportServices:
    """What importing asks of the program."""

    shelf: Shelf
    imports: Imports
    tasks: Tasks
    show: Callable[[str], None]
    """Shows a conversation."""


class Importing(QObject):
    """Opens the dialog, and does what is ordered in it."""

    def __init__(
        self, window: QWidget, theme: Theme, toast: Toast, services: ImportServices
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._toast = toast
        self._services = services

    def open(self) -> None:
        """Ask what to import."""
        self._open()

    def take_drops_on(self, widget: QWidget) -> None:
        """Import files that are dropped on a widget."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped; all else is not ours."""
        if not isinstance(event, QDropEvent):
            return False
        paths = dropped_files(event)
        if not paths or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.open_for(paths)
        return True

    def open_for(self, paths: Sequence[Path]) -> None:
        """Show what is in files and folders that were dropped on the window."""
        self._open().looked_for.emit(tuple(paths))

    def _open(self) -> "ImportDialog":
        from whinchat.ui.importing.dialog import ImportDialog  # noqa: PLC0415 - not at the start

        dialog = ImportDialog(self._theme, self._services.shelf.folders, self._window)
        dialog.looked_for.connect(partial(self._look, dialog))
        dialog.ordered.connect(partial(self._begin, dialog))
        dialog.open()
        return dialog

    def _look(self, dialog: "ImportDialog", paths: tuple[Path, ...]) -> None:
        dialog.show_looking(0)
        work = partial(self._show_found, dialog, paths)
        start_work(self._services.tasks, dialog, work, when_stopped=dialog.show_beginning)

    async def _show_found(self, dialog: "ImportDialog", paths: tuple[Path, ...]) -> None:
        dialog.show_preview(await self._services.imports.look(paths, dialog.show_looking))

    def _begin(self, dialog: "ImportDialog", arriving: Import) -> None:
        dialog.show_progress(0, len(arriving.choice.wanted))
        work = partial(self._take_in, dialog, arriving)
        stopped = partial(self._end, dialog, arriving, was_stopped=True)
        start_work(self._services.tasks, dialog, work, when_stopped=stopped)

    async def _take_in(self, dialog: "ImportDialog", arriving: Import) -> None:
        total = len(arriving.choice.wanted)
        try:
            await self._services.imports.run(
                arriving, lambda done: dialog.show_progress(done, total)
            )
        except WhinchatError:
            self._tell(arriving, was_stopped=True)
            raise
        self._end(dialog, arriving, was_stopped=False)
        if arriving.arrived == 1:
            self._services.show(arriving.touched[0])

    def _end(self, dialog: "ImportDialog", arriving: Import, *, was_stopped: bool) -> None:
        dialog.accept()
        self._tell(arriving, was_stopped=was_stopped)
        self._toast.come_forward()

    def _tell(self, arriving: Import, *, was_stopped: bool) -> None:
        words = result_words(arriving, was_stopped=was_stopped)
        undo = partial(self._undo, arriving) if arriving.arrived else None
        show = ("Show", partial(self._services.show, arriving.touched[0])) if undo else None
        self._toast.show_notice(words, action=undo, second=show)

    def _undo(self, arriving: Import) -> None:
        self._services.tasks.start(self._take_back(arriving))

    async def _take_back(self, arriving: Import) -> None:
        try:
            await self._services.imports.undo(arriving)
        except WhinchatError as error:
            self._toast.show_notice(str(error))
            return
        self._toast.show_notice("The import was undone")
