"""A button that looks like a row of the list: icon and words, lit under the pointer."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.plain_label import explain

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RowButton(QPushButton):
    """Its words are its accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        words: str,
        *,
        shortcut: str = "",
        is_quiet: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon_name
        self._words = words
        self._is_quiet = is_quiet
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        explain(self, f"{words} ({shortcut})" if shortcut else "")
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_words(self, words: str) -> None:
        """Say something else; what is too long ends in dots."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a row with these words."""
        words = QFontMetrics(self.font()).horizontalAdvance(self._words)
        height = round(Size.ROW * max(1.0, self._theme.text_scale))
        return QSize(words + self._icon_size + 2 * Space.M + Space.S, height)

    @property
    def _icon_size(self) -> int:
        return self._theme.scaled(Size.ICON)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words and focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected))
            painter.drawRoundedRect(self.rect(), Radius.CONTROL, Radius.CONTROL)
        mark = QRectF(Space.S + Space.HAIR, 0, self._icon_size, self.height())
        self._theme.paint_icon(painter, self._icon_name, tokens.muted, mark)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.muted if self._is_quiet else tokens.text))
        area = self.rect().adjusted(2 * Space.M + self._icon_size - Space.HAIR, 0, -Space.S, 0)
        shown = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, _LEFT, shown)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), Radius.CONTROL, tokens.accent)
        painter.end()

    def _restyle(self) -> None:
        weight = QFont.Weight.Normal if self._is_quiet else QFont.Weight.Medium
        self.setFont(self._theme.interface_font(weight))
        self.updateGeometry()
        self.update()
