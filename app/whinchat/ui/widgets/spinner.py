"""A small turning ring: something is under way."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Duration, Size, Tokens

_STEPS = 24
_ARC_DEGREES = 100
_FULL_TURN = 360


class Spinner(QWidget):
    """Turns while it is shown; stands still under reduced motion."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step = 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setInterval(Duration.SPINNER_TURN // _STEPS)
        self._timer.timeout.connect(self._turn)
        theme.changed.connect(self._settle)

    @property
    def is_turning(self) -> bool:
        """Return whether it moves now."""
        return self._timer.isActive()

    def sizeHint(self) -> QSize:
        """Return the size of a state mark with motion."""
        return QSize(Size.SPINNER, Size.SPINNER)

    def showEvent(self, _event: QShowEvent) -> None:
        """Begin to turn."""
        self._settle()

    def hideEvent(self, _event: QHideEvent) -> None:
        """Stop: what nobody sees costs nothing."""
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring at its angle."""
        painter = QPainter(self)
        angle = self._step * _FULL_TURN / _STEPS
        paint_spinner(painter, QRectF(self.rect()), angle, self._theme.tokens)
        painter.end()

    def _turn(self) -> None:
        self._step = (self._step + 1) % _STEPS
        self.update()

    def _settle(self) -> None:
        if self.isVisible() and not self._theme.reduced_motion:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()


def paint_spinner(painter: QPainter, area: QRectF, degrees: float, tokens: Tokens) -> None:
    """Draw the ring in the middle of ``area``, turned by ``degrees``; also for item delegates."""
    ring = QRectF(0, 0, Size.SPINNER, Size.SPINNER)
    ring.moveCenter(area.center())
    inset = Size.FOCUS_RING
    ring.adjust(inset, inset, -inset, -inset)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.line), Size.FOCUS_RING))
    painter.drawEllipse(ring)
    pen = QPen(QColor(tokens.accent), Size.FOCUS_RING)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    # Qt counts sixteenths of a degree, anticlockwise from three o'clock.
    start = round((90 - degrees) * 16)
    painter.drawArc(ring, start, -_ARC_DEGREES * 16)
    painter.restore()
