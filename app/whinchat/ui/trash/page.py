"""What the trash shows: what lies in it, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.services.trash import TrashRow
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.trash.trash_list import TrashList
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_HINT = "What you delete stays here for 30 days. Then it is gone for good."
_EMPTY = "The trash is empty."


class TrashPage(QWidget):
    """The list, and the ways back and away."""

    restore_requested = Signal()
    """For what is picked in the list."""
    read_requested = Signal()
    destroy_requested = Signal()
    empty_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.list = TrashList(theme)
        self._nothing = PlainLabel(theme, _EMPTY, LabelKind.MUTED)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._read = Button(theme, "Read")
        self._restore = Button(theme, "Restore", ButtonKind.PRIMARY)
        self._destroy = Button(theme, "Delete for ever…", ButtonKind.DANGER)
        self._empty = Button(theme, "Empty the trash…")
        self._read.clicked.connect(self.read_requested)
        self._restore.clicked.connect(self.restore_requested)
        self._destroy.clicked.connect(self.destroy_requested)
        self._empty.clicked.connect(self.empty_requested)
        self.list.read_requested.connect(self.read_requested)
        self.list.restore_requested.connect(self.restore_requested)
        self.list.destroy_requested.connect(self.destroy_requested)
        self.list.picked_changed.connect(self._offer)
        self._lay_out()

    def show_rows(self, rows: Sequence[TrashRow], now: datetime) -> None:
        """Show what lies in the trash, as it is seen now."""
        self.list.show_rows(rows, now)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._empty.setEnabled(bool(rows))

    def _offer(self) -> None:
        is_picked = bool(self.list.picked)
        self._read.setEnabled(self.list.readable is not None)
        self._restore.setEnabled(is_picked)
        self._destroy.setEnabled(is_picked)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        lines.setSpacing(Space.XS)
        lines.addWidget(PlainLabel(self._theme, "Trash", LabelKind.TITLE))
        lines.addWidget(PlainLabel(self._theme, _HINT, LabelKind.MUTED, wraps=True))
        lines.addSpacing(Space.M)
        lines.addWidget(self.list, 1)
        lines.addWidget(self._nothing, 1)
        lines.addSpacing(Space.M)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._empty)
        buttons.addStretch(1)
        buttons.addWidget(self._destroy)
        buttons.addWidget(self._read)
        buttons.addWidget(self._restore)
        lines.addLayout(buttons)
