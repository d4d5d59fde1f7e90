"""Fields for numbers that look like the other fields and do not change by scrolling past them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

from whinchat.ui.theme.tokens import Space


class NumberField(QSpinBox):
    """A whole number; the wheel turns it only while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        _fit_in(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll unless the user is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DecimalField(QDoubleSpinBox):
    """A number with decimals; the wheel turns it only while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        _fit_in(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll unless the user is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _fit_in(box: QAbstractSpinBox) -> None:
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    # A style sheet's padding does not reach the text of a spin box (Qt 6.11).
    box.lineEdit().setTextMargins(Space.M, Space.NONE, Space.NONE, Space.NONE)
