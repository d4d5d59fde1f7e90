"""The folded line over a model's reasoning: “Thought for 12 s”."""

import time

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.widgets.focus_ring import paint_focus_ring

_TICK_MILLISECONDS = 1_000
_MINUTE = 60


class ReasoningHeader(QToolButton):
    """Says how long the model thought, or thinks; pressing it shows what."""

    def __init__(
        self,
        theme: Theme,
        watch: "Stopwatch",
        *,
        is_open: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._watch = watch
        self._is_open = is_open
        self.setAccessibleDescription("unfolded" if is_open else "folded")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def set_open(self, *, is_open: bool) -> None:
        """Show whether the reasoning is unfolded under the line."""
        self._is_open = is_open
        self.setAccessibleDescription("unfolded" if is_open else "folded")
        self.update()

    def refresh(self) -> None:
        """Say how long it has been by now."""
        self.setFont(self._theme.meta_font())
        if not self._watch.is_live:
            self._timer.stop()
        words = self._watch.words()
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for one line."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(width + Size.ICON + Space.L, Size.ICON_BUTTON)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the arrow, the words and the focus."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        colour = tokens.text if self.underMouse() else tokens.muted
        arrow = "chevron-down" if self._is_open else "chevron-right"
        pixmap = self._theme.pixmap(arrow, colour, Size.ICON, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - Size.ICON) // 2, pixmap)
        painter.setFont(self._theme.meta_font())
        painter.setPen(QColor(colour))
        words = self.rect().adjusted(Size.ICON + Space.XS, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            width = self.sizeHint().width()
            ring = QRectF(0, 0, width, self.height())
            paint_focus_ring(painter, ring, Radius.CONTROL, tokens.accent)
        painter.end()

    @guarded(None)
    def showEvent(self, _event: QShowEvent) -> None:
        """Count while somebody sees it."""
        if self._watch.is_live:
            self._timer.start()

    @guarded(None)
    def hideEvent(self, _event: QHideEvent) -> None:
        """Stop counting."""
        self._timer.stop()


class Stopwatch:
    """How long a model has been thinking, as told by it or as seen from here."""

    def __init__(self) -> None:
        self.seconds: float | None = None
        """What the message says of it."""
        self.is_live = True
        self._start = time.monotonic()

    def words(self) -> str:
        """Return the line over the reasoning."""
        if self.is_live:
            return f"Thinking… {_time_words(time.monotonic() - self._start)}"
        if self.seconds is None:
            return "Thoughts"
        return f"Thought for {_time_words(self.seconds)}"


def _time_words(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    return f"{whole // _MINUTE} min {whole % _MINUTE} s"
