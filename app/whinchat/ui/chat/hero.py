"""What an empty conversation shows around the composer: a bird, a question, a few beginnings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_SUGGESTIONS = (
    ("Explain a concept", "Explain in simple words, with an example: "),
    ("Write some code", "Write a small Python function that "),
    ("Improve a text", "Improve this text without changing its meaning:\n\n"),
    ("Plan a week", "Plan my week. I have to "),
)


class Hero(QWidget):
    """Stands above the composer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bird = IconMark(theme, "whinchat", size=Size.HERO_BIRD)
        question = PlainLabel(theme, "What shall we talk about?", LabelKind.HERO)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, Space.L)
        rows.setSpacing(Space.M)
        rows.addWidget(bird, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(question, 0, Qt.AlignmentFlag.AlignHCenter)


class Beginnings(QWidget):
    """Stands below the composer: suggestions, and a line about who will answer."""

    suggested = Signal(str)
    key_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        chips = QHBoxLayout()
        chips.setSpacing(Space.S)
        chips.addStretch(1)
        for words, beginning in _SUGGESTIONS:
            chip = Button(theme, words)
            chip.clicked.connect(lambda _checked=False, text=beginning: self.suggested.emit(text))
            chips.addWidget(chip)
        chips.addStretch(1)
        self._mark = IconMark(theme, "cpu")
        self._words = PlainLabel(theme, "", LabelKind.MUTED)
        self._link = Button(theme, "Add an API key", ButtonKind.LINK)
        self._link.clicked.connect(self.key_requested)
        self._line = QWidget(self)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addStretch(1)
        for widget in (self._mark, self._words, self._link):
            line.addWidget(widget)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, Space.L, 0, 0)
        rows.setSpacing(Space.L)
        rows.addLayout(chips)
        rows.addWidget(self._line)
        self._line.hide()

    def show_answerer(self, words: str, *, offers_key: bool) -> None:
        """Say who will answer; nothing to say hides the line."""
        self._words.setText(words)
        self._link.setVisible(offers_key)
        self._line.setVisible(bool(words))
