"""What an empty conversation shows around the composer: a bird, a question, a few beginnings."""

from functools import partial
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

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


class Emptied(QWidget):
    """Stands in the hero's place in a conversation of which everything is deleted."""

    restore_requested = Signal()
    trash_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restore = Button(theme, "Bring everything back")
        self._restore.clicked.connect(self.restore_requested)
        trash = Button(theme, "Open the trash", ButtonKind.LINK)
        trash.clicked.connect(self.trash_requested)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addStretch(1)
        line.addWidget(self._restore)
        line.addWidget(trash)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, Space.L)
        rows.setSpacing(Space.M)
        words = PlainLabel(theme, "Everything here is deleted", LabelKind.HERO)
        rows.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addLayout(line)
        self.hide()

    def offer(self, *, can_restore: bool) -> None:
        """Offer to bring it back, or only the way to the trash."""
        self._restore.setVisible(can_restore)


class Beginnings(QWidget):
    """Stands below the composer: suggestions, and a line about who will answer."""

    suggested = Signal(str)
    key_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        suggestions = _Suggestions(theme, self)
        suggestions.suggested.connect(self.suggested)
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
        rows.addWidget(suggestions)
        rows.addWidget(self._line)
        self._line.hide()

    def show_answerer(self, words: str, *, offers_key: bool) -> None:
        """Say who will answer; nothing to say hides the line."""
        self._words.setText(words)
        self._link.setVisible(offers_key)
        self._line.setVisible(bool(words))


class _Suggestions(QWidget):
    """One row of buttons in the middle: as many as there is room for."""

    suggested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = [Button(theme, words, parent=self) for words, _ in _SUGGESTIONS]
        for button, (_, beginning) in zip(self._buttons, _SUGGESTIONS, strict=True):
            button.clicked.connect(partial(self.suggested.emit, beginning))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return the height of the row; its width is what there is."""
        return QSize(0, self._buttons[0].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons anew."""
        super().resizeEvent(event)
        self._place()

    def _restyle(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        sizes = [button.sizeHint() for button in self._buttons]
        ends = list(accumulate(size.width() + Space.S for size in sizes))
        count = sum(end - Space.S <= self.width() for end in ends)
        left = (self.width() - (ends[count - 1] - Space.S if count else 0)) // 2
        for place, (button, size) in enumerate(zip(self._buttons, sizes, strict=True)):
            button.setVisible(place < count)
            button.setGeometry(QRect(QPoint(left, 0), size))
            left += size.width() + Space.S
