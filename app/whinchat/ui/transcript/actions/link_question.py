"""One question before a link is followed whose words name another place than it leads to."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from whinchat.ui.transcript.writing.links import destination, host_of


def ask_before_following(address: str, window: QWidget, follow: Callable[[], None]) -> None:
    """Ask with the real host; ``follow`` is called if the reader still wants to go there."""
    box = QMessageBox(window)
    box.setWindowTitle("Whinchat")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"This link leads to {host_of(address)}")
    box.setInformativeText(f"Its words could be taken for another place.\n\n{destination(address)}")
    go = box.addButton("Open link", QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("Stay here", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def settle() -> None:
        if box.clickedButton() is go:
            follow()

    box.finished.connect(settle)
    box.open()
