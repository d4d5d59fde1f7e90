"""The desktop's file manager, asked to show one file among others."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from whinchat.ui.outside import show_folder

_SERVICE = "org.freedesktop.FileManager1"
_PATH = "/org/freedesktop/FileManager1"
_ENCODED = QUrl.ComponentFormattingOption.FullyEncoded


def show_file(path: Path, owner: QObject) -> None:
    """Show a file selected where the desktop can (freedesktop's FileManager1), else its folder.

    Nothing waits for the answer, which ``owner`` outlives.
    """
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        show_folder(path.parent)
        return
    message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString(_ENCODED)], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message), owner)

    def take() -> None:
        if watcher.isError():
            show_folder(path.parent)
        watcher.deleteLater()

    watcher.finished.connect(take)
