"""Printing: the dialog opens without stopping the loop, and what was said comes onto pages."""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until


@journey
async def test_what_is_shown_is_printed(user: DesktopUser) -> None:
    await user.say_and_wait("Which bird is this?")
    target = user.folder / "paper.pdf"

    user.page.header.print_requested.emit()
    dialog = user.program.window.findChildren(QPrintDialog)[-1]
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    dialog.done(QDialog.DialogCode.Accepted)

    await until(lambda: user.program.window.views.toast.message == "Printed")
    assert target.read_bytes().startswith(b"%PDF-")


@journey
async def test_an_empty_conversation_is_not_printed(user: DesktopUser) -> None:
    user.page.header.print_requested.emit()

    assert user.program.window.views.toast.message == "There is nothing to print."
    assert user.program.window.findChildren(QPrintDialog) == []
