"""The main window: where the sidebar, the page and notices live, and how it is left and found."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from whinchat.domain.settings import WindowState
from whinchat.services.models import Models
from whinchat.services.providers import Providers
from whinchat.services.tasks import Tasks
from whinchat.ui.chat.model_picker import ModelPicker
from whinchat.ui.chat.page import ChatPage
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.panes import Panes
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size
from whinchat.ui.views import Views
from whinchat.ui.widgets.toast import Toast


class MainWindow(QMainWindow):
    """Closing it only says so: the program saves what is left to save and then ends.

    A plain ``QWidget`` would be no window to a screen reader, only a filler.
    """

    close_requested = Signal()

    def __init__(self, theme: Theme, providers: Providers, models: Models, tasks: Tasks) -> None:
        super().__init__()
        offer_menu_key(self)
        self._theme = theme
        self._may_close = False
        page = ChatPage(theme, providers, models, tasks)
        sidebar = Sidebar(theme)
        panes = Panes(sidebar, page)
        toast = Toast(theme, page)
        picker = ModelPicker(theme, self, providers, models, tasks)
        self.views = Views(page, sidebar, panes, toast, picker)
        self.setCentralWidget(panes)
        panes.sidebar_toggled.connect(self._offer_sidebar)
        sidebar.hide_requested.connect(panes.toggle_sidebar)
        page.header.sidebar_requested.connect(panes.toggle_sidebar)
        # Qt's order is that of making; this one is that of reading. The rest follows by itself.
        stops = [*sidebar.tab_stops, *page.header.tab_stops, page.transcript]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.setWindowTitle("Whinchat")
        self.setWindowIcon(theme.app_icon())
        self.setMinimumSize(Size.WINDOW_MINIMUM_WIDTH, Size.WINDOW_MINIMUM_HEIGHT)
        theme.changed.connect(self.update)

    def restore(self, state: WindowState) -> None:
        """Come back as the window was left, always on a screen that is there."""
        self.resize(state.width, state.height)
        self.views.panes.set_sidebar_width(state.sidebar_width)
        self.views.panes.want_sidebar(wanted=state.is_sidebar_shown)
        self.views.sidebar.list.set_unfolded(state.unfolded)
        if state.x is not None and state.y is not None:
            self.move(state.x, state.y)
            if QGuiApplication.screenAt(self.geometry().center()) is None:
                self.move(QGuiApplication.primaryScreen().availableGeometry().topLeft())
        if state.is_maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def state(self, conversation_id: str) -> WindowState:
        """Return how the window is left."""
        # The position is that of the frame, which is what ``move`` takes; the size is without it.
        place = self.normalGeometry() if self.isMaximized() else self.geometry()
        return WindowState(
            x=self.pos().x(),
            y=self.pos().y(),
            width=place.width(),
            height=place.height(),
            is_maximised=self.isMaximized(),
            sidebar_width=self.views.panes.sidebar_width,
            is_sidebar_shown=self.views.panes.is_sidebar_wanted,
            conversation_id=conversation_id,
            unfolded=tuple(sorted(self.views.sidebar.list.unfolded)),
        )

    def finish(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the user wants to leave; close only once all is saved."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.window))
        painter.end()

    def _offer_sidebar(self, shown: bool) -> None:  # noqa: FBT001 - the shape of Qt's signal
        self.views.page.header.offer_sidebar(offered=not shown or self.views.panes.is_narrow)
