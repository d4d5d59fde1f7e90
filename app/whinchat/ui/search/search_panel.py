"""The panel in which all conversations are searched, over the window."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QListView, QWidget

from whinchat.domain.search_completion import Completion, KnownNames, beginnings, completions
from whinchat.services.search import Found, Search, progress_words
from whinchat.ui.announcing import announce
from whinchat.ui.search.completion_strip import CompletionStrip
from whinchat.ui.search.result_delegate import ResultDelegate
from whinchat.ui.search.result_rows import ResultRows
from whinchat.ui.search.search_words import empty_words, status_words
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.overlay import Overlay
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField

_REST_MS = 600
"""How long the numbers have to stay the same before they are said."""


class SearchPanel(Overlay):
    """Shows what is found while one types; Enter opens a hit, Tab completes a word."""

    opened = Signal()
    """The panel came up: what is on the disk may be looked at again."""
    chosen = Signal(object, object)
    """The hit that the user wants to see, and the query that found it."""

    def __init__(
        self, theme: Theme, search: Search, names: Callable[[], KnownNames], window: QWidget
    ) -> None:
        placeholder = "Search all messages and titles"
        field = SearchField(theme, "Search all messages", placeholder=placeholder)
        super().__init__(theme, window, field, "Search results", page_rows=5)
        self._search = search
        self._names = names
        self._known = KnownNames()
        self._rows = ResultRows()
        self._delegate = ResultDelegate(theme)
        self.completions = CompletionStrip(theme)
        self._nothing = PlainLabel(theme, "", LabelKind.MUTED, wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._status = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(_REST_MS)
        self._said = ""
        self._lay_out()
        self._connect()

    def open_panel(self) -> None:
        """Open with what was searched for last, ready to be typed over."""
        is_coming = self.isHidden()
        self.come_up(Qt.FocusReason.ShortcutFocusReason)
        if is_coming:
            self._known = self._names()
            self._search.ask(self.field.text())
            self._offer()
            self.opened.emit()
        self.field.selectAll()

    def search_for(self, typed: str) -> None:
        """Open and search for this."""
        self.field.setText(typed)
        self.open_panel()

    def area_in(self, room: QRect) -> QRect:
        """Return a place in the middle, nearer to the top."""
        width = min(Size.SEARCH_WIDTH, room.width())
        height = min(Size.SEARCH_HEIGHT, room.height())
        top = room.top() + min(Space.XXL, room.height() - height)
        return QRect(room.center().x() - width // 2, top, width, height)

    def row_after(self, row: int, by: int) -> int:
        """Return the row of another hit: what only names a conversation is passed over."""
        return self._rows.next_choice(row, by)

    def choose(self) -> None:
        """Close with the current row's hit as the choice."""
        row = self._rows.row_at(self.list.currentIndex().row())
        if row is not None and row.can_be_chosen:
            query = self._search.found.query
            self.close_panel()
            self.chosen.emit(row.hit, query)

    def select(self, row: int) -> None:
        """Make a row the current one, in sight with the conversation that it is in."""
        above = self._rows.row_at(row - 1)
        if above is not None and not above.can_be_chosen:
            self.list.scrollTo(self._rows.index(row - 1, 0))
        super().select(row)

    def takes(self, key: Qt.Key) -> bool:
        """Complete a word with Tab, besides what every overlay does."""
        first = self.completions.first
        if key == Qt.Key.Key_Tab and first is not None and self._has_typed():
            self._complete(first)
            return True
        return super().takes(key)

    def show_found(self) -> None:
        """Show what the search knows now."""
        if self.isHidden():
            return
        found = self._search.found
        was_at = self.list.currentIndex().row()
        before = self._rows.row_at(was_at)
        self._rows.show_hits(found.hits)
        if before is None or self._rows.row_at(was_at) != before:
            self.select(self._rows.next_choice(-1, 1))
        has_rows = self._rows.rowCount() > 0
        self.list.setVisible(has_rows)
        self._nothing.setVisible(not has_rows)
        self._tell(found)

    def _tell(self, found: Found) -> None:
        progress = progress_words(self._search.progress)
        trouble = found.query.trouble
        self._nothing.setText(empty_words(found, progress, self._has_typed()))
        self._nothing.set_kind(LabelKind.MUTED if trouble is None else LabelKind.BAD)
        self._status.setText(status_words(found, progress))
        self._rest_timer.start()

    def _ask(self, typed: str) -> None:
        if self.isVisible():
            self._search.ask(typed)
            self._offer()

    def _offer(self) -> None:
        field = self.field
        typed, cursor = field.text(), field.cursorPosition()
        fitting = completions(typed, cursor, self._known)
        self.completions.offer(fitting or beginnings(typed), for_tab=bool(fitting))

    def _complete(self, completion: Completion) -> None:
        self.field.setText(completion.text)
        self.field.setCursorPosition(completion.cursor)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.field, completion.shown)

    def _ask_for_more(self, position: int) -> None:
        bar = self.list.verticalScrollBar()
        if position > bar.maximum() - bar.pageStep():
            self._search.ask_for_more()

    def _say(self) -> None:
        words = self._status.text() or self._nothing.text()
        if words != self._said and self.isVisible() and self._has_typed():
            announce(self.field, words)
        self._said = words

    def _has_typed(self) -> bool:
        return bool(self.field.text().strip())

    def _forget(self) -> None:
        self._rest_timer.stop()
        self._search.forget()

    def _lay_out(self) -> None:
        self.list.setModel(self._rows)
        self.list.setItemDelegate(self._delegate)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        body = self.panel.body
        body.addWidget(self.field)
        body.addWidget(self.completions)
        body.addWidget(self.list, 1)
        body.addWidget(self._nothing, 1)
        body.addWidget(self._status)
        self._status.setContentsMargins(Space.M, 0, Space.M, 0)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._ask)
        self.field.cursorPositionChanged.connect(lambda _before, _now: self._offer())
        self.list.verticalScrollBar().valueChanged.connect(self._ask_for_more)
        self.completions.taken.connect(self._complete)
        self._rest_timer.timeout.connect(self._say)
        self.closed.connect(self._forget)
        self._search.changed.add(lambda _: self.show_found())
