"""What is said of backups."""

from datetime import datetime

from whinchat.services.backups import BackupState

_MEGABYTE = 1_000_000


def moment_words(moment: datetime) -> str:
    """Return a day and the time by the clock on the wall."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


def size_words(size_bytes: int) -> str:
    """Return a size for a person."""
    if size_bytes < _MEGABYTE:
        return f"{max(1, size_bytes // 1000)} kB"
    return f"{size_bytes / _MEGABYTE:,.1f} MB"


def backup_words(state: BackupState) -> str:
    """Return how things stand with backups."""
    if state.is_running:
        return "Being made…"
    if state.trouble:
        return state.trouble
    if state.last is None:
        return "None yet."
    made_at, size = moment_words(state.last.manifest.made_at), size_words(state.last.size_bytes)
    if state.count > 1:
        size += f" · {state.count:,} in all, {size_words(state.size_bytes)}"
    return f"{made_at}\n{size}"
