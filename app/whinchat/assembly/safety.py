"""What brings conversations back: backups, restoring them, and recovering damaged files."""

from whinchat.paths import Paths
from whinchat.services.backups import Backups
from whinchat.services.preferences import Preferences
from whinchat.services.recovery import Recovery
from whinchat.services.restores import Restores
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.disk import Disk
from whinchat.storage.library import Library


class Safety:
    """All of it on a thread of its own, beside the library's."""

    def __init__(
        self, paths: Paths, preferences: Preferences, shelf: Shelf, library: Library, tasks: Tasks
    ) -> None:
        self._disk = Disk()
        self.backups = Backups(paths, preferences, self._disk)
        self.restores = Restores(shelf, library, paths, self._disk, tasks)
        self.recovery = Recovery(shelf, library, paths, self._disk)

    def close(self, timeout_seconds: float) -> None:
        """Give up what is under way, and end the thread."""
        self.backups.stop()
        self._disk.close(timeout_seconds)
