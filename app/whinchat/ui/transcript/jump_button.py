"""The button that leads back to the end."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.page import Page
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.icon_button import IconButton


class JumpButton(IconButton):
    """A round button that floats over the text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "arrow-down", "Jump to latest", parent=parent)
        self._look = theme
        self.resize(Size.CONTROL, Size.CONTROL)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def place(self, page: Page, surface: QRect) -> None:
        """Float over the end of the column."""
        left = surface.left() + page.left + (page.width - self.width()) // 2
        self.move(left, surface.bottom() - self.height() - Space.M)

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc, the arrow and the focus."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(tokens.line), Size.HAIRLINE))
        painter.setBrush(QColor(tokens.selected if self.underMouse() else tokens.window))
        painter.drawEllipse(disc)
        ratio = self.devicePixelRatioF()
        pixmap = self._look.pixmap("arrow-down", tokens.text, Size.ICON, ratio)
        edge = (self.width() - Size.ICON) // 2
        painter.drawPixmap(edge, edge, pixmap)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), self.width() / 2, tokens.accent)
        painter.end()
