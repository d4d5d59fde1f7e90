"""An icon that only tells something: it cannot be pressed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Tint


class IconMark(QWidget):
    """An icon beside words that say the same; screen readers read the words."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        tint: Tint = Tint.MUTED,
        *,
        size: int = Size.ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._tint = tint
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return the icon's size."""
        edge = self._theme.scaled(self._size)
        return QSize(edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        colour = self._theme.tokens.tint(self._tint)
        area = QRectF(self.rect())
        self._theme.paint_icon(painter, self._icon_name, colour, area, self._size)
        painter.end()

    def _restyle(self) -> None:
        self.resize(self.sizeHint())
        self.updateGeometry()
        self.update()
