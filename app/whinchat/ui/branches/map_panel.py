"""The map of a conversation's tree beside the transcript: a press goes there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from whinchat.domain.branch_map import map_of
from whinchat.domain.conversation import Field
from whinchat.services.chat import Chat
from whinchat.ui.branches.map_delegate import MapDelegate
from whinchat.ui.branches.map_model import MapModel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.focus_before import FocusBefore
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_NO_BRANCHES = (
    "This conversation has one branch. Editing a question or retrying a reply adds another."
)
_REST_MS = 100
"""Several messages that are new at once are drawn once."""


class MapPanel(QWidget):
    """Follows the chat that is shown, as long as it is open."""

    chosen = Signal(str)
    """The id of a message that the user wants to see."""
    abandoned = Signal()
    """The map closed with the keyboard in it, and what had it before is gone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before = FocusBefore(self)
        self._chat: Chat | None = None
        self._leave: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._draw)
        self.list = QListView(self)
        self._model = MapModel(self.list)
        self._words = PlainLabel(theme, _NO_BRANCHES, LabelKind.MUTED, wraps=True)
        self._close_button = IconButton(theme, "x", "Close the map", shortcut="Ctrl+Shift+B")
        self._close_button.clicked.connect(self.close_panel)
        self._lay_out()
        self.hide()
        theme.changed.connect(self.update)

    def show_chat(self, chat: Chat) -> None:
        """Be the map of another chat."""
        self._leave()
        self._chat = chat
        self._leave = chat.fields_changed.add(self._follow)
        if not self.isHidden():
            self._draw()

    def toggle(self) -> None:
        """Open the map with the keyboard in it, or close it."""
        if self.isVisible():
            self.close_panel()
            return
        self._before.remember()
        self.show()
        self._draw()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Close the map; the keyboard goes back to where it was."""
        is_due = self._before.is_due
        self.hide()
        if is_due and not self._before.give_back():
            self.abandoned.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window while the keyboard is here."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline to the conversation."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        painter.fillRect(0, 0, Size.HAIRLINE, self.height(), QColor(tokens.line))
        painter.end()

    def _follow(self, field: Field) -> None:
        if field is Field.LEAF and not self.isHidden():
            self._timer.start()

    def _draw(self) -> None:
        if self._chat is None:
            return
        at = self.list.currentIndex()
        kept = self._model.row_at(at.row()).message_id if at.isValid() else None
        rows = map_of(self._chat.conversation)
        self._model.show_rows(self._chat.conversation, rows)
        self._words.setVisible(all(row.version[1] == 1 for row in rows))
        place = self._model.place_of(kept)
        index = self._model.index(place if place >= 0 else self._model.last_shown())
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.row_at(index.row()).message_id)
            page = self.parentWidget()
            if page is not None and page.width() == self.width():
                # There is no room for the conversation beside it.
                self.close_panel()

    def _lay_out(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(MapDelegate(self._theme, self._model))
        self.list.setAccessibleName("Branches")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        head.addWidget(PlainLabel(self._theme, "Branches", LabelKind.STRONG), 1)
        head.addWidget(self._close_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Size.HAIRLINE, 0, 0, Space.S)
        rows.setSpacing(Space.NONE)
        rows.addLayout(head)
        rows.addWidget(self.list, 1)
        words = QHBoxLayout()
        words.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        words.addWidget(self._words)
        rows.addLayout(words)
