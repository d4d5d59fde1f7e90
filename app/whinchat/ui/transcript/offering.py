"""Offers what is selected to the middle button, once the selection rests."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from whinchat.ui.transcript.clipboard import offer_selection
from whinchat.ui.transcript.excerpt import Excerpt
from whinchat.ui.transcript.selection import Selection

_RESTS_AFTER_MILLISECONDS = 150
_MOST_MESSAGES = 500
"""Nobody pastes more with the middle button, and reading them would take long."""


class Offering(QObject):
    """Waits until a selection rests, and offers its words to other programs."""

    def __init__(
        self, selection: Selection, excerpts: Callable[[], Sequence[Excerpt]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._selection = selection
        self._excerpts = excerpts
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RESTS_AFTER_MILLISECONDS)
        self._timer.timeout.connect(self._offer)

    def note_change(self) -> None:
        """Take up that something else is selected."""
        self._timer.start()

    def _offer(self) -> None:
        if self._selection.span <= _MOST_MESSAGES:
            offer_selection(self._excerpts())
