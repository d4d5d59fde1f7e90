"""The inset under a message: what went wrong or stopped, why, and the one thing to do."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space, Tint
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.card import paint_card
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


class Tone(StrEnum):
    """How serious it is; always said by the icon and the words too."""

    BAD = "bad"
    WARN = "warn"
    QUIET = "quiet"
    """Nothing is wrong: the user stopped a reply, for example."""


@dataclass(frozen=True, slots=True)
class InsetText:
    """What an inset says; an empty field is left out."""

    title: str
    text: str = ""
    icon_name: str = "triangle-alert"
    action: str = ""
    """The words of the one button."""
    action_icon_name: str = ""
    details: str = ""
    """The server's own words, shown when they are asked for."""


class Inset(QWidget):
    """Shows an ``InsetText``; its height changes when the details open."""

    action_requested = Signal()
    details_toggled = Signal()

    def __init__(
        self, theme: Theme, words: InsetText, tone: Tone = Tone.BAD, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(words.text)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        rows.setSpacing(Space.S)
        rows.addLayout(self._make_head(words))
        if words.text:
            rows.addWidget(self._make_text(words.text))
        if words.details:
            self._details = self._make_details(words.details)
            rows.addWidget(self._details)
        if words.action or words.details:
            rows.addSpacing(Space.XS)
            rows.addLayout(self._make_foot(words))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted card."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        match self._tone:
            case Tone.BAD:
                paint_card(painter, QRectF(self.rect()), tokens.bad_inset, tokens.bad)
            case Tone.WARN:
                paint_card(painter, QRectF(self.rect()), tokens.warn_inset, tokens.warn)
            case Tone.QUIET:
                paint_card(painter, QRectF(self.rect()), tokens.window, tokens.line)
        painter.end()

    def _make_head(self, words: InsetText) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        tint = Tint.MUTED if self._tone is Tone.QUIET else Tint(self._tone.value)
        mark = IconMark(self._theme, words.icon_name, tint)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        title = PlainLabel(self._theme, words.title, LabelKind.STRONG, wraps=True)
        head.addWidget(title, 1)
        return head

    def _make_text(self, text: str) -> PlainLabel:
        label = PlainLabel(self._theme, text, LabelKind.MUTED, wraps=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _make_details(self, details: str) -> PlainLabel:
        label = PlainLabel(self._theme, details, LabelKind.CODE, wraps=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.hide()
        return label

    def _make_foot(self, words: InsetText) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        if words.action:
            button = Button(self._theme, words.action, icon_name=words.action_icon_name)
            button.clicked.connect(self.action_requested)
            foot.addWidget(button)
        if words.details:
            self._details_button = Button(self._theme, "Details", ButtonKind.LINK)
            self._details_button.clicked.connect(self.toggle_details)
            foot.addWidget(self._details_button)
        foot.addStretch(1)
        return foot

    def toggle_details(self) -> None:
        """Show the server's own words, or hide them again; only where there are any."""
        opening = self._details.isHidden()
        self._details.setVisible(opening)
        self._details_button.setText("Hide details" if opening else "Details")
        self.updateGeometry()
        self.details_toggled.emit()
