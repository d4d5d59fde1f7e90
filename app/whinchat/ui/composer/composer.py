"""The composer: what is typed, which model will read it, and one button that sends or stops."""

from PySide6.QtCore import QMimeData, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from whinchat.domain.draft import Draft
from whinchat.domain.parts import Attachment
from whinchat.domain.settings import SendKey
from whinchat.ui.composer.chips import Chips
from whinchat.ui.composer.editor import Editor
from whinchat.ui.composer.given import is_for_the_box
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Space
from whinchat.ui.widgets.card import paint_card
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind, explain


class Composer(QWidget):
    """Holds a draft. It never sends by itself: it says what the user asked for."""

    submitted = Signal(Draft)
    """The user wants this sent. The text stays until ``clear`` is called."""
    stop_requested = Signal()
    draft_changed = Signal(Draft)
    attach_requested = Signal()
    given = Signal(QMimeData)
    """Something was pasted or dropped that is no text for the box."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_replying = False
        self.editor = Editor(theme, self)
        self.editor.submitted.connect(self.submit)
        self.editor.textChanged.connect(self._follow_text)
        self.editor.focus_changed.connect(self.update)
        self.editor.paste_requested.connect(self._take)
        self.chips = Chips(theme, self, after=self.editor)
        self.chips.changed.connect(self._follow_text)
        self.chips.emptied_by_keyboard.connect(self.editor.setFocus)
        self._is_reading = False
        self.model_label = ElidedLabel(theme, "", LabelKind.META)
        self.attach_button = IconButton(theme, "paperclip", "Attach", shortcut="Ctrl+U")
        self.send_button = IconButton(theme, "arrow-up", "Send")
        self.stop_button = IconButton(theme, "square", "Stop", shortcut="Esc")
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.editor)
        theme.changed.connect(self.update)
        self._follow_text()

    @property
    def draft(self) -> Draft:
        """Return what is typed."""
        return Draft(self.editor.toPlainText(), self.chips.attachments)

    def show_draft(self, draft: Draft) -> None:
        """Exchange what is typed, without telling it as a change of the user's."""
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(draft.text)
        self.chips.show_attachments(draft.attachments)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self.editor.updateGeometry()
        self._show_button()

    def clear(self) -> None:
        """Empty the box once its content is kept elsewhere; Ctrl+Z still brings the words back."""
        self.chips.show_attachments(())
        cursor = self.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.removeSelectedText()

    def attach(self, attachment: Attachment) -> None:
        """Add an attachment to the draft."""
        self.chips.show_attachments((*self.chips.attachments, attachment))
        self._follow_text()

    def detach(self, attachment: Attachment) -> None:
        """Take an attachment out of the draft."""
        left = (one for one in self.chips.attachments if one != attachment)
        self.chips.show_attachments(tuple(left))
        self._follow_text()

    def set_reading(self, *, reading: bool) -> None:
        """Keep the draft here while a file that belongs to it is being read."""
        self._is_reading = reading
        self._show_button()

    def set_replying(self, *, replying: bool) -> None:
        """Turn Send into Stop while a reply streams and nothing is typed."""
        self._is_replying = replying
        self._show_button()

    def set_send_key(self, send_key: SendKey) -> None:
        """Choose the key that sends."""
        self.editor.set_send_key(send_key)
        key = "Ctrl+Enter" if send_key is SendKey.CTRL_ENTER else "Enter"
        explain(self.send_button, f"Send ({key})")

    def submit(self) -> None:
        """Ask for the draft to be sent, if there is one."""
        if not self.draft.is_empty and not self._is_reading:
            self.submitted.emit(self.draft)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card around everything."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()), tokens.raised, tokens.line, Radius.CARD)
        if self.editor.shows_focus:
            paint_focus_ring(painter, QRectF(self.rect()), Radius.CARD, tokens.accent)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click anywhere on the card as one into the editor."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def _lay_out(self) -> None:
        for button in (self.send_button, self.stop_button):
            button.set_filled(filled=True)
        self.send_button.clicked.connect(self.submit)
        self.stop_button.clicked.connect(self.stop_requested)
        foot = QHBoxLayout()
        foot.setSpacing(Space.M)
        self.attach_button.clicked.connect(self.attach_requested)
        foot.addWidget(self.attach_button)
        self.model_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.model_label, 1)
        foot.addWidget(self.send_button)
        foot.addWidget(self.stop_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        rows.setSpacing(Space.S)
        rows.addWidget(self.chips)
        rows.addWidget(self.editor)
        rows.addLayout(foot)

    def _take(self, given: QMimeData) -> None:
        if is_for_the_box(given):
            self.editor.insert(given.text())
        else:
            self.given.emit(given)

    def _follow_text(self) -> None:
        self._show_button()
        self.draft_changed.emit(self.draft)

    def _show_button(self) -> None:
        is_empty = self.draft.is_empty
        stops = self._is_replying and is_empty
        self.stop_button.setVisible(stops)
        self.send_button.setVisible(not stops)
        self.send_button.setEnabled(not is_empty and not self._is_reading)
