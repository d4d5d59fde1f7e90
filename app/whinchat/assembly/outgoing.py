"""Exporting and printing: imported and built when asked for, so that no start waits for them."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from whinchat.assembly.services import Services
from whinchat.domain.conversation import Conversation
from whinchat.ui.main_window import MainWindow
from whinchat.ui.theme.theme import Theme

if TYPE_CHECKING:
    from whinchat.services.exports import Exports
    from whinchat.ui.exporting.exporting import Exporting
    from whinchat.ui.exporting.printing import Printing
    from whinchat.ui.print.press import Press


class Outgoing:
    """What leaves the program as a file or on paper."""

    def __init__(self, services: Services, theme: Theme, window: MainWindow) -> None:
        self._services = services
        self._theme = theme
        self._window = window

    def export(self, ids: str | Sequence[str]) -> None:
        """Ask how conversations are to be exported: one, several, or of none all."""
        self.exporting.open(ids)

    def save_file(self, name: str, content: str | bytes) -> None:
        """Ask where to write a text or a picture, under ``name`` unless there is a better one."""
        self.exporting.open_for_file(name, content)

    def print_conversation(self, conversation: Conversation | None) -> None:
        """Ask for a printer; without a conversation there is nothing to print."""
        self._printing.open(conversation)

    @cached_property
    def exporting(self) -> "Exporting":
        """Return what asks how to export, and does it."""
        from whinchat.ui.exporting.exporting import (  # noqa: PLC0415 - when first asked for
            Exporting,
            ExportServices,
        )

        services = self._services
        own = ExportServices(services.shelf, self._exports, services.preferences, services.tasks)
        return Exporting(self._window, self._theme, self._window.views.toast, own)

    @cached_property
    def _printing(self) -> "Printing":
        from whinchat.ui.exporting.printing import Printing  # noqa: PLC0415 - as above

        toast, tasks = self._window.views.toast, self._services.tasks
        return Printing(self._window, toast, self._press, self._exports, tasks)

    @cached_property
    def _exports(self) -> "Exports":
        from whinchat.services.exports import Exports  # noqa: PLC0415 - as above

        services = self._services
        read = partial(services.library.read, spare=services.slow_disk)
        return Exports(services.slow_disk, read, services.paths.attachments, self._press)

    @cached_property
    def _press(self) -> "Press":
        from whinchat.ui.print.press import Press  # noqa: PLC0415 - as above

        return Press(self._window)
