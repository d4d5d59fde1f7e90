"""Puts widgets side by side, and those without room there below."""

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from whinchat.ui.theme.tokens import Space


class WrapBox(QWidget):
    """Its height follows from its width."""

    def __init__(self, parent: QWidget | None = None, *, after: QWidget | None = None) -> None:
        """Make an empty box; the keyboard comes to it from the widget it is ``after``."""
        super().__init__(parent)
        self._after = after
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Return what is in the box, in order."""
        return tuple(self._widgets)

    def set_widgets(self, widgets: list[QWidget]) -> None:
        """Exchange what is in the box; the order is that of the keyboard, too."""
        before = [widget for widget in self._widgets if widget not in widgets]
        self._widgets = list(widgets)
        for widget in before:
            widget.hide()
            widget.deleteLater()
        last = self._after
        for widget in widgets:
            widget.setParent(self)
            widget.show()
            if last is not None:
                QWidget.setTabOrder(last, widget)
            last = widget
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange everything anew where something in the box has another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        left = top = line_height = 0
        for widget in self._widgets:
            size = widget.sizeHint()
            width = min(size.width(), max(1, self.width()))
            if left and left + width > self.width():
                left, top = 0, top + line_height + Space.S
                line_height = 0
            widget.setGeometry(QRect(left, top, width, size.height()))
            left += width + Space.S
            line_height = max(line_height, size.height())
        self.setFixedHeight(top + line_height)
