"""The sidebar's lines as a Qt model."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.lines import (
    ARCHIVE,
    UNTITLED,
    ArchiveLine,
    FolderLine,
    Head,
    Line,
    Listing,
    Outline,
)
from whinchat.ui.sidebar.row_filter import RowFilter
from whinchat.ui.sidebar.spoken import describe_line
from whinchat.ui.widgets.plain_label import plain_tooltip

_NO_KEY = ""

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex


class RowsModel(QStringListModel):
    """Lines in the order they are shown. Holds the shelf's values, no copies of them.

    Qt's own list is as long, of nothing: laying out 10,000 lines asks for their number 10,000
    times, and then none of it calls Python (3 ms in place of 14).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outline = Outline(Listing())
        self._lines: list[Line] = []
        self._places: dict[str, int] = {}
        self.replying: tuple[int, ...] = ()
        """The places of the conversations to which a reply is on its way."""

    @property
    def outline(self) -> Outline:
        """Return how the folders lie."""
        return self._outline

    @property
    def lines(self) -> list[Line]:
        """Return what is listed."""
        return self._lines

    def set_listing(self, listing: Listing) -> None:
        """Take what there is to list; ``show_lines`` shows it."""
        self._outline = Outline(listing)

    def show_lines(
        self, row_filter: RowFilter, unfolded: Collection[FolderId], today: date
    ) -> bool:
        """Show what fits. Return whether the lines are others than before.

        Where the same lines only look different, they keep their indexes.
        """
        before, self._lines = self._lines, self._outline.lines(row_filter, unfolded, today)
        self.replying = tuple(
            place
            for place, line in enumerate(self._lines)
            if isinstance(line, Row) and line.state is RowState.REPLYING
        )
        if _are_same(before, self._lines):
            for place, (old, new) in enumerate(zip(before, self._lines, strict=True)):
                if old is not new and old != new:
                    self.dataChanged.emit(self.index(place), self.index(place))
            return False
        # Most are conversations: to ask a function for each key takes three times as long.
        self._places = {
            line.id if isinstance(line, Row) else key_of(line): place
            for place, line in enumerate(self._lines)
        }
        self._places.pop(_NO_KEY, None)
        self.setStringList([""] * len(self._lines))
        return True

    def line_at(self, index: AnyIndex) -> Line | None:
        """Return what stands at an index."""
        place = index.row()
        return self._lines[place] if index.isValid() and place < len(self._lines) else None

    def row_at(self, index: AnyIndex) -> Row | None:
        """Return the conversation at an index, or ``None`` for anything else."""
        line = self.line_at(index)
        return line if isinstance(line, Row) else None

    def index_of(self, key: str) -> QModelIndex:
        """Return where a conversation or a folder is shown; invalid where it is not."""
        place = self._places.get(key)
        return self.index(place) if place is not None else QModelIndex()

    def place_of(self, key: str) -> int:
        """Return the place of a conversation or a folder, or -1."""
        return self._places.get(key, -1)

    def depth_at(self, index: AnyIndex) -> int:
        """Return in how many folders the line at an index stands."""
        match self.line_at(index):
            case FolderLine(depth=depth):
                return depth
            case Row() as row:
                return self._outline.depth_of(row)
            case _:
                return 0

    def ids(self) -> list[ConversationId]:
        """Return the conversations in the order they are shown."""
        return [line.id for line in self._lines if isinstance(line, Row)]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let keys and clicks pass over heads."""
        match self.line_at(index):
            case None | Head():
                return Qt.ItemFlag.NoItemFlags
            case _:
                return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what screen readers and tooltips ask for."""
        line = self.line_at(index)
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.title or UNTITLED
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return describe_line(line, self._outline.tree)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(_tip(line))
            case _:
                return None


def key_of(line: Line) -> str:
    """Return the id of a conversation or a folder; a head has none."""
    match line:
        case Row():
            return line.id
        case FolderLine():
            return line.folder.id
        case ArchiveLine():
            return ARCHIVE
        case Head():
            return _NO_KEY


def _are_same(before: Iterable[Line], now: Iterable[Line]) -> bool:
    old, new = list(before), list(now)
    return len(old) == len(new) and all(
        a is b or (type(a) is type(b) and key_of(a) == key_of(b) and a.title == b.title)
        for a, b in zip(old, new, strict=True)
    )


def _tip(line: Line) -> str:
    if isinstance(line, Row) and line.tags:
        return " ".join((line.title, *(f"#{tag}" for tag in line.tags)))
    return line.title if isinstance(line, Row | FolderLine) else ""
