"""The transcript: the widget that shows a branch."""

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessibleInterface,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from whinchat.domain.conversation import Status
from whinchat.domain.values import MessageId
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.actions.bars import Bars
from whinchat.ui.transcript.actions.message_actions import MessageActions
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.canvas import Canvas
from whinchat.ui.transcript.entry import Action, Entry
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.hits import Hits
from whinchat.ui.transcript.input.hovering import Hovering
from whinchat.ui.transcript.input.keyboard import Keyboard
from whinchat.ui.transcript.input.pointer import Pointer
from whinchat.ui.transcript.input.scrolling import Scrolling
from whinchat.ui.transcript.input.tab_order import TabOrder
from whinchat.ui.transcript.jump_button import JumpButton
from whinchat.ui.transcript.message_views import Branch, GivenBranch
from whinchat.ui.transcript.page import make_page
from whinchat.ui.transcript.pictures.pictures import Pictures
from whinchat.ui.transcript.reading.accessible import Accessibles, install_accessibility
from whinchat.ui.transcript.spotlight import Spotlight
from whinchat.ui.transcript.stage import Stage


class Transcript(QAbstractScrollArea):
    """Shows the messages of a branch and lets them be read, selected and acted upon.

    ``put`` may be called for every piece that arrives: it costs what has grown, and paints only
    what that changed. Nothing is ever loaded or opened because of what a message says.
    """

    link_activated = Signal(str)
    """The reader pressed a link; the address is always http, https or mailto."""
    action_requested = Signal(str, str)
    """A message's id and an ``Action``."""
    save_requested = Signal(str, object)
    """A name for a file, and the text or the bytes that the reader wants in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Transcript")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        surface = self.viewport()
        surface.setMouseTracking(True)
        # A view's own role is that of text fields, and labels on it take their colour from that.
        surface.setBackgroundRole(QPalette.ColorRole.Window)
        surface.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        stage = Stage(theme, surface, self._refresh, self._act, self.save_requested.emit)
        self._board = Board(stage, Canvas(theme, surface), self._dress, self)
        self.hits = Hits(self._board)
        """What is searched for: marked, and gone to."""
        self._actions = MessageActions(theme, self._board, self)
        self._actions.link_activated.connect(self.link_activated)
        self._actions.action_requested.connect(self.action_requested)
        self._pointer = Pointer(self._board, self)
        self._pointer.link_pressed.connect(self._actions.press_link)
        self._hovering = Hovering(surface, self._board)
        self._scrolling = Scrolling(self.verticalScrollBar(), self._board)
        self._bars = Bars(theme, self._act, self._actions.show_menu_under, surface)
        self._tab_order = TabOrder(self)
        self._jump_button = JumpButton(theme, self)
        self._jump_button.clicked.connect(self.jump_to_end)
        self._spotlight = Spotlight(theme, self._board.shine, self)
        self._is_full_width = False
        theme.changed.connect(self._board.restyle)
        install_accessibility()
        self._accessibles = Accessibles(self, self._board)
        self._keyboard = Keyboard(self, self._board, self._actions, self._accessibles)

    def accessible_list(self) -> QAccessibleInterface:
        """Return what assistive technology sees: a list of messages."""
        return self._accessibles.new_list()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show another branch, at its end."""
        self.show_branch(GivenBranch(entries))

    def show_branch(self, branch: Branch) -> None:
        """Show another branch, at its end; only what comes near the view is asked for."""
        self._keyboard.forget()
        self._spotlight.put_out()
        self._board.show_branch(branch)
        self._accessibles.announce_change()

    def shows(self, message_id: MessageId) -> bool:
        """Tell whether a message is one of the branch that is shown."""
        return self._board.place_of(message_id) is not None

    def put(self, entry: Entry) -> None:
        """Append a message, or exchange the one with the same id."""
        is_new = self._board.place_of(entry.message.id) is None
        self._board.put(entry)
        place = self._board.place_of(entry.message.id)
        if is_new:
            self._accessibles.announce_change()
        elif place is not None and entry.message.status is not Status.STREAMING:
            # While words come nothing is told: it would be read from the start each time.
            self._accessibles.announce_name(place)

    @property
    def is_settled(self) -> bool:
        """Return whether all that was put is shown by now; for pictures."""
        return self._board.is_settled

    @property
    def pictures(self) -> Pictures:
        """Return the pictures, which somebody else has the content of."""
        return self._board.pictures

    def remove_after(self, message_id: MessageId | None) -> None:
        """Take away the messages after this one; all of them for ``None``."""
        self._board.remove_after(message_id)
        self._accessibles.announce_change()

    @property
    def focused_message(self) -> MessageId | None:
        """Return the message that the keyboard is at, or ``None`` while it is elsewhere."""
        place = self._board.ringed
        return None if place is None else self._board.entry(place).message.id

    def bring_into_view(self, message_id: MessageId) -> None:
        """Bring a message into view; the keyboard's focus stays where it is."""
        place = self._board.place_of(message_id)
        if place is not None:
            self._board.flow.follows = False
            self._board.bring_into_view(place)

    def focus_message(self, message_id: MessageId) -> None:
        """Bring a message into view and put the keyboard's focus on it."""
        place = self._board.place_of(message_id)
        if place is not None:
            self._keyboard.go_to(place)

    def show_message(self, message_id: MessageId) -> bool:
        """Bring a message into view and mark it for a moment; return whether it is here.

        The keyboard's focus stays where it is; moving between messages begins there.
        """
        place = self._board.place_of(message_id)
        if place is None:
            return False
        self._board.flow.follows = False
        self._keyboard.be_at(place)
        self._board.bring_into_view(place)
        self._spotlight.show_on(place)
        return True

    def set_full_width(self, *, full: bool) -> None:
        """Use the whole width of the window for text, or a column that reads well."""
        self._is_full_width = full
        self._resize()

    def jump_to_end(self) -> None:
        """Go to the end, and stay there while a reply grows."""
        self._board.jump_to_end()

    def select_all(self) -> None:
        """Select every message."""
        self._board.select_all()

    def clear_selection(self) -> bool:
        """Select nothing; return whether anything was selected."""
        return self._board.clear_selection()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has to be drawn."""
        start = time.perf_counter()
        painter = QPainter(self.viewport())
        try:
            self._board.paint(painter, event.region())
        finally:
            painter.end()
        self._board.add_cost(time.perf_counter() - start)

    @guarded(None)
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the reader's place at another size."""
        self._resize()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Do nothing: Qt's own repaints everything whenever the bar moves."""

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or move too wide code and tables sideways."""
        self._scrolling.turn(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select."""
        self._board.ringed = None
        self._pointer.press(event)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or show what is under the pointer."""
        self._pointer.move(event)
        self._hovering.move(event.position().toPoint())

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection, or press what is there."""
        self._pointer.release(event)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self._pointer.select_word(event)

    @guarded(None)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of the message under the pointer."""
        point = self.viewport().mapFromGlobal(event.globalPos())
        placed = self._board.row_at(point)
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self._keyboard.show_menu()
        elif placed is not None:
            pointed_at = placed.row.thing_at(self._board.inside(placed, point))
            where, address = event.globalPos(), self._pointer.link_at(point)
            self._actions.show_menu(placed.spot.message, where, pointed_at, address)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, move between messages, select, copy, read."""
        event.setAccepted(self._keyboard.press(event))

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which message has the focus, unless the mouse brought it."""
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._keyboard.show_ring()
        self._refresh()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away, but not for a menu: it belongs to the message."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._board.ringed = None
        self._refresh()

    def _refresh(self) -> None:
        self._board.refresh()

    def _act(self, message_id: str, action: Action) -> None:
        self._actions.act(message_id, action)

    def _resize(self) -> None:
        surface = self.viewport()
        page = make_page(
            self.width(), surface.x(), surface.width(), is_full_width=self._is_full_width
        )
        self._board.resize(page, surface.height())

    def _dress(self) -> None:
        """Put bar, buttons and the like where they belong now."""
        board = self._board
        self._scrolling.sync()
        self._bars.place(board.flow.placed, board.with_actions, board.page)
        self._tab_order.follow()
        is_wanted = not board.flow.follows and not board.flow.is_at_end
        if is_wanted:
            self._jump_button.place(board.page, self.viewport().geometry())
        self._jump_button.setVisible(is_wanted)
