"""What leaves the program at the user's wish: addresses for the browser, folders for files."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from whinchat.ui.transcript.writing.links import followable


def open_link(address: str) -> None:
    """Open an address, if it is one that may be followed."""
    if followable(address):
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def show_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
