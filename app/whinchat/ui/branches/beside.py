"""The map beside the conversation, or in its place where there is no room for both."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.tokens import Size


class Beside(QWidget):
    """Lays out two widgets; the second one has a width of its own while it shows."""

    def __init__(self, body: QWidget, side: QWidget) -> None:
        super().__init__()
        self._body = body
        self._side = side
        is_shown = not side.isHidden()
        for widget in (body, side):
            widget.setParent(self)
        body.show()
        side.setVisible(is_shown)
        side.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Return what the body needs: it can always be alone."""
        return self._body.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay both out anew."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Make room when the side comes, and take it back when it goes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._place()
        return False

    def _place(self) -> None:
        is_shown = not self._side.isHidden()
        is_alone = is_shown and self.width() < 2 * Size.SIDEBAR
        width = self.width() if is_alone else Size.SIDEBAR if is_shown else 0
        left = self.width() - width
        if is_shown:
            self._side.setGeometry(left, 0, width, self.height())
        if not is_alone:
            self._body.setGeometry(0, 0, left, self.height())
        self._body.setVisible(not is_alone)
