"""The sidebar: new, search, the conversations, and at its foot settings and who answers."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from whinchat.domain.folders import Folder
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.filter_keys import FilterKeys
from whinchat.ui.sidebar.lines import Listing
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.sidebar.row_button import RowButton
from whinchat.ui.sidebar.row_filter import parse_filter
from whinchat.ui.sidebar.selection_bar import SelectionBar
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel, explain
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.state_dot import DotState, StateDot

_SEARCH_WORDS = "Words of titles and folders; #word or tag:word for tags"
_SEARCH_ALL = "Search all messages"
_TAG_SIGN = re.compile(r"(?<!\S)#(?=\S)")


class Sidebar(QWidget):
    """Shows the shelf's rows, narrowed by what is typed into the search field."""

    new_requested = Signal()
    temporary_requested = Signal()
    trash_requested = Signal()
    import_requested = Signal()
    export_all_requested = Signal()
    settings_requested = Signal()
    hide_requested = Signal()
    search_left = Signal()
    """Escape was pressed in the empty search field."""
    search_all_requested = Signal(str)
    """What is typed is to be looked for in all messages, not in titles alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.list = ConversationList(theme, self)
        self.search = SearchField(theme, "Search conversations", placeholder="Search")
        explain(self.search, _SEARCH_WORDS)
        self._filter_keys = FilterKeys(self.search, self.list)
        self._all_button = RowButton(theme, "search", _SEARCH_ALL, is_quiet=True)
        self._all_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._all_button.hide()
        self._bar = SelectionBar(theme)
        self._hide_button = IconButton(theme, "panel-left", "Hide the sidebar", shortcut="Ctrl+B")
        self._new_button = RowButton(theme, "square-pen", "New conversation", shortcut="Ctrl+N")
        self._folder_button = IconButton(theme, "folder-plus", "New folder")
        self._settings_button = RowButton(
            theme, "settings", "Settings", shortcut="Ctrl+,", is_quiet=True
        )
        self._trash_button = RowButton(theme, "trash-2", "Trash", is_quiet=True)
        self._more_button = IconButton(theme, "ellipsis", "Import and export")
        self._provider_label = ElidedLabel(theme, "", LabelKind.META)
        self._dot = StateDot(theme, DotState.OFF, "Nobody to answer yet")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, Space.XS, 0, Space.S)
        rows.setSpacing(Space.NONE)
        rows.addLayout(self._make_head())
        rows.addLayout(_inset(self._new_button))
        rows.addLayout(self._make_search())
        rows.addLayout(_inset(self._all_button))
        rows.addWidget(self.list, 1)
        rows.addWidget(self._bar)
        rows.addLayout(self._make_trash())
        rows.addLayout(self._make_foot())
        self._connect()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self._filter_keys.left.connect(self.search_left)
        self.search.returnPressed.connect(self._choose)
        self._all_button.clicked.connect(self._search_all)
        self.list.picked_changed.connect(self._show_count)
        self._bar.requested.connect(self.list.request)
        self._hide_button.clicked.connect(self.hide_requested)
        self._new_button.clicked.connect(self.new_requested)
        self._new_button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._new_button.customContextMenuRequested.connect(self._open_new_menu)
        self._folder_button.clicked.connect(self._request_folder)
        self._settings_button.clicked.connect(self.settings_requested)
        self._trash_button.clicked.connect(self.trash_requested)
        self._more_button.clicked.connect(self._open_menu)
        self._theme.changed.connect(self.update)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, from top to bottom."""
        return (
            *(self._hide_button, self._new_button, self.search, self._folder_button),
            *(self._all_button, self.list, self._bar, self._trash_button),
            *(self._more_button, self._settings_button),
        )

    def show_rows(
        self,
        rows: Sequence[Row],
        shown: ConversationId | None,
        folders: Sequence[Folder] = (),
    ) -> None:
        """Show the rows, newest first, in their folders; the open conversation is selected."""
        self.list.show_listing(Listing(rows, folders), shown)

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
        last = self._bar if self._bar.isVisible() else self.list
        foot = last.geometry().bottom() + Space.HAIR
        width = self.width() - 2 * Space.S
        painter.fillRect(Space.S, foot, width, Size.HAIRLINE, QColor(tokens.line))
        painter.end()

    def _narrow(self) -> None:
        typed = self.search.text()
        self.list.narrow(parse_filter(typed))
        words = " ".join(typed.split())
        self._all_button.setVisible(bool(words))
        self._all_button.show_words(f"{_SEARCH_ALL} for “{words}”")

    def _choose(self) -> None:
        """Open the first of what fits; look further where nothing does."""
        if self.list.ids:
            self.list.choose_first()
        elif self.search.text().strip():
            self._search_all()

    def _search_all(self) -> None:
        typed = self.search.text().strip()
        self.search_all_requested.emit(_TAG_SIGN.sub("tag:", typed))

    def _open_new_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("New conversation").triggered.connect(self.new_requested)
        temporary = menu.addAction("New temporary conversation")
        temporary.triggered.connect(self.temporary_requested)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._new_button.mapToGlobal(place))

    def _show_count(self) -> None:
        self._bar.show_count(self.list.picked.count)

    def _request_folder(self) -> None:
        self.list.requested.emit(Act.NEW_FOLDER, Picked())

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction("Import conversations").triggered.connect(self.import_requested)
        everything = menu.addAction("Export all conversations")
        everything.triggered.connect(self.export_all_requested)
        menu.aboutToHide.connect(menu.deleteLater)
        above = self._more_button.mapToGlobal(self._more_button.rect().topLeft())
        above.setY(above.y() - menu.sizeHint().height())
        menu.popup(above)

    def _make_trash(self) -> QHBoxLayout:
        line = _inset(self._trash_button, top=Space.S)
        line.setContentsMargins(Space.S, Space.S, Space.M, Space.NONE)
        line.addWidget(self._more_button)
        return line

    def _make_search(self) -> QHBoxLayout:
        line = _inset(self.search, top=Space.XS, bottom=Space.S, side=Space.M)
        line.setSpacing(Space.XS)
        line.addWidget(self._folder_button)
        return line

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
        foot.setContentsMargins(Space.S, Space.NONE, Space.L, Space.NONE)
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
