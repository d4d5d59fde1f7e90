"""The spinners of the list: one clock for all, which draws no more than they are."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QListView

from whinchat.ui.sidebar.row_delegate import RowDelegate
from whinchat.ui.sidebar.rows import RowsModel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Duration

_TICK_MS = 75
"""Twelve steps a turn: each wakes the program, and costs as much as a few words of a reply."""
_FULL_TURN = 360


class Turning(QObject):
    """Turns while a conversation replies, unless motion is unwanted."""

    def __init__(
        self, theme: Theme, view: QListView, model: RowsModel, delegate: RowDelegate
    ) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._model = model
        self._delegate = delegate
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._turn)

    @property
    def is_turning(self) -> bool:
        """Tell whether the clock runs."""
        return self._clock.isActive()

    def follow(self) -> None:
        """Turn, or stand still, as the rows are now."""
        if self._model.replying and not self._theme.reduced_motion:
            self._clock.start()
        else:
            self._clock.stop()

    def _turn(self) -> None:
        step = _FULL_TURN * _TICK_MS / Duration.SPINNER_TURN
        self._delegate.spinner_degrees = (self._delegate.spinner_degrees + step) % _FULL_TURN
        for place in self._model.replying:
            line = self._view.visualRect(self._model.index(place))
            self._view.viewport().update(self._delegate.spinner_area(line))
