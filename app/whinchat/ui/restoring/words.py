"""What is said of restoring a backup."""

from collections.abc import Sequence

from whinchat.services.restores import Restore, RestorePreview
from whinchat.storage.backups.comparing import Fate, Item
from whinchat.storage.backups.manifest import Backup
from whinchat.ui.counting import counted
from whinchat.ui.settings.backup_words import moment_words
from whinchat.ui.work.words import outcome_words


def choice_words(backup: Backup) -> str:
    """Return what a backup is called in a list of them."""
    count = counted(backup.manifest.conversations, "conversation")
    return f"{moment_words(backup.manifest.made_at)} · {count}"


def preview_words(preview: RestorePreview, *, bring_back: bool) -> str:
    """Return what restoring would add, a line each."""
    wanted = preview.wanted(bring_back=bring_back)
    longer = _having(wanted, Fate.LONGER)
    counts = (
        (len(_having(wanted, Fate.NEW)), "conversation", " missing here"),
        (len(_having(wanted, Fate.BESIDE)), "conversation", " beside a damaged one"),
        (len(_having(wanted, Fate.DELETED)), "conversation", " out of the trash"),
        (sum(item.messages for item in longer), "message", " to conversations that are here"),
        (sum(item.deleted_messages for item in wanted) * bring_back, "deleted message", ""),
        (preview.attachments, "attached file", ""),
    )
    lines = [f"{counted(number, what)}{where}" for number, what, where in counts if number]
    if lines:
        return "\n".join(("Restoring adds", *lines))
    if longer:
        return f"Restoring brings {counted(len(longer), 'conversation')} up to date."
    return "Everything in this backup is here already."


def trouble_words(items: Sequence[Item]) -> str:
    """Return what cannot be taken in, and why."""
    unread = [item for item in items if item.fate is Fate.UNREAD]
    if not unread:
        return ""
    words = f"{unread[0].title}: {unread[0].reason}"
    return f"{words} {len(unread) - 1:,} more cannot be read." if unread[1:] else words


def fate_words(item: Item, *, bring_back: bool) -> str:
    """Return what becomes of a conversation, in a word or two."""
    match item.fate:
        case Fate.NEW:
            return "to the trash" if item.from_trash else "new"
        case Fate.BESIDE:
            return "beside the damaged one"
        case Fate.DELETED:
            return "from the trash"
        case _:
            if bring_back and item.deleted_messages:
                return f"{counted(item.deleted_messages, 'deleted message')} back"
            return f"{counted(item.messages, 'message')} more" if item.messages else "marks"


def result_words(restore: Restore, *, was_stopped: bool) -> str:
    """Return what has come."""
    return outcome_words(
        {"restored": len(restore.added), "brought up to date": len(restore.merged)},
        [one.reason for one in restore.failed],
        nothing="Nothing was missing",
        was_stopped=was_stopped,
    )


def _having(items: Sequence[Item], fate: Fate) -> list[Item]:
    return [item for item in items if item.fate is fate]
