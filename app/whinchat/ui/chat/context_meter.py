"""How full the model's window is, small in the header: quiet until it matters."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from whinchat.domain.context import FULL, HALF_FULL, NEARLY_FULL, Context
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.plain_label import explain

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class ContextMeter(QPushButton):
    """A bar, with the share in words from half on; pressing it opens the strip.

    Hidden where nobody knows the window, and before the first message.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setAccessibleName("Context")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_context(self, context: Context) -> None:
        """Show how much of the window goes out."""
        share = context.share
        self.setVisible(share is not None and bool(context.ids))
        self._share = share or 0.0
        window = f"{context.window or 0:,}"
        explain(self, f"Context: about {context.used:,} of {window} tokens ({self._share:.0%})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the bar and the words."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._words) + Space.S if self._words else 0
        height = max(Size.ICON_BUTTON, metrics.height() + Space.S)
        return QSize(Size.METER_WIDTH + width + 2 * Space.S, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bar, words and focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = tokens.muted
        if self._share >= NEARLY_FULL:
            colour = tokens.bad if self._share >= FULL else tokens.warn
        top = (self.height() - Size.METER_HEIGHT) / 2
        whole = QRectF(Space.S, top, Size.METER_WIDTH, Size.METER_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.selected if self.underMouse() else tokens.window))
        painter.drawRoundedRect(QRectF(self.rect()), Radius.CONTROL, Radius.CONTROL)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(whole, Size.METER_HEIGHT / 2, Size.METER_HEIGHT / 2)
        painter.setBrush(QColor(colour))
        used = QRectF(whole)
        used.setWidth(min(max(whole.width() * self._share, Size.METER_HEIGHT), whole.width()))
        painter.drawRoundedRect(used, Size.METER_HEIGHT / 2, Size.METER_HEIGHT / 2)
        painter.setPen(QColor(colour))
        painter.setFont(self.font())
        words = self.rect().adjusted(Size.METER_WIDTH + 2 * Space.S, 0, 0, 0)
        painter.drawText(words, _MIDDLE, self._words)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), Radius.CONTROL, tokens.accent)
        painter.end()

    @property
    def _words(self) -> str:
        return f"{self._share:.0%}" if self._share >= HALF_FULL else ""

    def _restyle(self) -> None:
        self.setFont(self._theme.interface_font())
        self.updateGeometry()
        self.update()
