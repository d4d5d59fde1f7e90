"""What leaves the program at the user's wish: an address goes to the browser or to mail."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from whinchat.ui.transcript.writing.links import followable


def open_link(address: str) -> None:
    """Open an address, if it is one that may be followed."""
    if followable(address):
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
