"""What a backup brings, one after the other, as it is taken in."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from whinchat.domain.conversation import Mark
from whinchat.domain.draft import Draft
from whinchat.domain.folders import FolderMarks
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage.backups.comparing import Fate, Item, missing_attachments, what_comes
from whinchat.storage.backups.manifest import Manifest
from whinchat.storage.backups.reading import attached, open_backup
from whinchat.storage.conversation_file import Document
from whinchat.storage.drafts import unsent_in
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged
from whinchat.storage.folders import folder_marks


@dataclass(frozen=True, slots=True)
class ComingFile:
    """An attached file on its way."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ComingConversation:
    """A conversation on its way."""

    item: Item
    document: Document
    """Storage's own: whoever takes it along does not look into it."""

    @property
    def id(self) -> ConversationId:
        """Return the id that it will have here."""
        is_beside = self.item.fate is Fate.BESIDE
        return ConversationId(str(self.document.head["id"])) if is_beside else self.item.id

    @property
    def is_new(self) -> bool:
        """Tell whether there is nothing here to merge it with."""
        return self.item.fate in (Fate.NEW, Fate.BESIDE)


@dataclass(frozen=True, slots=True)
class ComingLists:
    """What a backup says besides conversations."""

    folders: FolderMarks
    unsent: Mapping[ConversationId, Draft]


@dataclass(frozen=True, slots=True)
class Unread:
    """A conversation that cannot come."""

    item: Item


Coming = ComingFile | ComingConversation | ComingLists | Unread


def what_is_in(
    path: Path, manifest: Manifest, wanted: Sequence[Item], paths: Paths, returning: Mark | None
) -> Generator[Coming]:
    """Yield what is to be taken in: what is attached comes before what refers to it.

    For ``returning`` see ``what_comes``. Raises ``Refused``, also where it is another backup than
    the one that was looked at.
    """
    with open_backup(path) as backup:
        if backup.manifest != manifest:
            raise Refused(f"{path.name} has changed since. Choose it again.")
        for member in missing_attachments(backup, paths):
            # One that is damaged is missed where it is shown; all else still comes.
            with suppress(Refused):
                yield ComingFile(member.base_name, attached(member))
        for item in wanted:
            try:
                yield ComingConversation(item, what_comes(backup, item, paths, returning))
            except (Refused, Damaged) as error:
                yield Unread(unread(item, error))
        yield ComingLists(folder_marks(backup.folders()), unsent_in(backup.drafts()))


def unread(item: Item, error: Exception) -> Item:
    """Return an item that could not be taken in after all."""
    return replace(item, fate=Fate.UNREAD, reason=str(error))
