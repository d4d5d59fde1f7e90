"""The sidebar: new, search, the conversations, and at its foot settings and who answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.row_button import RowButton
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel, explain
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.state_dot import DotState, StateDot


class Sidebar(QWidget):
    """Shows the shelf's rows, narrowed by what is typed into the search field."""

    new_requested = Signal()
    settings_requested = Signal()
    hide_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: Sequence[Row] = ()
        self._shown: ConversationId | None = None
        self.list = ConversationList(theme, self)
        self.search = SearchField(theme, "Search conversations", placeholder="Search")
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self.list.choose_first)
        explain(self.search, "Search conversations (Ctrl+Shift+F)")
        self._hide_button = IconButton(theme, "panel-left", "Hide the sidebar", shortcut="Ctrl+B")
        self._hide_button.clicked.connect(self.hide_requested)
        self._new_button = RowButton(theme, "square-pen", "New conversation", shortcut="Ctrl+N")
        self._new_button.clicked.connect(self.new_requested)
        self._settings_button = RowButton(
            theme, "settings", "Settings", shortcut="Ctrl+,", is_quiet=True
        )
        self._settings_button.clicked.connect(self.settings_requested)
        self._provider_label = ElidedLabel(theme, "", LabelKind.META)
        self._dot = StateDot(theme, DotState.OFF, "Nobody to answer yet")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, Space.XS, 0, Space.S)
        rows.setSpacing(Space.NONE)
        rows.addLayout(self._make_head())
        rows.addLayout(_inset(self._new_button))
        rows.addLayout(_inset(self.search, top=Space.XS, bottom=Space.S, side=Space.M))
        rows.addWidget(self.list, 1)
        rows.addLayout(self._make_foot())
        theme.changed.connect(self.update)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, from top to bottom."""
        return self._hide_button, self._new_button, self.search, self.list, self._settings_button

    def show_rows(self, rows: Sequence[Row], shown: ConversationId | None) -> None:
        """Show the rows, newest first; the open conversation is selected."""
        self._rows, self._shown = rows, shown
        self._narrow()

    def show_provider(self, state: DotState, words: str) -> None:
        """Say who answers, and whether it can."""
        self._provider_label.setText(words)
        self._dot.show_state(state, words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline to the page."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sidebar))
        edge = self.width() - Size.HAIRLINE
        painter.fillRect(edge, 0, Size.HAIRLINE, self.height(), QColor(tokens.line))
        foot = self.list.geometry().bottom() + Space.HAIR
        width = self.width() - 2 * Space.S
        painter.fillRect(Space.S, foot, width, Size.HAIRLINE, QColor(tokens.line))
        painter.end()

    def _narrow(self) -> None:
        words = self.search.text().casefold().split()
        rows = [row for row in self._rows if all(word in row.title.casefold() for word in words)]
        self.list.show_rows(rows, self._shown)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.XS, Space.M, Space.XS)
        head.setSpacing(Space.S)
        head.addWidget(IconMark(self._theme, "whinchat", size=Size.BIRD))
        head.addWidget(PlainLabel(self._theme, "Whinchat", LabelKind.STRONG))
        head.addStretch(1)
        head.addWidget(self._hide_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.S, Space.S, Space.L, Space.NONE)
        foot.setSpacing(Space.XS)
        foot.addWidget(self._settings_button)
        self._provider_label.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        foot.addWidget(self._provider_label, 1)
        foot.addWidget(self._dot)
        return foot


def _inset(widget: QWidget, *, top: int = 0, bottom: int = 0, side: int = Space.S) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(side, top, side, bottom)
    line.addWidget(widget)
    return line
