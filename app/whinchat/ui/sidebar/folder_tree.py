"""Folders within folders: how deep each stands, and under which path."""

from collections.abc import Sequence

from whinchat.domain.folders import NO_FOLDER, Folder, FolderId, folders_within

_BETWEEN = " / "


class FolderTree:
    """The shelf's folders, which come each before those in it."""

    def __init__(self, folders: Sequence[Folder]) -> None:
        self._folders = folders
        self._parents = {folder.id: folder.parent_id for folder in folders}
        self.depths: dict[FolderId, int] = {}
        self.paths: dict[FolderId, str] = {}
        """The names from the top to a folder."""
        for folder in folders:
            above = self.paths.get(folder.parent_id, "")
            self.depths[folder.id] = self.depths.get(folder.parent_id, -1) + 1
            self.paths[folder.id] = f"{above}{_BETWEEN}{folder.name}" if above else folder.name

    def __contains__(self, folder_id: FolderId) -> bool:
        """Tell whether there is such a folder."""
        return folder_id in self._parents

    def within(self, folder_id: FolderId) -> list[Folder]:
        """Return the folders right within a folder, or at the top."""
        return [folder for folder in self._folders if folder.parent_id == folder_id]

    def all_within(self, folder_id: FolderId) -> tuple[FolderId, ...]:
        """Return a folder and all that lie in it, however deep."""
        return folders_within(folder_id, self._folders)

    def parent_of(self, folder_id: FolderId) -> FolderId:
        """Return the folder in which a folder stands."""
        return self._parents.get(folder_id, NO_FOLDER)

    def above(self, folder_id: FolderId) -> list[FolderId]:
        """Return a folder and those in which it stands, from the inmost."""
        found = []
        while folder_id in self._parents:
            found.append(folder_id)
            folder_id = self._parents[folder_id]
        return found
