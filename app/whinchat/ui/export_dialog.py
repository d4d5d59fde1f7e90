"""Choosing where a conversation or a piece of code goes, and in which format."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import NotSaved, WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.services.exports import Exports
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.exchange.formats import Format
from whinchat.ui.widgets.toast import Toast


class ExportDialog(QObject):
    """Asks where to, writes the file and says that it is there."""

    def __init__(
        self, window: QWidget, shelf: Shelf, exports: Exports, tasks: Tasks, toast: Toast
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self._exports = exports
        self._tasks = tasks
        self._toast = toast

    def open(self, conversation_id: str) -> None:
        """Ask where to write a conversation."""
        self._tasks.start(self._open(ConversationId(conversation_id)))

    def open_for_file(self, name: str, content: str | bytes) -> None:
        """Ask where to write a text or a picture, under ``name`` unless there is a better one."""
        dialog = QFileDialog(self._window, "Save as file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(
            lambda path: self._tasks.start(self._write_file(content, Path(path)))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _open(self, conversation_id: ConversationId) -> None:
        try:
            chat = await self._shelf.chat(conversation_id)
        except WhinchatError as error:
            self._toast.show_notice(str(error))
            return
        self._ask(chat.conversation)
        self._shelf.leave(conversation_id)

    def _ask(self, conversation: Conversation) -> None:
        dialog = QFileDialog(self._window, "Export conversation")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {f"{kind.label} (*{kind.suffix})": kind for kind in Format}
        dialog.setNameFilters(list(filters))

        def suggest(kind: Format) -> None:
            # By Qt's own means: it asks before it replaces a file, by the name with the suffix.
            dialog.setDefaultSuffix(kind.suffix.removeprefix("."))
            dialog.selectFile(self._exports.suggested_name(conversation, kind))

        def write(path: str) -> None:
            kind = _kind_by_suffix(Path(path)) or filters[dialog.selectedNameFilter()]
            self._tasks.start(self._write(conversation, kind, Path(path)))

        suggest(Format.MARKDOWN)
        dialog.filterSelected.connect(lambda name_filter: suggest(filters[name_filter]))
        dialog.fileSelected.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _write_file(self, content: str | bytes, path: Path) -> None:
        try:
            if isinstance(content, bytes):
                await self._exports.write_bytes(content, path)
            else:
                await self._exports.write_text(content, path)
        except NotSaved as error:
            self._toast.show_notice(str(error))
            return
        self._toast.show_notice(f"Saved as {path.name}")

    async def _write(self, conversation: Conversation, kind: Format, path: Path) -> None:
        try:
            await self._exports.write(conversation, kind, path)
        except NotSaved as error:
            self._toast.show_notice(str(error))
            return
        self._toast.show_notice(f"Exported to {path.name}")


def _kind_by_suffix(path: Path) -> Format | None:
    """Return the format that the name asks for, whatever the filter says."""
    return next((kind for kind in Format if kind.suffix == path.suffix.lower()), None)
