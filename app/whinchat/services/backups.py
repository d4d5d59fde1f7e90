"""Backups while the program runs: when one is due, where they go, and what the last one was."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import BackupInterval
from whinchat.paths import Paths
from whinchat.services.listeners import Listeners
from whinchat.services.preferences import Preferences
from whinchat.storage.backups.contents import library_name, look_at
from whinchat.storage.backups.manifest import Backup
from whinchat.storage.backups.packing import GivenUp
from whinchat.storage.backups.writing import Plan, backups_in, write_backup
from whinchat.storage.disk import Disk

log = logging.getLogger(__name__)

_REST_SECONDS = 60.0
"""The start of the program has other things to do."""
_LOOK_SECONDS = 60 * 60.0
_LENGTHS = {
    BackupInterval.OFF: timedelta.max,
    BackupInterval.DAILY: timedelta(days=1),
    BackupInterval.WEEKLY: timedelta(days=7),
}


@dataclass(frozen=True, slots=True)
class BackupState:
    """What is known of the backups now."""

    last: Backup | None = None
    count: int = 0
    size_bytes: int = 0
    """Of all together."""
    is_running: bool = False
    trouble: str = ""
    """Why the last attempt failed, in a sentence."""


class Backups:
    """Has backups written on the thread that is given; the library goes on meanwhile."""

    def __init__(
        self,
        paths: Paths,
        preferences: Preferences,
        disk: Disk,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.changed: Listeners[BackupState] = Listeners()
        self.failed: Listeners[str] = Listeners()
        """Told why a backup that was due could not be made, once for each reason."""
        self.state = BackupState()
        self._paths = paths
        self._preferences = preferences
        self._disk = disk
        self._clock = clock
        self._is_over = threading.Event()
        self._told = ""

    @property
    def folder(self) -> Path:
        """Return where backups go."""
        chosen = self._preferences.settings.backup_folder
        return Path(chosen) if chosen else self._paths.data / "backups"

    def stop(self) -> None:
        """Give up what is being written, and write no more: the program ends."""
        self._is_over.set()

    async def look(self) -> None:
        """Find out which backups there are."""
        await self.found()

    async def found(self) -> list[Backup]:
        """Return the backups there are, the newest first."""
        folder, library = self.folder, library_name(self._paths)
        backups = await self._disk.run(lambda: backups_in(folder, library))
        self._show(backups)
        return backups

    async def back_up(self) -> Backup:
        """Write a backup now. Raises ``NotSaved``."""
        plan = Plan(self.folder, self._preferences.settings.backups_kept)
        self._tell(replace(self.state, is_running=True))
        trouble = ""
        try:
            backup = await self._disk.run(
                lambda: write_backup(
                    self._paths, plan, self._clock(), lambda: not self._is_over.is_set()
                )
            )
        except GivenUp as error:
            trouble = "The program ended before the backup was whole."
            raise NotSaved(trouble) from error
        except NotSaved as error:
            trouble = str(error)
            raise
        finally:
            self._tell(replace(self.state, is_running=False, trouble=trouble))
        await self.look()
        return backup

    async def keep_schedule(self) -> None:
        """Make the backups that are due, as long as this runs."""
        await asyncio.sleep(_REST_SECONDS)
        while True:
            await self.make_if_due()
            await asyncio.sleep(_LOOK_SECONDS)

    async def make_if_due(self) -> None:
        """Make a backup if it is time and anything has changed. Trouble is told, not raised."""
        await self.look()
        last, interval = self.state.last, self._preferences.settings.backup_interval
        made_at = last.manifest.made_at if last is not None else None
        if self.state.is_running or not is_due(interval, made_at, self._clock()):
            return
        try:
            before = last.manifest.fingerprint if last is not None else ""
            found = await self._disk.run(lambda: look_at(self._paths))
            has_something = bool(found.conversations or found.trash)
            if has_something and found.fingerprint != before:
                await self.back_up()
        except (NotSaved, OSError) as error:
            log.warning("A backup that was due could not be made: %s", error)
            if isinstance(error, NotSaved) and str(error) != self._told:
                self._told = str(error)
                self.failed.tell(str(error))

    def _show(self, backups: list[Backup]) -> None:
        self._tell(
            replace(
                self.state,
                last=backups[0] if backups else None,
                count=len(backups),
                size_bytes=sum(backup.size_bytes for backup in backups),
            )
        )

    def _tell(self, state: BackupState) -> None:
        if state != self.state:
            self.state = state
            self.changed.tell(state)


def is_due(interval: BackupInterval, made_at: datetime | None, now: datetime) -> bool:
    """Tell whether it is time for a backup. A clock that jumped back does not put it off."""
    if interval is BackupInterval.OFF:
        return False
    return made_at is None or abs(now - made_at) >= _LENGTHS[interval]
