"""What a backup has that is not here: nothing is written, so it can be asked before restoring."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from whinchat.domain.conversation import Field, Mark, MarkName
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import Paths
from whinchat.storage.attachments import is_attachment_name
from whinchat.storage.backups.reading import OpenBackup
from whinchat.storage.conversation_file import Document
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import NEWER, Damaged, unreadable
from whinchat.storage.fields import Fields, not_before
from whinchat.storage.files import is_there
from whinchat.storage.merging.gain import gain_from
from whinchat.storage.open_conversation import read_conversation
from whinchat.storage.reading import path_of
from whinchat.storage.salvaged import id_beside
from whinchat.storage.stamps import ENDINGS

_BESIDE = "from the backup"


class Fate(StrEnum):
    """What becomes of a conversation of the backup."""

    NEW = "new"
    """It is not here, and comes as it was."""
    LONGER = "longer"
    """It is here, and the backup has something that this one has not."""
    SAME = "same"
    DELETED = "deleted"
    """It was deleted since, lies in the trash and stays there unless that is asked for."""
    BESIDE = "beside"
    """The one here cannot be read: that of the backup comes as another."""
    UNREAD = "unread"
    """It cannot be taken in, for the reason given."""


@dataclass(frozen=True, slots=True)
class Item:
    """A conversation of a backup, held against what is here."""

    id: ConversationId
    title: str
    fate: Fate
    from_trash: bool = False
    """Whether it lay in the trash when the backup was made."""
    messages: int = 0
    """How many messages would come, or say more than now."""
    deleted_messages: int = 0
    """How many of those here were deleted since."""
    reason: str = ""


def compare(backup: OpenBackup, paths: Paths) -> Iterator[Item]:
    """Yield what would become of each conversation. Nothing is raised."""
    listed = dict.fromkeys(backup.conversations(), False)
    for conversation_id, from_trash in {**dict.fromkeys(backup.trash(), True), **listed}.items():
        yield _compared(backup, conversation_id, paths, from_trash=from_trash)


def missing_attachments(backup: OpenBackup, paths: Paths) -> list[Member]:
    """Return the attached files that are not here."""
    members = (one for one in backup.attachments() if is_attachment_name(one.base_name))
    return [one for one in members if not _is_kept(paths.attachments / one.base_name)]


def _is_kept(path: Path) -> bool:
    try:
        return is_there(path)
    except OSError:
        # It is brought all the same, and then said why it cannot be.
        return False


def what_comes(backup: OpenBackup, item: Item, paths: Paths, returning: Mark | None) -> Document:
    """Return what is to be merged or added for an item. Raises ``Damaged`` and ``Refused``.

    With ``returning``, a mark that says that something is not deleted, what was deleted since
    comes back; otherwise what was destroyed since stays so.
    """
    theirs = backup.document(item.id, from_trash=item.from_trash)
    if item.fate is Fate.BESIDE:
        return _beside(item.id, theirs, theirs.head.get("updated_at"))
    mine = _here(item.id, paths)
    if mine is not None:
        for message_id in _deleted_in(mine):
            _settle_deleted(message_id, mine, theirs, returning)
    return theirs


def _compared(
    backup: OpenBackup, conversation_id: ConversationId, paths: Paths, *, from_trash: bool
) -> Item:
    title = conversation_id[:8]
    try:
        theirs = backup.document(conversation_id, from_trash=from_trash)
        title = _title_of(theirs)
        if theirs.is_read_only:
            return Item(conversation_id, title, Fate.UNREAD, reason=NEWER)
        fate, messages, deleted = _fate_of(conversation_id, theirs, paths)
    except (Damaged, Refused) as error:
        return Item(conversation_id, title, Fate.UNREAD, from_trash, reason=str(error))
    return Item(conversation_id, title, fate, from_trash, messages, deleted)


def _fate_of(
    conversation_id: ConversationId, theirs: Document, paths: Paths
) -> tuple[Fate, int, int]:
    is_listed = _lies_in(conversation_id, paths, in_trash=False)
    try:
        mine = _here(conversation_id, paths)
    except Damaged:
        beside = id_beside(conversation_id, theirs)
        is_here = any(_lies_in(beside, paths, in_trash=where) for where in (False, True))
        return (Fate.SAME, 0, 0) if is_here else (Fate.BESIDE, len(theirs.slots), 0)
    if mine is None:
        return Fate.NEW, len(theirs.slots), 0
    deleted = [one for one in _deleted_in(mine) if _says_it(one, theirs)]
    for message_id in deleted:
        _settle_deleted(message_id, mine, theirs, None)
    gain = gain_from(theirs, mine)
    messages = len(gain.messages)
    if not is_listed:
        return Fate.DELETED, messages, len(deleted)
    return Fate.LONGER if gain.is_news else Fate.SAME, messages, len(deleted)


def _settle_deleted(
    message_id: MessageId, mine: Document, theirs: Document, returning: Mark | None
) -> None:
    """Have a message that was deleted since come back, or stay as it is here."""
    if not _says_it(message_id, theirs):
        return
    if returning is not None:
        mark = not_before(returning, mine.mark(message_id, MarkName.DELETED))
        theirs.set_mark(message_id, MarkName.DELETED, mark)
    elif (message := mine.message(message_id)) is not None and not message.get("parts"):
        theirs.put(message)


def _says_it(message_id: MessageId, theirs: Document) -> bool:
    """Tell whether a message is in the backup, and was not deleted then."""
    return message_id in theirs.places and not _is_deleted(message_id, theirs)


def _deleted_in(document: Document) -> list[MessageId]:
    # Cheap first: this runs over every message.
    return [
        message_id
        for message_id, place in document.places.items()
        if b'"deleted"' in document.slots[place] and _is_deleted(message_id, document)
    ]


def _is_deleted(message_id: MessageId, document: Document) -> bool:
    mark = document.mark(message_id, MarkName.DELETED)
    return isinstance(mark, dict) and bool(mark.get("value"))


def _here(conversation_id: ConversationId, paths: Paths) -> Document | None:
    for in_trash, folder in ((False, paths.conversations), (True, paths.trash)):
        if _lies_in(conversation_id, paths, in_trash=in_trash):
            found = read_conversation(path_of(folder, conversation_id), even_if_large=True)
            found.journal.close()
            return found.document
    return None


def _lies_in(conversation_id: ConversationId, paths: Paths, *, in_trash: bool) -> bool:
    """Tell whether a conversation has files in one of the folders. Raises ``Damaged``."""
    path = path_of(paths.trash if in_trash else paths.conversations, conversation_id)
    try:
        return any(is_there(path.with_suffix(ending)) for ending in ENDINGS)
    except OSError as error:
        raise unreadable(error, path) from error


def _beside(conversation_id: ConversationId, theirs: Document, at: object) -> Document:
    theirs.head["id"] = id_beside(conversation_id, theirs)
    title = f"{_title_of(theirs)} ({_BESIDE})"
    theirs.head[Field.TITLE] = {"value": title, "at": at if isinstance(at, str) else "", "by": ""}
    return theirs


def _title_of(document: Document) -> str:
    mark = Fields(document.head).mark(Field.TITLE)
    words = mark.value if mark is not None else document.head.get("first_words")
    return words if isinstance(words, str) and words else "Untitled"
