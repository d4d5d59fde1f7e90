"""The trash: what was deleted, for thirty days, and its way back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QMainWindow, QWidget

from whinchat.domain.errors import WhinchatError
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.trash import TrashRow
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.question import Answer, Question, ask
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.trash.page import TrashPage
from whinchat.ui.trash.reader import Fetch, TrashReader
from whinchat.ui.trash.words import title_of
from whinchat.ui.widgets.button import ButtonKind
from whinchat.ui.widgets.toast import Toast

_KEEP, _DESTROY = Answer("Keep"), Answer("Delete for ever", ButtonKind.DANGER)


class TrashWindow(QMainWindow):
    """A window of its own that blocks nothing. Closing hides it."""

    def __init__(
        self, theme: Theme, shelf: Shelf, tasks: Tasks, fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        """Join the parts; ``fetch`` returns what an attachment holds."""
        super().__init__(parent, Qt.WindowType.Window)
        offer_menu_key(self)
        self._theme = theme
        self._shelf = shelf
        self._tasks = tasks
        self.setWindowTitle("Trash")
        self.setAccessibleName("Trash")
        self.setWindowIcon(theme.app_icon())
        self.page = TrashPage(theme)
        self.setCentralWidget(self.page)
        self.toast = Toast(theme, self.page, above_edge=Size.CONTROL + Space.XXL)
        self.reader = TrashReader(theme, tasks, fetch, self)
        self.setMinimumSize(Size.WINDOW_MINIMUM_WIDTH, Size.WINDOW_MINIMUM_HEIGHT)
        self.resize(Size.TRASH_WIDTH, Size.TRASH_HEIGHT)
        self._connect()
        self._restyle()
        self.page.show_rows((), datetime.now(UTC))

    def open(self) -> None:
        """Show what lies in the trash, and the window in front of the others."""
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the reader away too: what it shows belongs to this window."""
        self.reader.close()
        super().closeEvent(event)

    def refresh(self) -> None:
        """Read anew what lies in the trash."""
        self._tasks.start(self._read())

    def restore_picked(self) -> None:
        """Bring back what is selected."""
        if picked := self.page.list.picked:
            self._tasks.start(self._bring_back(picked))

    def read_picked(self) -> None:
        """Show the messages of what is selected."""
        if (row := self.page.list.readable) is not None:
            self._tasks.start(self._read_out(row))

    def destroy_picked(self) -> None:
        """Ask, and then destroy what is selected."""
        if picked := self.page.list.picked:
            self._tasks.start(self._ask_and_destroy(picked))

    def destroy_all(self) -> None:
        """Ask, and then destroy everything that lies in the trash."""
        if self.page.list.rows:
            self._tasks.start(self._ask_and_destroy(self.page.list.rows))

    async def _read(self) -> None:
        self.page.show_rows(await self._shelf.trash(), datetime.now(UTC))

    async def _read_out(self, row: TrashRow) -> None:
        try:
            messages = await self._shelf.read_trashed(row)
        except WhinchatError as error:
            self.toast.show_notice(str(error))
        else:
            self.reader.show_row(row, messages)

    async def _bring_back(self, rows: Sequence[TrashRow]) -> None:
        try:
            await self._shelf.restore([row.id for row in rows])
        except WhinchatError as error:
            self.toast.show_notice(str(error))
        else:
            self.toast.show_notice(f"{_words_for(rows)} brought back")
        await self._read()

    async def _ask_and_destroy(self, rows: Sequence[TrashRow]) -> None:
        title = f"Delete {_words_for(rows, is_first=False)} for ever?"
        question = Question(title, "This cannot be undone.", (_KEEP, _DESTROY))
        if await ask(self._theme, question, self) is _KEEP:
            return
        try:
            await self._shelf.empty_trash([row.id for row in rows])
        except WhinchatError as error:
            self.toast.show_notice(str(error))
        await self._read()

    def _connect(self) -> None:
        self.page.read_requested.connect(self.read_picked)
        self.page.restore_requested.connect(self.restore_picked)
        self.reader.restore_requested.connect(
            lambda row: self._tasks.start(self._bring_back((row,)))
        )
        self.page.destroy_requested.connect(self.destroy_picked)
        self.page.empty_requested.connect(self.destroy_all)
        self._shelf.changed.add(lambda _: self._follow())
        self._theme.changed.connect(self._restyle)
        close = QAction("Close", self)
        close.setShortcuts([QKeySequence(Qt.Key.Key_Escape), QKeySequence("Ctrl+W")])
        close.triggered.connect(self.close)
        self.addAction(close)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)


def _words_for(rows: Sequence[TrashRow], *, is_first: bool = True) -> str:
    if len(rows) == 1:
        return f"“{title_of(rows[0])}”"
    return f"{len(rows)} things" if is_first else f"these {len(rows)} things"
