"""Leaving: conversations and pieces of code become files where the user wants them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import folders_within
from whinchat.domain.values import ConversationId
from whinchat.services.exports import Exports, Outcome
from whinchat.services.preferences import Preferences
from whinchat.services.rows import Row
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.exchange.names import stem_of
from whinchat.storage.exchange.targets import FolderTarget, Target, ZipTarget
from whinchat.ui.counting import counted
from whinchat.ui.exporting.dialog import ExportDialog
from whinchat.ui.exporting.order import MANY, Order, Scope, order_to_texts, remembered_order
from whinchat.ui.outside import show_folder
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.toast import Toast
from whinchat.ui.work.starting import start_work

_SHOWN_FAILURES = 3


@dataclass(frozen=True, slots=True)
class ExportServices:
    """What exporting asks of the program."""

    shelf: Shelf
    exports: Exports
    preferences: Preferences
    tasks: Tasks


class Exporting(QObject):
    """Asks what, how and where to, writes, and says that it is there."""

    def __init__(
        self, window: QWidget, theme: Theme, toast: Toast, services: ExportServices
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._toast = toast
        self._services = services

    def open(self, ids: str | Sequence[str]) -> None:
        """Ask how conversations are to be exported: one, several, or of none all."""
        wanted = tuple(map(ConversationId, [ids] if isinstance(ids, str) else ids))
        own = [self._scope(wanted)] if any(wanted) else []
        everything, *folders = self._other_scopes()
        others = [scope for scope in (everything, *folders) if set(scope.ids) != set(wanted)]
        self._ask([*own, *others] or [everything])

    def open_for_file(self, name: str, content: str | bytes) -> None:
        """Ask where to write a text or a picture, under ``name`` unless there is a better one."""
        dialog = QFileDialog(self._window, "Save as file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(
            lambda path: self._services.tasks.start(self._write_file(content, Path(path)))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _scope(self, ids: tuple[ConversationId, ...]) -> Scope:
        if len(ids) > 1:
            return Scope(counted(len(ids), "conversation"), ids, MANY)
        titles = (row.title for row in self._rows() if row.id == ids[0])
        title = next(titles, "") or "Conversation"
        return Scope(f"“{' '.join(title.split())}”", ids, stem_of(title))

    def _other_scopes(self) -> list[Scope]:
        rows = self._rows()
        scopes = [Scope(f"All conversations ({len(rows):,})", _ids(rows), MANY)]
        folders = self._services.shelf.folders
        for folder in folders:
            inside = folders_within(folder.id, folders)
            own = [row for row in rows if row.folder in inside]
            if own:
                label = f"Folder “{folder.name}” ({len(own):,})"
                scopes.append(Scope(label, _ids(own), stem_of(folder.name)))
        return scopes

    def _rows(self) -> tuple[Row, ...]:
        return (*self._services.shelf.rows, *self._services.shelf.archived)

    def _ask(self, scopes: Sequence[Scope]) -> None:
        last = self._services.preferences.settings.last_export
        order = remembered_order(scopes[0], last, _usual_folder())
        dialog = ExportDialog(self._theme, scopes, order, self._window)
        dialog.ordered.connect(partial(self._begin, dialog))
        dialog.folder_named.connect(partial(self._look, dialog))
        dialog.open()
        self._look(dialog, order.folder, _usual_folder())

    def _look(self, dialog: ExportDialog, folder: Path, instead: Path | None = None) -> None:
        task = self._services.tasks.start(self._show_names(dialog, folder, instead))
        dialog.finished.connect(task.cancel)

    async def _show_names(self, dialog: ExportDialog, folder: Path, instead: Path | None) -> None:
        """Show what is in a folder, on a disk that may be slow or gone; or another ``instead``."""
        names = await self._services.exports.names_in(folder)
        if names is None and instead is not None and dialog.order.folder == folder:
            dialog.folder.setText(str(instead))
        else:
            dialog.show_names(folder, names or ())

    def _begin(self, dialog: ExportDialog, order: Order) -> None:
        texts = order_to_texts(order)
        self._services.preferences.update(lambda settings: replace(settings, last_export=texts))
        dialog.show_progress(0, len(order.scope.ids))
        work = partial(self._carry_out, dialog, order)
        start_work(self._services.tasks, dialog, work, when_stopped=dialog.accept)

    async def _carry_out(self, dialog: ExportDialog, order: Order) -> None:
        names = await self._services.exports.names_in(order.folder)
        path = order.path(names or ())
        if order.is_single:
            outcome = await self._write_one(order, path)
        else:
            outcome = await self._write_several(dialog, order, path)
        if outcome.failed:
            dialog.show_trouble(self._told(outcome))
            return
        dialog.accept()
        folder = path if order.becomes_folder else path.parent
        self._toast.show_notice(
            _said_of(outcome, path), action_text="Show", action=partial(show_folder, folder)
        )
        self._toast.come_forward()

    async def _write_one(self, order: Order, path: Path) -> Outcome:
        shelf, conversation_id = self._services.shelf, order.scope.ids[0]
        chat = await shelf.chat(conversation_id, even_if_large=True)
        writing = self._services.exports.write(chat.conversation, order.plan, path)
        shelf.leave(conversation_id)
        return await writing

    async def _write_several(self, dialog: ExportDialog, order: Order, path: Path) -> Outcome:
        total = len(order.scope.ids)
        target: Target = (
            ZipTarget(path, order.plan) if order.as_zip else FolderTarget(path, order.plan)
        )
        return await self._services.exports.write_all(
            order.scope.ids, order.plan, target, lambda done: dialog.show_progress(done, total)
        )

    def _told(self, outcome: Outcome) -> str:
        titles = {row.id: row.title for row in self._rows()}
        names = [
            f"“{titles.get(failed.conversation_id, failed.conversation_id)}”: {failed.reason}"
            for failed in outcome.failed[:_SHOWN_FAILURES]
        ]
        more = len(outcome.failed) - len(names)
        rest = [f"And {more:,} more."] if more > 0 else []
        head = f"{len(outcome.files):,} were exported, {len(outcome.failed):,} could not be."
        return "\n".join([head, *names, *rest])

    async def _write_file(self, content: str | bytes, path: Path) -> None:
        exports = self._services.exports
        try:
            if isinstance(content, bytes):
                await exports.write_bytes(content, path)
            else:
                await exports.write_text(content, path)
        except NotSaved as error:
            self._toast.show_notice(str(error))
            return
        self._toast.show_notice(f"Saved as {path.name}")


def _said_of(outcome: Outcome, path: Path) -> str:
    words = f"Exported to {path.name}"
    if not outcome.lacking:
        return words
    first, *others = outcome.lacking
    more = f" and {len(others):,} more" if others else ""
    return f"{words}. “{first}”{more} could not be read and is missing in it."


def _ids(rows: Sequence[Row]) -> tuple[ConversationId, ...]:
    return tuple(row.id for row in rows)


def _usual_folder() -> Path:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents) or Path.home())
