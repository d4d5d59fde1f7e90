"""Restoring a backup by merging it: looked at first, then one conversation after the other."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import assert_never

from whinchat.domain.conversation import Mark
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.backups.coming import (
    Coming,
    ComingConversation,
    ComingFile,
    ComingLists,
    Unread,
    unread,
    what_is_in,
)
from whinchat.storage.backups.comparing import Fate, Item, compare, missing_attachments
from whinchat.storage.backups.manifest import Manifest
from whinchat.storage.backups.reading import open_backup
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
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
        preview = restore.preview
        wanted = preview.wanted(bring_back=restore.bring_back)
        coming = what_is_in(preview.path, preview.manifest, wanted, self._paths, returning)
        done = 0
        try:
            while (step := await self._disk.run(lambda: next(coming, None))) is not None:
                await self._take(step, restore)
                done += isinstance(step, ComingConversation | Unread)
                progress(done)
        finally:
            self._disk.post(coming.close)
            # Not awaited: whoever cancels does not wait for the list.
            self._tasks.start(self._shelf.look_again((*restore.added, *restore.merged)))

    async def _take(self, step: Coming, restore: Restore) -> None:
        match step:
            case ComingFile(name, data):
                await self._library.restoring.keep_attachment(name, data)
                restore.attachments += 1
            case ComingConversation():
                await self._take_in(step, restore)
            case ComingLists(folders, unsent):
                self._shelf.take_in_folders(folders, bring_back=restore.bring_back)
                # What was sent or changed since must not come back as a draft.
                for conversation_id in unsent.keys() & set(restore.added):
                    self._shelf.keep_draft(conversation_id, unsent[conversation_id])
            case Unread(item):
                restore.failed.append(item)
            case _:
                assert_never(step)

    async def _take_in(self, coming: ComingConversation, restore: Restore) -> None:
        try:
            if coming.item.fate is Fate.DELETED:
                await self._shelf.restore((coming.id,))
            await self._library.restoring.take_in(coming)
        except Damaged as error:
            restore.failed.append(unread(coming.item, error))
        else:
            (restore.added if coming.is_new else restore.merged).append(coming.id)


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
