"""The line over what is folded, such as “Thought for 12 s”."""

from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.widgets.focus_ring import paint_focus_ring

_TICK_MILLISECONDS = 1_000


class Teller(Protocol):
    """Knows what the line says."""

    @property
    def is_live(self) -> bool:
        """Return whether the words change with time."""

    def words(self) -> str:
        """Return the line."""


class FoldHeader(QToolButton):
    """Says what is folded here; pressing it shows that."""

    def __init__(
        self,
        theme: Theme,
        teller: Teller,
        *,
        is_open: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._teller = teller
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
        """Show whether what is folded stands under the line."""
        self._is_open = is_open
        self.setAccessibleDescription("unfolded" if is_open else "folded")
        self.update()

    def refresh(self) -> None:
        """Say how things are by now."""
        self.setFont(self._theme.meta_font())
        if not self._teller.is_live:
            self._timer.stop()
        words = self._teller.words()
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
        mark = QRectF(0, 0, Size.ICON, self.height())
        self._theme.paint_icon(painter, arrow, colour, mark)
        painter.setFont(self._theme.meta_font())
        painter.setPen(QColor(colour))
        area = self.rect().adjusted(Size.ICON + Space.XS, 0, 0, 0)
        elide = Qt.TextElideMode.ElideRight
        words = QFontMetrics(self.font()).elidedText(self.text(), elide, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            width = min(self.sizeHint().width(), self.width())
            ring = QRectF(0, 0, width, self.height())
            paint_focus_ring(painter, ring, Radius.CONTROL, tokens.accent)
        painter.end()

    @guarded(None)
    def showEvent(self, _event: QShowEvent) -> None:
        """Count while somebody sees it."""
        if self._teller.is_live:
            self._timer.start()

    @guarded(None)
    def hideEvent(self, _event: QHideEvent) -> None:
        """Stop counting."""
        self._timer.stop()
