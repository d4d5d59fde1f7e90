"""What can be done with several conversations at once, below the list while several are picked."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.ui.sidebar.picked import Act
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind

_BUTTONS = (
    (Act.MOVE, "folder-input", "Move to folder"),
    (Act.TAG, "tag", "Tags"),
    (Act.PIN, "pin", "Pin"),
    (Act.ARCHIVE, "archive", "Archive"),
    (Act.DELETE, "trash-2", "Move to trash"),
)


class SelectionBar(QWidget):
    """Says how many are picked; one is no reason for a bar."""

    requested = Signal(object)
    """An ``Act``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._label = ElidedLabel(theme, "", LabelKind.META)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L + Space.HAIR, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.NONE)
        row.addWidget(self._label, 1)
        for act, icon_name, name in _BUTTONS:
            button = IconButton(theme, icon_name, f"{name}: all that is selected")
            button.clicked.connect(partial(self.requested.emit, act))
            row.addWidget(button)
        theme.changed.connect(self.update)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show that so many are picked."""
        self._label.setText(f"{count} selected")
        self.setVisible(count > 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the hairline to the list."""
        painter = QPainter(self)
        width = self.width() - 2 * Space.S
        painter.fillRect(Space.S, 0, width, Size.HAIRLINE, QColor(self._theme.tokens.line))
        painter.end()
