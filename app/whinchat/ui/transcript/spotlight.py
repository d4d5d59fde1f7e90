"""The spotlight: marks the message that the reader was taken to, and goes out by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from whinchat.ui.theme.theme import Theme

_FULL_MILLISECONDS = 1_200
_FADE_MILLISECONDS = 600
_STEP_MILLISECONDS = 50


@dataclass(frozen=True, slots=True)
class Glow:
    """A message that is marked, and how strongly: 1 is all, 0 nothing."""

    message: int
    strength: float


class Spotlight(QObject):
    """Shines on one message for a moment."""

    def __init__(self, theme: Theme, shine: Callable[[Glow | None], None], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shine = shine
        self._message = 0
        self._strength = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)

    def show_on(self, message: int) -> None:
        """Mark a message for a moment; without motion it is marked as long, and then not."""
        self._message, self._strength = message, 1.0
        self._shine(Glow(message, 1.0))
        still = _FADE_MILLISECONDS if self._theme.reduced_motion else 0
        self._timer.start(_FULL_MILLISECONDS + still)

    def put_out(self) -> None:
        """Mark nothing any more."""
        self._timer.stop()
        self._shine(None)

    def _fade(self) -> None:
        self._strength -= _STEP_MILLISECONDS / _FADE_MILLISECONDS
        if self._strength <= 0 or self._theme.reduced_motion:
            self._shine(None)
        else:
            self._shine(Glow(self._message, self._strength))
            self._timer.start(_STEP_MILLISECONDS)
