"""A dot that tells a state by colour, always beside words that tell it too."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Tokens
from whinchat.ui.widgets.plain_label import explain


class DotState(StrEnum):
    """What a dot means."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    NEW = "new"
    """Something unread."""
    OFF = "off"


class StateDot(QWidget):
    """A dot with a tooltip and a name: colour alone never tells anything."""

    def __init__(
        self, theme: Theme, state: DotState, meaning: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state, meaning)
        theme.changed.connect(self.update)

    def show_state(self, state: DotState, meaning: str) -> None:
        """Change the state and the words for it."""
        self._state = state
        self.setAccessibleName(meaning)
        explain(self, meaning)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a state mark."""
        return QSize(Size.DOT, Size.DOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        paint_dot(painter, QRectF(self.rect()), self._state, self._theme.tokens)
        painter.end()


def paint_dot(painter: QPainter, area: QRectF, state: DotState, tokens: Tokens) -> None:
    """Draw a state mark in the middle of ``area``; for item delegates."""
    dot = QRectF(0, 0, Size.DOT, Size.DOT)
    dot.moveCenter(area.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(dot_colour(state, tokens)))
    painter.drawEllipse(dot)
    painter.restore()


def dot_colour(state: DotState, tokens: Tokens) -> str:
    """Return the colour of a state."""
    match state:
        case DotState.GOOD:
            return tokens.good
        case DotState.WARN:
            return tokens.warn
        case DotState.BAD:
            return tokens.bad
        case DotState.NEW:
            return tokens.accent
        case DotState.OFF:
            return tokens.line
