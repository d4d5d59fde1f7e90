"""What is under the pointer: the message lights up, a link gets a hand and tells its address."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.rows.row import Row
from whinchat.ui.transcript.writing.links import destination
from whinchat.ui.transcript.writing.notes import is_inner
from whinchat.ui.widgets.plain_label import plain_tooltip


class Hovering(QObject):
    """Follows the pointer over the surface."""

    def __init__(self, surface: QWidget, board: Board) -> None:
        super().__init__(surface)
        self._surface = surface
        self._board = board
        self._tip = ""
        surface.installEventFilter(self)

    def move(self, point: QPoint) -> None:
        """Take the pointer's place."""
        placed = self._board.row_at(point)
        message = placed.spot.message if placed is not None else None
        if message != self._board.lit:
            self._board.lit = message
            self._board.refresh()
        if placed is None:
            return
        inside = self._board.inside(placed, point)
        is_in_row = 0 <= inside.y() < placed.row.height
        address = placed.row.link_at(inside) if is_in_row else ""
        tool = placed.row.tip_at(inside) if is_in_row else ""
        has_text = placed.row.is_text and not placed.row.is_bar_at(inside)
        self._show_cursor(is_pressable=bool(address or tool), has_text=has_text)
        own = placed.row.link_tip_at(inside) if is_in_row else ""
        self._tip = _tip(placed.row, inside, address) if address else tool or own

    @guarded(fallback=False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note when the pointer leaves, and show tips."""
        if event.type() == QEvent.Type.Leave:
            self._leave()
        elif event.type() == QEvent.Type.ToolTip and self._tip:
            tip = plain_tooltip(self._tip).replace("\n", "<br>")
            QToolTip.showText(QCursor.pos(), tip, self._surface)
            return True
        return False

    def _leave(self) -> None:
        # Onto a button of the message's own the pointer leaves as well.
        inside = self._surface.rect().contains(self._surface.mapFromGlobal(QCursor.pos()))
        if not inside and self._board.lit is not None:
            self._board.lit = None
            self._board.refresh()

    def _show_cursor(self, *, is_pressable: bool, has_text: bool) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if is_pressable:
            shape = Qt.CursorShape.PointingHandCursor
        elif has_text:
            shape = Qt.CursorShape.IBeamCursor
        if self._surface.cursor().shape() != shape:
            self._surface.setCursor(shape)


def _tip(row: Row, point: QPoint, address: str) -> str:
    """Return what is to be known of a link before it is followed."""
    own = row.link_tip_at(point)
    if is_inner(address):
        return own
    return "\n".join(filter(None, (own, destination(address))))
