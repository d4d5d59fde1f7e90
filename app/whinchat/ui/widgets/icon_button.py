"""A button that shows only an icon, and therefore must have a name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import inside_ring, paint_focus_ring
from whinchat.ui.widgets.plain_label import explain


class IconButton(QToolButton):
    """A quiet square with an icon; it takes the focus by keyboard only.

    ``name`` is what a screen reader says and, with the shortcut, what the tooltip shows. The
    shortcut is only shown: binding it is the action's part.
    """

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        name: str,
        *,
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._icon_size = int(Size.ICON)
        self._filled = False
        self._shortcut = shortcut
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.set_name(name)
        theme.changed.connect(self.update)

    def set_name(self, name: str) -> None:
        """Change what the button is called and what its tooltip says."""
        self.setAccessibleName(name)
        shortcut = QKeySequence(self._shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        explain(self, f"{name} ({shortcut})" if shortcut else name)

    def set_icon_size(self, size: int) -> None:
        """Draw the icon ``size`` logical pixels wide."""
        self._icon_size = size
        self.update()

    def set_filled(self, *, filled: bool) -> None:
        """Show the button on the accent, as Send and Stop are."""
        self._filled = filled
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square that fits a finger's tip less than a pointer's."""
        edge = Size.CONTROL if self._filled else Size.ICON_BUTTON
        return QSize(edge, edge)

    def minimumSizeHint(self) -> QSize:
        """Return the same: an icon cannot shrink."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the background that the state asks for, the icon and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        background = self._background()
        if background:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(background))
            plate = inside_ring(area) if self._filled and self.hasFocus() else area
            painter.drawRoundedRect(plate, Radius.CONTROL, Radius.CONTROL)
        colour = self._icon_colour()
        inner = area.adjusted(Space.HAIR, Space.HAIR, -Space.HAIR, -Space.HAIR)
        self._theme.paint_icon(painter, self._icon_name, colour, inner, self._icon_size)
        if self.hasFocus():
            paint_focus_ring(painter, area, Radius.CONTROL, self._theme.tokens.accent)
        painter.end()

    def _background(self) -> str:
        tokens = self._theme.tokens
        if self._filled and self.isEnabled():
            if self.isDown():
                return tokens.accent_pressed
            return tokens.accent_hover if self.underMouse() else tokens.accent
        if self._filled:
            return tokens.line
        lit = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        return tokens.selected if lit else ""

    def _icon_colour(self) -> str:
        tokens = self._theme.tokens
        if self._filled:
            return tokens.on_accent if self.isEnabled() else tokens.muted
        if not self.isEnabled():
            return tokens.line
        lit = self.underMouse() or self.isDown() or self.isChecked()
        return tokens.text if lit else tokens.muted
