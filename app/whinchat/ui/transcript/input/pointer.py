"""The pointer over the transcript: selecting, pressing links and tools, hovering."""

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent

from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.flow import Placed
from whinchat.ui.transcript.input.inner_links import go_within
from whinchat.ui.transcript.selection import Place
from whinchat.ui.transcript.writing.notes import is_inner

_AUTO_SCROLL_MILLISECONDS = 30
_DRAG_STARTS_AFTER = 4
"""Pixels: less is a press with an unsteady hand."""


class Pointer(QObject):
    """Turns presses and moves into a selection or an activation."""

    link_pressed = Signal(str, str)
    """An address, and the words that lead there."""

    def __init__(self, board: Board, parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._pressed_at: QPoint | None = None
        self._held: tuple[Placed, QPoint] | None = None
        """The row whose bar is being moved, and where it was taken hold of."""
        self._last = QPoint()
        self._is_dragging = False
        self._double_pressed_at: QPoint | None = None
        self._since_double_press = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_AUTO_SCROLL_MILLISECONDS)
        self._timer.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Begin a selection, or extend it with Shift."""
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._grip(point):
            return
        self._pressed_at, self._is_dragging = point, False
        place = self._place_at(point)
        if place is None:
            return
        if self._is_third_press(point):
            self._select_paragraph(point)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._board.selection.extend(place)
            self._board.hold_still()
        else:
            self._board.selection.begin(place)
        self._board.refresh()

    def move(self, event: QMouseEvent) -> None:
        """Extend the selection while the button is down."""
        point = event.position().toPoint()
        if self._held is not None:
            placed, held_at = self._held
            placed.row.drag(self._board.inside(placed, QPoint(point.x(), held_at.y())))
            self._board.refresh()
            return
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        distance = (point - self._pressed_at).manhattanLength()
        self._is_dragging = self._is_dragging or distance >= _DRAG_STARTS_AFTER
        if not self._is_dragging:
            return
        self._last = point
        self._select_to(point)
        is_outside = not 0 <= point.y() < self._board.flow.view_height
        if is_outside and not self._timer.isActive():
            self._timer.start()
        elif not is_outside:
            self._timer.stop()

    def release(self, event: QMouseEvent) -> None:
        """Press what is under the pointer, if nothing was selected."""
        self._timer.stop()
        self._held = None
        pressed, self._pressed_at = self._pressed_at, None
        if event.button() == Qt.MouseButton.MiddleButton:
            self._press_link(event.position().toPoint())
            return
        if event.button() != Qt.MouseButton.LeftButton or pressed is None or self._is_dragging:
            return
        placed = self._board.row_at(pressed)
        if placed is None or not self._board.selection.is_empty:
            return
        if not self._press_link(pressed):
            placed.row.press(self._board.inside(placed, pressed))

    def link_at(self, point: QPoint) -> str:
        """Return the address under a point, or nothing."""
        placed = self._board.row_at(point)
        return placed.row.link_at(self._board.inside(placed, point)) if placed else ""

    def select_word(self, event: QMouseEvent) -> None:
        """Select the word under the pointer."""
        point = event.position().toPoint()
        placed = self._board.row_at(point)
        place = self._place_at(point)
        if placed is None or place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._select_stretch(place, placed.row.word_at(place.position))
        self._double_pressed_at = point
        self._since_double_press.start()

    def _is_third_press(self, point: QPoint) -> bool:
        """Tell whether a press comes soon after a double one at the same place."""
        before, self._double_pressed_at = self._double_pressed_at, None
        if before is None or (point - before).manhattanLength() >= _DRAG_STARTS_AFTER:
            return False
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        return not self._since_double_press.hasExpired(interval)

    def _select_paragraph(self, point: QPoint) -> None:
        placed, place = self._board.row_at(point), self._place_at(point)
        if placed is not None and place is not None:
            self._select_stretch(place, placed.row.paragraph_at(place.position))

    def _select_stretch(self, place: Place, ends: tuple[int, int]) -> None:
        self._board.selection.begin(place._replace(position=ends[0]))
        self._board.selection.extend(place._replace(position=ends[1]))
        self._board.hold_still()

    def _press_link(self, point: QPoint) -> bool:
        """Tell of the link under a point; return whether there is one."""
        placed, address = self._board.row_at(point), self.link_at(point)
        if placed is None or not address:
            return False
        if is_inner(address):
            go_within(self._board, placed, address)
            return True
        words = [words for words, there in placed.row.links() if there == address]
        self.link_pressed.emit(address, "\n".join(words))
        return True

    def _grip(self, point: QPoint) -> bool:
        """Take hold of a bar under the pointer; return whether there is one."""
        placed = self._board.row_at(point)
        if placed is None or not placed.row.is_bar_at(self._board.inside(placed, point)):
            return False
        placed.row.grip(self._board.inside(placed, point))
        self._held = (placed, point)
        return True

    def _select_to(self, point: QPoint) -> None:
        place = self._place_at(point)
        if place is not None:
            self._board.selection.extend(place)
            self._board.hold_still()

    def _scroll_on(self) -> None:
        height = self._board.flow.view_height
        beyond = min(0, self._last.y()) or max(0, self._last.y() - height)
        self._board.scroll_by(beyond)
        self._select_to(QPoint(self._last.x(), max(0, min(self._last.y(), height - 1))))

    def _place_at(self, point: QPoint) -> Place | None:
        placed = self._board.row_at(point)
        if placed is None:
            return None
        position = placed.row.position_at(self._board.inside(placed, point))
        return Place(placed.spot.message, placed.row.key, position)
