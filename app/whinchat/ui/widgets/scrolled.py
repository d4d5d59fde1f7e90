"""A column of fields that is shown whole, and scrolls where the screen has no room for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from whinchat.ui.theme.tokens import Size, Space


class Scrolled(QScrollArea):
    """Holds a layout; the keyboard brings what it walks to into sight."""

    def __init__(self, rows: QVBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        body = QWidget()
        body.setLayout(rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(body)
        # The dialog's own ground shows through.
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the dialog grow with the fields."""
        is_taken = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            _grow_to_contents(self.window())
        return is_taken

    def showEvent(self, event: QShowEvent) -> None:
        """Let the dialog be high enough from the start."""
        super().showEvent(event)
        # What was measured before there was a width is forgotten.
        self.updateGeometry()
        _grow_to_contents(self.window())

    def sizeHint(self) -> QSize:
        """Return the size at which nothing has to be scrolled."""
        hint = self._rows.totalSizeHint()
        if self._rows.hasHeightForWidth():
            width = self.viewport().width() if self.isVisible() else hint.width()
            hint.setHeight(self._rows.totalHeightForWidth(width))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Return the width that the fields need; of the height any part will do."""
        return QSize(self._rows.totalMinimumSize().width(), super().minimumSizeHint().height())


def _grow_to_contents(dialog: QWidget) -> None:
    """Make a dialog that is shown as large as what is in it, within the screen; never smaller."""
    layout = dialog.layout()
    if layout is None or not dialog.isVisible():
        return
    layout.invalidate()
    # Layouts within this one remember sizes as well, until it is activated.
    layout.activate()
    screen = dialog.screen().availableGeometry()
    width = max(dialog.width(), min(layout.totalMinimumSize().width(), screen.width()))
    wanted = layout.totalSizeHint().height()
    if layout.hasHeightForWidth():
        wanted = layout.totalHeightForWidth(width)
    room = screen.height() - Size.WINDOW_FRAME
    dialog.resize(width, max(dialog.height(), min(wanted, room)))
