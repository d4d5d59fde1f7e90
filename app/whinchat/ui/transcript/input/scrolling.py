"""Scrolling: the bar and the wheel, both turned into moves of the flow."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar

from whinchat.ui.transcript.board import Board

_STEP_LINES = 3
_NOTCH = 120
"""Eighths of degrees in one notch of a wheel."""
_LINE = 24


class Scrolling(QObject):
    """Keeps the scroll bar in step with the flow, and the flow with the bar and the wheel.

    The bar only tells about where the view is: its numbers change whenever a guess is corrected.
    """

    def __init__(self, bar: QScrollBar, board: Board) -> None:
        super().__init__(bar)
        self._bar = bar
        self._board = board
        self._is_syncing = False
        self._known = 0
        self._rest = 0.0
        bar.valueChanged.connect(self._take_value)

    def sync(self) -> None:
        """Show on the bar where the view is."""
        if self._bar.isSliderDown():
            # Moving the handle away from under the pointer would make it jump.
            return
        flow = self._board.flow
        most = max(0, flow.total - flow.view_height)
        if flow.follows and self._looks_like(most):
            return
        self._is_syncing = True
        self._bar.setRange(0, most)
        self._bar.setPageStep(flow.view_height)
        self._bar.setSingleStep(_LINE)
        self._bar.setValue(flow.offset)
        self._known = self._bar.value()
        self._is_syncing = False

    def _looks_like(self, most: int) -> bool:
        """Tell whether the handle at the end of so long a way would be the same to a pixel.

        While a reply is followed the way grows with each line, and to draw a bar is dear.
        """
        bar, page = self._bar, self._board.flow.view_height
        if bar.pageStep() != page or bar.value() != bar.maximum() or not bar.maximum():
            return False
        before = bar.height() * page // (bar.maximum() + page)
        return before == bar.height() * page // (most + page)

    def turn(self, event: QWheelEvent) -> None:
        """Do what a turn of the wheel, or a stroke over the touchpad, asks for."""
        event.accept()
        is_sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if not is_sideways and abs(angle.x()) > abs(angle.y()):
            is_sideways, down = True, pixels.x() or angle.x() * _LINE * _STEP_LINES / _NOTCH
        else:
            down = pixels.y() or (angle.y() or angle.x()) * _LINE * _STEP_LINES / _NOTCH
        self._rest -= down
        whole = int(self._rest)
        self._rest -= whole
        if not is_sideways:
            self._board.scroll_by(whole)
            return
        placed = self._board.row_at(event.position().toPoint())
        if placed is not None and placed.row.scroll_sideways(whole):
            self._board.refresh()

    def _take_value(self, value: int) -> None:
        if self._is_syncing:
            return
        moved, self._known = value - self._known, value
        is_near = abs(moved) <= self._board.flow.view_height and not self._bar.isSliderDown()
        if is_near and 0 < value < self._bar.maximum():
            self._board.scroll_by(moved)
        elif value < self._bar.maximum():
            self._board.jump(value)
        else:
            # The way may have grown by less than a pixel of the bar since.
            self._board.jump(self._board.flow.total)
