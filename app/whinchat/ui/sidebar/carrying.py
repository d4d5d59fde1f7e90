"""Carrying conversations and folders with the pointer, and where they would fall."""

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QListView

from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.services.rows import Row
from whinchat.ui.sidebar.lines import ARCHIVE, ArchiveLine, FolderLine, Head
from whinchat.ui.sidebar.picked import Picked
from whinchat.ui.sidebar.rows import RowsModel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.notice_chip import NoticeChip

_LINGER_MS = 700
"""After so long above a folded folder, it unfolds."""
_SCROLL_MS = 30


class Carrying(QObject):
    """Knows what is carried and the target below the pointer.

    Not Qt's own drag: that is a loop within the loop, and leaves the program's hands; what is
    carried here goes nowhere but to another place of the list.
    """

    dropped = Signal(object, str)
    """What was carried, and the folder it fell on: ``""`` is the top, ``ARCHIVE`` the archive."""
    target_changed = Signal()
    lingered = Signal(str)
    """The folder above which the pointer stays."""

    def __init__(self, theme: Theme, view: QListView, model: RowsModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._picked = Picked()
        self._at = QPoint()
        self.target: FolderId | None = None
        """The folder that would take it, or nothing."""
        self._chip = NoticeChip(theme, view.viewport())
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(_LINGER_MS)
        self._linger.timeout.connect(self._unfold)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)

    @property
    def is_on(self) -> bool:
        """Tell whether something is carried."""
        return bool(self._picked)

    def begin(self, picked: Picked, words: str) -> None:
        """Take something up; ``words`` go along with the pointer."""
        self._picked = picked
        self._chip.show_words(words)
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scrolling.start()

    def carry_to(self, position: QPoint) -> None:
        """Follow the pointer."""
        self._at = position
        self._chip.move(position + QPoint(Space.M, Space.M))
        target = self._target_at(position)
        if target != self.target:
            self.target = target
            self._linger.start()
            self.target_changed.emit()

    def drop(self) -> None:
        """Let it fall where it is."""
        picked, target = self._picked, self.target
        self.cancel()
        if target is not None:
            self.dropped.emit(picked, target)

    def cancel(self) -> None:
        """Leave everything where it was."""
        self._picked, self.target = Picked(), None
        self._chip.hide()
        self._linger.stop()
        self._scrolling.stop()
        self._view.viewport().unsetCursor()
        self.target_changed.emit()

    def _target_at(self, position: QPoint) -> FolderId | None:
        if not self._view.viewport().rect().contains(position):
            return None
        target: FolderId | None
        match self._model.line_at(self._view.indexAt(position)):
            case FolderLine(folder=folder):
                target = folder.id
            case ArchiveLine():
                target = None if self._picked.folders else ARCHIVE
            case Row(is_archived=True) | Row(is_pinned=True) | Head(title="Pinned"):
                target = None
            case Row(folder=folder_id):
                target = folder_id if folder_id in self._model.outline.tree else NO_FOLDER
            case _:
                target = NO_FOLDER
        return None if target is None or self._is_pointless(target) else target

    def _is_pointless(self, target: FolderId) -> bool:
        """Tell whether a folder would fall into itself, or everything lies there already."""
        tree = self._model.outline.tree
        if any(target in tree.all_within(folder_id) for folder_id in self._picked.folders):
            return True
        rows = map(self._model.row_at, map(self._model.index_of, self._picked.conversations))
        parents = [tree.parent_of(folder_id) for folder_id in self._picked.folders]
        lie_there = all(row is None or row.folder == target for row in rows)
        return target != ARCHIVE and lie_there and all(parent == target for parent in parents)

    def _unfold(self) -> None:
        if self.target:
            self.lingered.emit(self.target)

    def _scroll(self) -> None:
        edge, bar = Size.ROW, self._view.verticalScrollBar()
        below = self._at.y() - (self._view.viewport().height() - edge)
        above = edge - self._at.y()
        by = max(0, below) - max(0, above)
        if by:
            bar.setValue(bar.value() + by // 2)
            self.carry_to(self._at)
