"""Keeps what it holds in a centred column of readable width."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from whinchat.ui.theme.tokens import Size, Space


class Column(QWidget):
    """Put widgets into ``body``; lines get no wider than the text of the transcript."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = QWidget(self)
        self._inner.setMaximumWidth(Size.COLUMN)
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(Space.NONE)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.XL, 0, Space.XL, 0)
        line.addStretch(1)
        # The inner widget takes all there is up to its maximum; the stretches share the rest.
        line.addWidget(self._inner, 1000)
        line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_full_width(self, *, full: bool) -> None:
        """Use all the width there is."""
        widest = 16_777_215  # Qt's QWIDGETSIZE_MAX, which PySide6 does not export
        self._inner.setMaximumWidth(widest if full else Size.COLUMN)
