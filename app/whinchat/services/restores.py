"""Restoring a backup by merging it: looked at first, then one conversation after the other."""

from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import assert_never

from whinchat.domain.conversation import Mark
from whinchat.domain.draft import Draft
from whinchat.domain.folders import FolderMarks
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.backups.comparing import (
    Fate,
    Item,
    compare,
    missing_attachments,
    what_comes,
)
from whinchat.storage.backups.manifest import Manifest
from whinchat.storage.backups.reading import attached, open_backup
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import unsent_in
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged
from whinchat.storage.folders import folder_marks
from whinchat.storage.library import Library

_BATCH = 20
"""So many conversations are compared before the screen is told."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What restoring a backup would do."""

    path: Path
    manifest: Manifest
    items: tuple[Item, ...]
    attachments: int
    """How many attached files would come."""

    def having(self, *fates: Fate) -> tuple[Item, ...]:
        """Return the conversations of which that would become."""
        return tuple(item for item in self.items if item.fate in fates)

    def wanted(self, *, bring_back: bool) -> tuple[Item, ...]:
        """Return the conversations to which anything would happen."""
        return tuple(item for item in self.items if _is_wanted(item, bring_back=bring_back))

    @property
    def has_deleted(self) -> bool:
        """Tell whether anything in it was deleted since."""
        return any(
            one.deleted_messages or (one.fate is Fate.DELETED and not one.from_trash)
            for one in self.items
        )


@dataclass(slots=True)
class Restore:
    """One restoring, as far as it has come."""

    preview: RestorePreview
    bring_back: bool = False
    added: list[ConversationId] = field(default_factory=list)
    merged: list[ConversationId] = field(default_factory=list)
    failed: list[Item] = field(default_factory=list)
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    """An attached file on its way."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Coming:
    """A conversation on its way."""

    item: Item
    document: Document


@dataclass(frozen=True, slots=True)
class _Lists:
    """What a backup says besides conversations."""

    folders: FolderMarks
    unsent: Mapping[ConversationId, Draft]


class Restores:
    """Reads backups on the thread that is given; the library's disk gets what is to be written."""

    def __init__(
        self, shelf: Shelf, library: Library, paths: Paths, disk: Disk, tasks: Tasks
    ) -> None:
        self._shelf = shelf
        self._library = library
        self._paths = paths
        self._disk = disk
        self._tasks = tasks

    async def look(self, path: Path, progress: Progress = lambda _count: None) -> RestorePreview:
        """Return what restoring would do; nothing is written. Raises ``Refused``."""
        manifest, attachments = await self._disk.run(lambda: _head_of(path, self._paths))
        compared = _compared(path, self._paths)
        items: list[Item] = []
        try:
            while some := await self._disk.run(lambda: [*islice(compared, _BATCH)]):
                items += some
                progress(len(items))
        finally:
            self._disk.post(compared.close)
        return RestorePreview(path, manifest, tuple(items), attachments)

    async def run(self, restore: Restore, progress: Progress = lambda _count: None) -> None:
        """Bring in what a preview promises. A cancel ends it after what is on its way.

        Raises ``Refused`` and ``NotSaved``; ``restore`` then has what came before.
        """
        by = self._library.writer_id
        returning = Mark(value=False, at=datetime.now(UTC), by=by) if restore.bring_back else None
        coming = _coming(restore, self._paths, returning)
        done = 0
        try:
            while (step := await self._disk.run(lambda: next(coming, None))) is not None:
                await self._take(step, restore)
                done += isinstance(step, _Coming | Item)
                progress(done)
        finally:
            self._disk.post(coming.close)
            # Not awaited: whoever cancels does not wait for the list.
            self._tasks.start(self._shelf.look_again((*restore.added, *restore.merged)))

    async def _take(self, step: "_File | _Coming | _Lists | Item", restore: Restore) -> None:
        match step:
            case _File(name, data):
                await self._library.restoring.keep_attachment(name, data)
                restore.attachments += 1
            case _Coming(item, document):
                await self._take_in(item, document, restore)
            case _Lists(folders, unsent):
                self._shelf.take_in_folders(folders, bring_back=restore.bring_back)
                # What was sent or changed since must not come back as a draft.
                for conversation_id in unsent.keys() & set(restore.added):
                    self._shelf.keep_draft(conversation_id, unsent[conversation_id])
            case Item():
                restore.failed.append(step)
            case _:
                assert_never(step)

    async def _take_in(self, item: Item, document: Document, restore: Restore) -> None:
        restoring = self._library.restoring
        try:
            match item.fate:
                case Fate.NEW:
                    await restoring.add(item.id, document, to_trash=item.from_trash)
                    restore.added.append(item.id)
                case Fate.BESIDE:
                    beside = ConversationId(str(document.head["id"]))
                    await restoring.add(beside, document, to_trash=item.from_trash)
                    restore.added.append(beside)
                case _:
                    if item.fate is Fate.DELETED:
                        await self._shelf.restore((item.id,))
                    await restoring.merge(item.id, document)
                    restore.merged.append(item.id)
        except Damaged as error:
            restore.failed.append(replace(item, fate=Fate.UNREAD, reason=str(error)))


def _is_wanted(item: Item, *, bring_back: bool) -> bool:
    match item.fate:
        case Fate.NEW | Fate.LONGER | Fate.BESIDE:
            return True
        case Fate.DELETED:
            return bring_back and not item.from_trash
        case Fate.SAME:
            return bring_back and item.deleted_messages > 0
        case Fate.UNREAD:
            return False
        case _:
            assert_never(item.fate)


def _head_of(path: Path, paths: Paths) -> tuple[Manifest, int]:
    with open_backup(path) as backup:
        return backup.manifest, len(missing_attachments(backup, paths))


def _compared(path: Path, paths: Paths) -> Generator[Item]:
    with open_backup(path) as backup:
        yield from compare(backup, paths)


def _coming(
    restore: Restore, paths: Paths, returning: Mark | None
) -> Generator[_File | _Coming | _Lists | Item]:
    """Yield what is to be taken in: what is attached comes before what refers to it."""
    preview = restore.preview
    with open_backup(preview.path) as backup:
        if backup.manifest != preview.manifest:
            raise Refused(f"{preview.path.name} has changed since. Choose it again.")
        for member in missing_attachments(backup, paths):
            # One that is damaged is missed where it is shown; all else still comes.
            with suppress(Refused):
                yield _File(member.base_name, attached(member))
        for item in preview.wanted(bring_back=restore.bring_back):
            try:
                yield _Coming(item, what_comes(backup, item, paths, returning))
            except (Refused, Damaged) as error:
                yield replace(item, fate=Fate.UNREAD, reason=str(error))
        yield _Lists(folder_marks(backup.folders()), unsent_in(backup.drafts()))
