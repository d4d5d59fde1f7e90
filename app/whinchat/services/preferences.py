"""The settings while the program runs: one value, changed by replacing it, saved by itself."""

from collections.abc import Callable
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import Settings
from whinchat.services.listeners import Listeners
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.settings_file import settings_bytes

_GATHER_SECONDS = 0.2
"""Changes in so short a time, as from a slider, are written once."""
_RETRY_SECONDS = 10.0


class Preferences:
    """Owns the ``Settings``. Whoever shows or uses one of them listens to ``changed``."""

    def __init__(
        self,
        settings: Settings,
        path: Path,
        disk: Disk,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._settings = settings
        self._path = path
        self._disk = disk
        self._retry_seconds = retry_seconds
        self._is_write_due = False
        self.changed: Listeners[tuple[Settings, Settings]] = Listeners()
        """Told the old and the new settings."""

    @property
    def settings(self) -> Settings:
        """Return the settings as they are now."""
        return self._settings

    def update(self, change: Callable[[Settings], Settings]) -> None:
        """Replace the settings by what ``change`` makes of them.

        Everybody is told before this returns; the file follows in a moment, at the latest when
        the disk is closed. A write that fails is tried again.
        """
        old, new = self._settings, change(self._settings)
        if new == old:
            return
        self._settings = new
        self._write_later(_GATHER_SECONDS)
        self.changed.tell((old, new))

    def _write_later(self, delay_seconds: float) -> None:
        if not self._is_write_due:
            self._is_write_due = True
            self._disk.later(delay_seconds, self._write)

    def _write(self) -> None:
        # On the disk's thread: the flag falls before the value is read, so no change is missed.
        self._is_write_due = False
        try:
            write_atomically(self._path, settings_bytes(self._settings))
        except NotSaved:
            self._write_later(self._retry_seconds)
            raise
