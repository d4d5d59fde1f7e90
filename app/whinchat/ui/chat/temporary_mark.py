"""Says in the header that a conversation is not saved, and offers to keep it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space, Tint
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


class TemporaryMark(QWidget):
    """Hidden in every other conversation."""

    keep_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._keep = Button(theme, "Keep")
        self._keep.setAccessibleDescription("Save this conversation with everything in it")
        self._keep.clicked.connect(self.keep_requested)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(IconMark(theme, "hourglass", Tint.WARN))
        line.addWidget(PlainLabel(theme, "Temporary · not saved", LabelKind.META))
        line.addWidget(self._keep)
        self.hide()

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard."""
        return (self._keep,)
