"""A label of one line that ends in an ellipsis where the room ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel, plain_tooltip


class ElidedLabel(PlainLabel):
    """Shows as much as fits; the whole text is the name and, when cut, the tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: LabelKind = LabelKind.BODY,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        self._elide_mode = mode
        super().__init__(theme, text, kind, parent=parent)

    def setText(self, text: str) -> None:
        """Show ``text`` on one line; line breaks become spaces."""
        super().setText(" ".join(text.split()))
        self.setAccessibleDescription(self.text())
        self._tell_whole_text()

    def shown_text(self) -> str:
        """Return what fits."""
        return self.fontMetrics().elidedText(self.text(), self._elide_mode, self.width())

    def minimumSizeHint(self) -> QSize:
        """Return the room for a letter or two: the label gives way to its neighbours."""
        return QSize(Size.CONTROL, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip once it is cut."""
        super().resizeEvent(event)
        self._tell_whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), self.shown_text())
        painter.end()

    def _tell_whole_text(self) -> None:
        is_cut = self.shown_text() != self.text()
        self.setToolTip(plain_tooltip(self.text()) if is_cut else "")
