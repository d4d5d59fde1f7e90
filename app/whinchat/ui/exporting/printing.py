"""Printing: a conversation onto paper, through the system's own dialog."""

import asyncio
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from whinchat.domain.conversation import Conversation
from whinchat.services.exports import Exports
from whinchat.services.tasks import Tasks
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.names import stem_of
from whinchat.storage.exchange.options import ExportOptions, ExportPlan
from whinchat.storage.exchange.record import record_of
from whinchat.ui.print.pages import RESOLUTION
from whinchat.ui.print.pdf import page_layout
from whinchat.ui.print.press import Press
from whinchat.ui.print.record_pages import RecordPages
from whinchat.ui.widgets.toast import Toast

_PLAN = ExportPlan(Format.PDF, ExportOptions(reasoning=False, cost=False))
"""On paper is what was said."""


class Printing(QObject):
    """Asks for a printer and paints the branch that is shown onto its pages."""

    def __init__(
        self, window: QWidget, toast: Toast, press: Press, exports: Exports, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self._window = window
        self._toast = toast
        self._press = press
        self._exports = exports
        self._tasks = tasks

    def open(self, conversation: Conversation | None) -> None:
        """Ask for a printer; without a conversation there is nothing to print."""
        if conversation is None or not conversation.messages:
            self._toast.show_notice("There is nothing to print.")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(RESOLUTION)
        printer.setPageLayout(page_layout())
        printer.setDocName(stem_of(conversation.title))
        printer.setCreator("Whinchat")
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("Print")
        dialog.finished.connect(partial(self._begin, conversation, printer))
        dialog.finished.connect(dialog.deleteLater)
        # Its own ``open`` wants a slot by name.
        QDialog.open(dialog)

    def _begin(self, conversation: Conversation, printer: QPrinter, result: int) -> None:
        if result == QDialog.DialogCode.Accepted.value:
            self._tasks.start(self._print(conversation, printer))

    async def _print(self, conversation: Conversation, printer: QPrinter) -> None:
        formulas = await self._press.set_all(await self._exports.formulas(conversation, _PLAN))
        record = record_of(conversation, _PLAN.options)
        painter = QPainter()
        if not painter.begin(printer):
            self._toast.show_notice("The printer takes nothing.")
            return
        try:
            # A printer may have a resolution of its own; pages are laid out for one.
            scale = RESOLUTION / printer.resolution()
            area = painter.viewport()
            painter.setWindow(0, 0, round(area.width() * scale), round(area.height() * scale))
            pages = RecordPages(record, self._exports.plain_materials(), formulas)
            for _ in pages.paint(printer, painter):
                # Printers belong to the main thread: others have their turn between slices.
                await asyncio.sleep(0)
        finally:
            painter.end()
        self._toast.show_notice("Printed")
