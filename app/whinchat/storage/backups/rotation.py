"""Which backups stay: the last few, and one of each month of the last year."""

from collections.abc import Sequence
from datetime import datetime

from whinchat.storage.backups.manifest import Backup

_MONTHS = 12


def outdated(backups: Sequence[Backup], kept: int, now: datetime) -> list[Backup]:
    """Return those that may go, once ``kept`` of them and one of each month stay.

    What a wrong clock dated ahead of now counts as old: it never pushes out what is made today.
    """
    ordered = sorted(
        backups,
        key=lambda backup: (backup.manifest.made_at <= now, backup.manifest.made_at),
        reverse=True,
    )
    months: dict[tuple[int, int], Backup] = {}
    for backup in ordered:
        made_at = backup.manifest.made_at
        months.setdefault((made_at.year, made_at.month), backup)
    stay = {backup.path for backup in (*ordered[:kept], *[*months.values()][:_MONTHS])}
    return [backup for backup in ordered if backup.path not in stay]
