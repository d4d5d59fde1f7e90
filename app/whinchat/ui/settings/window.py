"""The settings window: pages at the left, a search that goes to a setting, the page itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.settings.appearance_page import AppearancePage
from whinchat.ui.settings.chat_page import ChatPage
from whinchat.ui.settings.data_page import DataPage
from whinchat.ui.settings.general_page import GeneralPage
from whinchat.ui.settings.page_list import PageEntry, PageList
from whinchat.ui.settings.page_titles import APPEARANCE, CHAT, DATA, GENERAL, PROVIDERS
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.providers_page import ProvidersPage
from whinchat.ui.settings.rows import RowsPage, VerticalHairline
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.search_field import SearchField

_ENTRIES = (
    PageEntry(GENERAL, "sliders-horizontal"),
    PageEntry(APPEARANCE, "palette"),
    PageEntry(CHAT, "message-square"),
    PageEntry(DATA, "database"),
    PageEntry(PROVIDERS, "key-round"),
)
_NARROW_SIDE_WIDTH = Size.ROW + 2 * Space.S


class SettingsWindow(QMainWindow):
    """A window of its own that blocks nothing. Closing hides it."""

    def __init__(self, parts: SettingsParts, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        offer_menu_key(self)
        self._theme = parts.theme
        self.setWindowTitle("Settings")
        self.setAccessibleName("Settings")
        self.setWindowIcon(parts.theme.app_icon())
        self.providers = ProvidersPage(parts)
        self._pages: dict[str, RowsPage | ProvidersPage] = {
            GENERAL: GeneralPage(parts),
            APPEARANCE: AppearancePage(parts),
            CHAT: ChatPage(parts),
            DATA: DataPage(parts),
            PROVIDERS: self.providers,
        }
        self.search = SearchField(parts.theme, "Search settings")
        self.page_list = PageList(parts.theme, _ENTRIES)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._side = self._make_side()
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        columns.setSpacing(Space.NONE)
        columns.addWidget(self._side)
        columns.addWidget(VerticalHairline(parts.theme))
        columns.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self.setMinimumSize(Size.WINDOW_MINIMUM_WIDTH, Size.WINDOW_MINIMUM_HEIGHT)
        self.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        self._connect()
        self._restyle()
        self.page_list.choose(GENERAL)

    def open_page(self, title: str) -> None:
        """Show the page of that title, and the window in front of the others."""
        self.search.clear()
        self.page_list.choose(title)
        self.show()
        self.raise_()
        self.activateWindow()

    def go_to_found(self) -> None:
        """Put the focus on the first setting that the search found."""
        page = self._stack.currentWidget()
        for name, control in self._pages[self._title_of(page)].named_controls():
            if _matches(self.search.text(), name):
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages the room: first the titles of the list go, then columns are stacked."""
        super().resizeEvent(event)
        is_narrow = self.width() - Size.SETTINGS_SIDE < self.providers.comfortable_width
        side = _NARROW_SIDE_WIDTH if is_narrow else Size.SETTINGS_SIDE
        self._side.setFixedWidth(side)
        self.search.setVisible(not is_narrow)
        self.page_list.set_narrow(narrow=is_narrow)
        for page in self._pages.values():
            page.fit(self.width() - side)

    def _connect(self) -> None:
        self.page_list.chosen.connect(self._show_page)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self.go_to_found)
        self._theme.changed.connect(self._restyle)
        close = QAction("Close", self)
        close.setShortcuts([QKeySequence(Qt.Key.Key_Escape), QKeySequence("Ctrl+W")])
        close.triggered.connect(self.close)
        self.addAction(close)

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setAutoFillBackground(True)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(Space.S, Space.L, Space.S, Space.L)
        rows.setSpacing(Space.S)
        rows.addWidget(self.search)
        rows.addWidget(self.page_list, 1)
        return side

    def _show_page(self, title: str) -> None:
        self._stack.setCurrentWidget(self._pages[title])

    def _find(self, query: str) -> None:
        found = [entry.title for entry in _ENTRIES if self._page_matches(entry, query)]
        self.page_list.show_only(found)
        shown = self._title_of(self._stack.currentWidget())
        if found and shown not in found:
            self.page_list.choose(found[0])

    def _page_matches(self, entry: PageEntry, query: str) -> bool:
        names = [name for name, _ in self._pages[entry.title].named_controls()]
        return any(_matches(query, name) for name in (entry.title, *names))

    def _title_of(self, shown: QWidget | None) -> str:
        return next(title for title, page in self._pages.items() if page is shown)

    def _restyle(self) -> None:
        tokens = self._theme.tokens
        for widget, colour in ((self, tokens.window), (self._side, tokens.sidebar)):
            palette = widget.palette()
            palette.setColor(QPalette.ColorRole.Window, colour)
            widget.setPalette(palette)


def _matches(query: str, name: str) -> bool:
    return query.strip().casefold() in name.casefold()
