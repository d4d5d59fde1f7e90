"""The find bar: words to find in the conversation, and the way from hit to hit."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.domain.conversation import Message
from whinchat.domain.values import MessageId
from whinchat.ui.announcing import announce
from whinchat.ui.chat.finding import Finding
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.focus_before import FocusBefore
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField


class FindBar(Card):
    """Lies over the upper right corner of the transcript while something is looked for."""

    def __init__(
        self,
        theme: Theme,
        transcript: Transcript,
        branch: Callable[[], Iterable[Message]],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, parent)
        self._page = parent
        self._transcript = transcript
        self._finding = Finding(branch, transcript.hits, self)
        self._before = FocusBefore(self)
        self._field = SearchField(theme, "Find in conversation")
        self._count = PlainLabel(theme, "", LabelKind.META)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setMinimumWidth(Size.FIND_COUNT)
        self._previous = IconButton(theme, "chevron-up", "Previous hit", shortcut="Shift+F3")
        self._next = IconButton(theme, "chevron-down", "Next hit", shortcut="F3")
        self._close = IconButton(theme, "x", "Close", shortcut="Esc")
        self._lay_out()
        self._connect()
        self._show_numbers()
        self.hide()

    def open(self) -> None:
        """Show the bar with the words that were looked for last, ready to be typed over."""
        if not self._transcript.isVisible():
            return
        if self.isHidden():
            self._appear()
            self._finding.search(self._field.text())
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def show_words(self, words: str, message_id: MessageId) -> None:
        """Show the bar with these words, at their first hit from a message on.

        The keyboard stays where it is.
        """
        self._appear()
        with QSignalBlocker(self._field):
            self._field.setText(words)
        self._finding.search(words, message_id)

    def close_bar(self) -> None:
        """Hide the bar and the marks, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        is_due = self._before.is_due
        self.hide()
        self._transcript.hits.leave_room(0)
        self._finding.search("")
        if is_due and not self._before.give_back():
            self._transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next hit, or to an earlier one."""
        if self.isHidden():
            self.open()
        else:
            self._finding.step(by)

    def look_again(self) -> None:
        """Take up that the conversation has changed."""
        self._finding.look_again()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window while the keyboard is here."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Enter and Shift+Enter, close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if is_back else 1)
        else:
            # What the bar does not use must not scroll or type elsewhere.
            event.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the transcript's corner, and go with it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        elif event.type() == QEvent.Type.Hide and not self._is_transcript_wanted:
            self.close_bar()
        return False

    @property
    def _is_transcript_wanted(self) -> bool:
        """Tell whether it is in sight whenever the window is."""
        return self._transcript.isVisibleTo(self._page)

    def _appear(self) -> None:
        if self.isHidden():
            self._before.remember()
        self._place()
        self.show()
        self.raise_()
        self._transcript.hits.leave_room(self.height())

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(self._field, 1)
        line.addWidget(self._count)
        for button in (self._previous, self._next, self._close):
            line.addWidget(button)
        self.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._finding.search)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._close.clicked.connect(self.close_bar)
        self._finding.changed.connect(self._show_numbers)
        self._finding.arrived.connect(lambda: announce(self._field, self._count.text()))
        self._transcript.installEventFilter(self)

    def _show_numbers(self) -> None:
        finding = self._finding
        words = f"{finding.position:,} of {finding.total:,}" if finding.total else "No hits"
        self._count.setText(words if finding.is_searching else "")
        for button in (self._previous, self._next):
            button.setEnabled(finding.total > 0)

    def _place(self) -> None:
        viewport = self._transcript.viewport()
        corner = viewport.mapTo(self._page, QPoint())
        surface = QRect(corner, viewport.size())
        width = min(Size.FIND_BAR_WIDTH, surface.width() - 2 * Space.M)
        self.resize(width, self.sizeHint().height())
        self.move(surface.right() - width - Space.M, surface.top() + Space.S)
