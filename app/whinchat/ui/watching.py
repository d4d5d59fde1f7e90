"""Watches the data folder: files that a sync tool, an editor or another computer wrote."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QWidget

_GATHERED_MS = 300
"""A sync tool writes many files one after the other; they are looked at together."""
_LONGEST_MS = 2_000
"""So long changes may go on before they are looked at nevertheless."""


class Watching(QObject):
    """Says that there may be changes: when the system tells of some, and when one comes back.

    Network folders tell of nothing, and no folder tells of a file that an editor wrote in its
    place: so whoever comes back to the window has every file looked at. What changed, and
    whether it was we who did it, is for others to find out.
    """

    def __init__(self, folder: Path, look_again: Callable[[bool], None], window: QWidget) -> None:
        """Join the parts; nothing is watched before ``begin``.

        ``look_again`` is told whether to look at every file, or only where names came or went.
        """
        super().__init__(window)
        self._folders = [folder, folder / "conversations", folder / "trash"]
        self._look_again = look_again
        self._is_watching = False
        self._in_each = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._note_change)
        self._rest = self._timer(_GATHERED_MS)
        self._longest = self._timer(_LONGEST_MS)
        window.installEventFilter(self)

    def begin(self) -> None:
        """Watch the folders that are there."""
        self._is_watching = True
        watched = self._watcher.directories()
        for folder in map(str, filter(Path.is_dir, self._folders)):
            if folder not in watched:
                self._watcher.addPath(folder)

    def end(self) -> None:
        """Watch nothing any more."""
        self._is_watching = False
        self._rest.stop()
        self._longest.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every file when one comes back to the window."""
        if event.type() is QEvent.Type.WindowActivate and self._is_watching:
            self._in_each = True
            self._rest.start()
        return super().eventFilter(watched, event)

    def _note_change(self) -> None:
        if not self._is_watching:
            return
        # A folder that was made anew is another one, which nobody watches yet.
        self.begin()
        self._rest.start()
        if not self._longest.isActive():
            self._longest.start()

    def _look(self) -> None:
        self._rest.stop()
        self._longest.stop()
        in_each, self._in_each = self._in_each, False
        self._look_again(in_each)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._look)
        return timer
