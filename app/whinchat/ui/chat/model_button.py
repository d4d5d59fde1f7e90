"""The button that names the model in use and opens the picker."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.plain_label import plain_tooltip

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class ModelButton(QPushButton):
    """Shows “name · provider · price”; the model's id is its accessible description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setAccessibleName("Model")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_model(self, words: str, model_id: str) -> None:
        """Name the model."""
        self._words = words
        self.setAccessibleDescription(model_id)
        self.setToolTip(plain_tooltip(f"{model_id or 'Choose a model'} (Ctrl+M)"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the words and the arrow."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._words) + self._arrow_size + 3 * Space.M + Space.HAIR
        return QSize(width, max(Size.ICON_BUTTON, metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        """Return the room that is needed at least; the words are cut before that."""
        return QSize(
            min(Size.MODEL_BUTTON_MINIMUM, self.sizeHint().width()), self.sizeHint().height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, words, arrow and focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = Size.HAIRLINE / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(QColor(tokens.line), Size.HAIRLINE))
        painter.setBrush(QColor(tokens.raised if self.underMouse() else tokens.window))
        painter.drawRoundedRect(area, Radius.CONTROL, Radius.CONTROL)
        words = self.rect().adjusted(Space.M, 0, -self._arrow_size - 2 * Space.M, 0)
        elided = QFontMetrics(self.font()).elidedText(
            self._words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.muted))
        painter.drawText(words, _LEFT, elided)
        left = self.width() - Space.M - self._arrow_size
        mark = QRectF(left, 0, self._arrow_size, self.height())
        self._theme.paint_icon(painter, "chevron-down", tokens.muted, mark, Size.ICON_SMALL)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), Radius.CONTROL, tokens.accent)
        painter.end()

    @property
    def _arrow_size(self) -> int:
        return self._theme.scaled(Size.ICON_SMALL)

    def _restyle(self) -> None:
        self.setFont(self._theme.interface_font())
        self.updateGeometry()
        self.update()
