"""The folders of the list, with their verbs."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from whinchat.domain.conversation import Mark
from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import (
    NO_FOLDER,
    Folder,
    FolderField,
    FolderId,
    FolderMarks,
    folders_within,
    is_deleted,
    name_of,
    shown_folders,
)
from whinchat.domain.values import Json, new_id
from whinchat.services.tasks import Tasks
from whinchat.storage.folders import FolderFile

_MOMENT = timedelta(microseconds=1)
FolderValues = Mapping[FolderId, Mapping[str, Json]]


class Folders:
    """Owner of the folders. A change shows at once and goes to the disk behind it."""

    def __init__(self, file: FolderFile, writer_id: str, tasks: Tasks) -> None:
        self._file = file
        self._writer_id = writer_id
        self._tasks = tasks
        self._marks: dict[FolderId, dict[str, Mark]] = {}
        self.shown: tuple[Folder, ...] = ()
        """Each before those in it."""

    async def open(self) -> None:
        """Read the folders; what was changed while the disk was slow counts."""
        self._learn(await self._file.load())
        self.shown = shown_folders(self._marks)

    def take_in(self, marks: FolderMarks, *, bring_back: bool) -> None:
        """Take in what a backup says: of each mark the later holds.

        ``bring_back`` brings back what was there then and was deleted since.
        """
        if later := self._learn(marks):
            self._tasks.start(self._save(later))
        gone = [one for one in marks if self.deleted_at(one) and not is_deleted(marks[one])]
        back: FolderValues = {one: {FolderField.DELETED: False} for one in gone if bring_back}
        self._change(back, datetime.now(UTC))

    def new(self, name: str, parent_id: FolderId = NO_FOLDER) -> FolderId:
        """Make a folder."""
        folder_id = FolderId(new_id())
        self._change(
            {folder_id: {FolderField.NAME: _clean(name), FolderField.PARENT: parent_id}},
            datetime.now(UTC),
        )
        return folder_id

    def rename(self, folder_id: FolderId, name: str) -> None:
        """Give a folder another name; an empty one changes nothing."""
        if _clean(name):
            self._change({folder_id: {FolderField.NAME: _clean(name)}}, datetime.now(UTC))

    def move(self, folder_id: FolderId, parent_id: FolderId) -> bool:
        """Put a folder into another; tell whether it can lie there: never within itself."""
        if parent_id in self.within(folder_id):
            return False
        self._change({folder_id: {FolderField.PARENT: parent_id}}, datetime.now(UTC))
        return True

    def within(self, folder_id: FolderId) -> tuple[FolderId, ...]:
        """Return a folder and all that lie in it."""
        return folders_within(folder_id, self.shown)

    def moment_of_deletion(self, folder_id: FolderId) -> datetime:
        """Return a moment later than all that was said of a folder and those in it."""
        marks = (self._marks.get(one, {}) for one in self.within(folder_id))
        said = [mark.at + _MOMENT for one in marks for mark in one.values()]
        return max(datetime.now(UTC), *said)

    def delete(self, folder_id: FolderId, at: datetime) -> None:
        """Delete a folder and those in it, all at the same moment: by that they come back."""
        self._change({one: {FolderField.DELETED: True} for one in self.within(folder_id)}, at)

    def restore(self, folder_id: FolderId) -> None:
        """Bring back a folder and those that were deleted with it."""
        back = self.deleted_with(folder_id)
        self._change({one: {FolderField.DELETED: False} for one in back}, datetime.now(UTC))

    def deleted_with(self, folder_id: FolderId) -> set[FolderId]:
        """Return the folders that were deleted together with one, itself among them."""
        at = self.deleted_at(folder_id)
        return {one for one in self._marks if at is not None and self.deleted_at(one) == at}

    def forget(self, folder_ids: Iterable[FolderId]) -> None:
        """Let folders leave the trash for good; what is left says that they are deleted."""
        gone: FolderValues = {one: {FolderField.PURGED: True} for one in folder_ids}
        self._change(gone, datetime.now(UTC))

    def deleted_at(self, folder_id: FolderId) -> datetime | None:
        """Return when a folder was deleted; ``None`` for one that is there or never was."""
        marks = self._marks.get(folder_id, {})
        return marks[FolderField.DELETED].at if is_deleted(marks) else None

    def deleted(self) -> tuple[tuple[Folder, datetime], ...]:
        """Return the folders that were deleted, without those that went with another."""
        gone = {one: at for one in self._marks if (at := self.deleted_at(one)) is not None}
        return tuple(
            (Folder(one, name_of(self._marks[one])), at)
            for one, at in gone.items()
            if gone.get(self._parent_of(one)) != at and not self._is_forgotten(one)
        )

    def _learn(self, marks: FolderMarks) -> FolderMarks:
        """Take the marks that are later than those here, and return them."""
        later: dict[FolderId, dict[str, Mark]] = {}
        for folder_id, theirs in marks.items():
            mine = self._marks.setdefault(folder_id, {})
            for name, mark in theirs.items():
                if mark.is_later_than(mine.get(name)):
                    mine[name] = later.setdefault(folder_id, {})[name] = mark
        return later

    def _is_forgotten(self, folder_id: FolderId) -> bool:
        mark = self._marks[folder_id].get(FolderField.PURGED)
        return mark is not None and bool(mark.value)

    def _parent_of(self, folder_id: FolderId) -> FolderId:
        mark = self._marks[folder_id].get(FolderField.PARENT)
        return FolderId(mark.value) if mark and isinstance(mark.value, str) else NO_FOLDER

    def _change(self, values: FolderValues, at: datetime) -> None:
        changes: dict[FolderId, dict[str, Mark]] = {}
        for folder_id, fields in values.items():
            mine = self._marks.setdefault(folder_id, {})
            for name, value in fields.items():
                moment = max(at, mine[name].at + _MOMENT) if name in mine else at
                mine[name] = Mark(value, moment, self._writer_id)
                changes.setdefault(folder_id, {})[name] = mine[name]
        self.shown = shown_folders(self._marks)
        if changes:
            self._tasks.start(self._save(changes))

    async def _save(self, changes: Mapping[FolderId, Mapping[str, Mark]]) -> None:
        # The file keeps what it could not take and tries again.
        with suppress(NotSaved):
            await self._file.save(changes)


def _clean(name: str) -> str:
    return " ".join(name.split())
