"""What can be done with a message, however it was asked for: button, key, menu or link."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.actions.link_question import ask_before_following
from whinchat.ui.transcript.actions.message_menu import make_menu
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.clipboard import copy_address, copy_excerpts, copy_message
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.reading.reader import Reader
from whinchat.ui.transcript.rows.row import Thing
from whinchat.ui.transcript.writing.links import destination, followable, is_misleading
from whinchat.ui.widgets.plain_label import plain_tooltip


class MessageActions(QObject):
    """Does what concerns the transcript alone, and asks for the rest."""

    link_activated = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, theme: Theme, board: Board, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._board = board
        self._window = window

    def act(self, message_id: str, action: Action) -> None:
        """Copy a message, or ask for anything else."""
        place = self._board.place_of(message_id)
        if action is Action.COPY and place is not None:
            copy_message(self._board.entry(place).message)
        self.action_requested.emit(message_id, action.value)

    def copy_selection(self) -> None:
        """Put what is selected on the clipboard."""
        copy_excerpts(self._board.selected_excerpts())

    def follow_link(self, address: str) -> None:
        """Tell that the reader pressed a link, if it is one that may be followed."""
        if followable(address):
            self.link_activated.emit(address)

    def press_link(self, address: str, words: str) -> None:
        """Follow a link; ask before, where its words could mean another place."""
        if followable(address) and is_misleading(words, address):
            follow = partial(self.follow_link, address)
            ask_before_following(self._theme, address, self._window, follow)
        else:
            self.follow_link(address)

    def show_menu_under(self, message_id: str, button: QWidget) -> None:
        """Open the menu of a message at its button."""
        place = self._board.place_of(message_id)
        if place is not None:
            self.show_menu(place, button.mapToGlobal(QPoint(0, button.height())))

    def show_menu(
        self, place: int, where: QPoint, pointed_at: Thing | None = None, address: str = ""
    ) -> None:
        """Open the menu of a message; an address is that of the link it was asked for."""
        view = self._board.flow.views[place]
        view.build(self._board.page.width)
        read = partial(self.read, place)
        menu = make_menu(view, self.act, self.follow_link, read, self._window, pointed_at)
        if not self._board.selection.is_empty and (actions := menu.actions()):
            copy = QAction("Copy selection", menu)
            copy.triggered.connect(self.copy_selection)
            menu.insertAction(actions[0], copy)
        if followable(address):
            _add_link(menu, address, partial(self.follow_link, address))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def read(self, place: int) -> None:
        """Open a message in the reader."""
        reader = Reader(self._theme, self._board.entry(place), self._window)
        reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        reader.link_activated.connect(self.press_link)
        reader.open()


def _add_link(menu: QMenu, address: str, follow: Callable[[], None]) -> None:
    """Put what can be done with a link at the top of a menu."""
    actions = menu.actions()
    first = actions[0] if actions else menu.addSeparator()
    opening, copying = QAction("Open link", menu), QAction("Copy link address", menu)
    opening.setToolTip(plain_tooltip(destination(address)))
    opening.triggered.connect(follow)
    copying.triggered.connect(partial(copy_address, address))
    menu.insertActions(first, [opening, copying])
    menu.insertSeparator(first)
