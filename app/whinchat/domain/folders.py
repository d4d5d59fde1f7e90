"""Folders of conversations: what is said of them, and the tree that it makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from whinchat.domain.conversation import Mark

FolderId = NewType("FolderId", str)
NO_FOLDER = FolderId("")
"""Stands for the top of the list."""


class FolderField(StrEnum):
    """What may change about a folder, each a mark."""

    NAME = "name"
    PARENT = "parent"
    DELETED = "deleted"
    PURGED = "purged"
    """It has left the trash too; only that it is deleted is still known, for other copies."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as the list shows it."""

    id: FolderId
    name: str
    parent_id: FolderId = NO_FOLDER
    """The folder that it lies in, which is one of those shown."""


FolderMarks = Mapping[FolderId, Mapping[str, Mark]]


def shown_folders(marks: FolderMarks) -> tuple[Folder, ...]:
    """Return the folders that are not deleted: each before those in it, else by their names.

    What two computers moved into each other is a circle: of that, one folder comes to the top.
    One whose parent is gone comes to the top as well.
    """
    living = {folder_id for folder_id, one in marks.items() if not is_deleted(one)}
    parents = {folder_id: _parent_in(marks[folder_id], living) for folder_id in living}
    for folder_id in sorted(living):
        if _leads_back(folder_id, parents):
            parents[folder_id] = NO_FOLDER
    children: dict[FolderId, list[Folder]] = {}
    for folder_id, parent_id in parents.items():
        folder = Folder(folder_id, name_of(marks[folder_id]), parent_id)
        children.setdefault(parent_id, []).append(folder)
    waiting, ordered = _by_name(children.get(NO_FOLDER, ())), []
    while waiting:
        ordered.append(folder := waiting.pop())
        waiting.extend(_by_name(children.get(folder.id, ())))
    return tuple(ordered)


def folders_within(folder_id: FolderId, folders: Iterable[Folder]) -> tuple[FolderId, ...]:
    """Return a folder and all that lie in it, given folders that come before those in them."""
    found = [folder_id]
    for folder in folders:
        if folder.parent_id in found:
            found.append(folder.id)
    return tuple(found)


def is_deleted(marks: Mapping[str, Mark]) -> bool:
    """Tell whether a folder's marks say that it was deleted."""
    mark = marks.get(FolderField.DELETED)
    return mark is not None and bool(mark.value)


def name_of(marks: Mapping[str, Mark]) -> str:
    """Return what a folder is called; one that lost its name still needs words."""
    return _text(marks, FolderField.NAME) or "Folder"


def _parent_in(marks: Mapping[str, Mark], living: set[FolderId]) -> FolderId:
    parent_id = FolderId(_text(marks, FolderField.PARENT))
    return parent_id if parent_id in living else NO_FOLDER


def _text(marks: Mapping[str, Mark], field: FolderField) -> str:
    mark = marks.get(field)
    return mark.value if mark is not None and isinstance(mark.value, str) else ""


def _leads_back(folder_id: FolderId, parents: Mapping[FolderId, FolderId]) -> bool:
    seen: set[FolderId] = set()
    above = parents[folder_id]
    while above != NO_FOLDER and above not in seen:
        if above == folder_id:
            return True
        seen.add(above)
        above = parents[above]
    return False


def _by_name(folders: Iterable[Folder]) -> list[Folder]:
    """Return the last by name first: they are taken from the end."""
    return sorted(folders, key=lambda one: (one.name.casefold(), one.id), reverse=True)
