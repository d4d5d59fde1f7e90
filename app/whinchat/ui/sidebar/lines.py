"""What the sidebar lists, line by line: heads, folders, conversations, and the archive's line."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from whinchat.domain.folders import NO_FOLDER, Folder, FolderId
from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.sidebar.groups import grouped_by_day
from whinchat.ui.sidebar.row_filter import RowFilter

ARCHIVE = FolderId("archive")
"""Stands for the archive among the ids of what is unfolded."""

_NEWS = (RowState.UNREAD, RowState.REPLYING, RowState.FAILED)


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is to list. Rows are newest first."""

    rows: Sequence[Row] = ()
    folders: Sequence[Folder] = ()


UNTITLED = "New conversation"
"""What a conversation is called of which everything is deleted."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group."""

    title: str


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder, which a press folds or unfolds."""

    folder: Folder
    depth: int
    is_open: bool
    count: int
    """Conversations in it and in the folders within it; while one filters, those that fit."""
    has_news: bool
    """Whether one of them is unread, replies or failed, and cannot be seen."""

    @property
    def title(self) -> str:
        """Return the name of the folder."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """The quiet line behind which archived conversations are."""

    count: int
    is_open: bool

    @property
    def title(self) -> str:
        """Return what the line says."""
        return f"Archived ({self.count})"


Line: TypeAlias = Head | FolderLine | ArchiveLine | Row


@dataclass(slots=True)
class _Sorted:
    """Rows by where they are listed."""

    pinned: list[Row] = field(default_factory=list)
    loose: list[Row] = field(default_factory=list)
    archived: list[Row] = field(default_factory=list)
    filed: dict[FolderId, list[Row]] = field(default_factory=lambda: defaultdict(list))


class Outline:
    """Makes the lines of a listing, as it is folded and narrowed."""

    def __init__(self, listing: Listing) -> None:
        self._rows = listing.rows
        self.tree = FolderTree(listing.folders)

    def depth_of(self, row: Row) -> int:
        """Return in how many folders a conversation stands."""
        if row.is_pinned or row.is_archived or row.folder not in self.tree:
            return 0
        return self.tree.depths[row.folder] + 1

    def lines(
        self, row_filter: RowFilter, unfolded: Collection[FolderId], today: date
    ) -> list[Line]:
        """Return the lines; while a filter narrows, whatever has a hit is open."""
        rows = self._sort(row_filter)
        is_narrowed = not row_filter.is_empty

        def is_open(key: FolderId) -> bool:
            return is_narrowed or key in unfolded

        lines: list[Line] = []
        _add_group(lines, "Pinned", rows.pinned)
        folders = list(self._folder_lines(NO_FOLDER, rows.filed, is_open, hits_only=is_narrowed))
        _add_group(lines, "Folders", folders)
        for title, members in grouped_by_day(rows.loose, today).items():
            _add_group(lines, title, members)
        if rows.archived:
            lines.append(ArchiveLine(len(rows.archived), is_open(ARCHIVE)))
            lines.extend(rows.archived if is_open(ARCHIVE) else ())
        return lines

    @cached_property
    def _texts(self) -> list[str]:
        """What the words of a filter are looked for in: titles, and the folders' names."""
        paths = {key: path.casefold() for key, path in self.tree.paths.items()}
        return [
            f"{paths.get(row.folder, '')}\n{row.title.casefold()}"
            if row.folder
            else row.title.casefold()
            for row in self._rows
        ]

    def _sort(self, row_filter: RowFilter) -> _Sorted:
        rows = _Sorted()
        found: Iterable[Row] = self._rows
        if not row_filter.is_empty:
            found = row_filter.select(self._rows, self._texts)
        for row in found:
            if row.is_archived:
                rows.archived.append(row)
            elif row.is_pinned:
                rows.pinned.append(row)
            elif row.folder and row.folder in self.tree:
                rows.filed[row.folder].append(row)
            else:
                rows.loose.append(row)
        return rows

    def _folder_lines(
        self,
        parent: FolderId,
        filed: dict[FolderId, list[Row]],
        is_open: Callable[[FolderId], bool],
        *,
        hits_only: bool,
    ) -> Iterator[Line]:
        for folder in self.tree.within(parent):
            inside = [
                row for each in self.tree.all_within(folder.id) for row in filed.get(each, ())
            ]
            if hits_only and not inside:
                continue
            opened = is_open(folder.id)
            news = not opened and any(row.state in _NEWS for row in inside)
            depth = self.tree.depths[folder.id]
            yield FolderLine(folder, depth, opened, len(inside), news)
            if opened:
                yield from self._folder_lines(folder.id, filed, is_open, hits_only=hits_only)
                yield from filed.get(folder.id, ())


def _add_group(lines: list[Line], title: str, members: Iterable[Line]) -> None:
    found = list(members)
    if found:
        lines.append(Head(title))
        lines.extend(found)
