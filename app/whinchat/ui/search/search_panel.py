"""The panel in which all conversations are searched, over the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from whinchat.domain.search_completion import Completion, KnownNames, beginnings, completions
from whinchat.services.search import Found, Search, progress_words
from whinchat.ui.announcing import announce
from whinchat.ui.search.completion_strip import CompletionStrip
from whinchat.ui.search.result_delegate import ResultDelegate
from whinchat.ui.search.result_rows import ResultRows, spoken
from whinchat.ui.search.search_words import empty_words, status_words
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.shadow import paint_shadow

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}
_REST_MS = 600
"""How long the numbers have to stay the same before they are said."""


class SearchPanel(QWidget):
    """Covers its window while open; a click beside the panel, Escape or a choice closes it.

    The keyboard stays in the field; arrows move the row, Enter opens it, Tab completes a word.
    """

    opened = Signal()
    """The panel came up: what is on the disk may be looked at again."""
    chosen = Signal(object, object)
    """The hit that the user wants to see, and the query that found it."""

    def __init__(
        self, theme: Theme, search: Search, names: Callable[[], KnownNames], window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._search = search
        self._names = names
        self._known = KnownNames()
        self._focus_before: QWidget | None = None
        self._rows = ResultRows()
        self.panel = Card(theme, self)
        self.field = SearchField(
            theme, "Search all messages", placeholder="Search all messages and titles"
        )
        self.completions = CompletionStrip(theme)
        self.list = self._make_list(theme)
        self._nothing = PlainLabel(theme, "", LabelKind.MUTED, wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._status = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(_REST_MS)
        self._said = ""
        self._lay_out()
        self._connect()
        self.hide()

    def open_panel(self) -> None:
        """Open with what was searched for last, ready to be typed over."""
        if self.isHidden():
            self._focus_before = self._window.focusWidget()
            self._known = self._names()
            self._place()
            self.show()
            self.raise_()
            self._search.ask(self.field.text())
            self._offer()
            self.opened.emit()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search_for(self, typed: str) -> None:
        """Open and search for this."""
        self.field.setText(typed)
        self.open_panel()

    def close_panel(self) -> None:
        """Close without a choice; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self._rest_timer.stop()
        self._search.forget()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the field that move in the list; follow the window's size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and claims_escape(event):
            return True
        is_key = watched is self.field and event.type() == QEvent.Type.KeyPress
        return is_key and isinstance(event, QKeyEvent) and self._takes(Qt.Key(event.key()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close: the press was beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's shadow."""
        painter = QPainter(self)
        paint_shadow(painter, QRectF(self.panel.geometry()), Radius.CARD)
        painter.end()

    def show_found(self) -> None:
        """Show what the search knows now."""
        if self.isHidden():
            return
        found = self._search.found
        was_at = self.list.currentIndex().row()
        before = self._rows.row_at(was_at)
        self._rows.show_hits(found.hits)
        if before is None or self._rows.row_at(was_at) != before:
            self._select(self._rows.next_choice(-1, 1))
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

    def _takes(self, key: Qt.Key) -> bool:
        first = self.completions.first
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.close_panel()
        elif key == Qt.Key.Key_Tab and first is not None and self._has_typed():
            self._complete(first)
        else:
            return False
        return True

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

    def _step(self, by: int) -> None:
        self._select(self._rows.next_choice(self.list.currentIndex().row(), by))
        row = self._rows.row_at(self.list.currentIndex().row())
        if row is not None:
            # The focus stays in the field, so the row has to be said.
            announce(self.list, spoken(row))

    def _select(self, place: int) -> None:
        index = self._rows.index(place, 0)
        self.list.setCurrentIndex(index)
        above = self._rows.row_at(place - 1)
        if above is not None and not above.can_be_chosen:
            self.list.scrollTo(self._rows.index(place - 1, 0))
        self.list.scrollTo(index)

    def _choose(self) -> None:
        row = self._rows.row_at(self.list.currentIndex().row())
        if row is not None and row.can_be_chosen:
            query = self._search.found.query
            self.close_panel()
            self.chosen.emit(row.hit, query)

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

    def _make_list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setAccessibleName("Search results")
        view.setModel(self._rows)
        self._delegate = ResultDelegate(theme)
        view.setItemDelegate(self._delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._choose)
        view.verticalScrollBar().valueChanged.connect(self._ask_for_more)
        return view

    def _lay_out(self) -> None:
        body = self.panel.body
        body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        body.addWidget(self.field)
        body.addWidget(self.completions)
        body.addWidget(self.list, 1)
        body.addWidget(self._nothing, 1)
        body.addWidget(self._status)
        self._status.setContentsMargins(Space.M, 0, Space.M, 0)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._ask)
        self.field.cursorPositionChanged.connect(lambda _before, _now: self._offer())
        self.field.installEventFilter(self)
        self.completions.taken.connect(self._complete)
        self._rest_timer.timeout.connect(self._say)
        self._window.installEventFilter(self)
        self._search.changed.add(lambda _: self.show_found())

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        room = self._window.rect().adjusted(Space.S, Space.S, -Space.S, -Space.S)
        width = min(Size.SEARCH_WIDTH, room.width())
        height = min(Size.SEARCH_HEIGHT, room.height())
        top = room.top() + min(Space.XXL, room.height() - height)
        self.panel.setGeometry(room.center().x() - width // 2, top, width, height)
