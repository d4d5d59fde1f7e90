"""The trash: what was deleted, for thirty days, and its way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from whinchat.domain.errors import WhinchatError
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.trash import TrashRow
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.question import ask
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.trash.trash_list import TrashList
from whinchat.ui.trash.words import title_of
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.toast import Toast

_HINT = "What you delete stays here for 30 days. Then it is gone for good."
_EMPTY = "The trash is empty."
_WIDTH, _HEIGHT = 640, 560


class TrashWindow(QMainWindow):
    """A window of its own that blocks nothing. Closing hides it."""

    def __init__(
        self, theme: Theme, shelf: Shelf, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        offer_menu_key(self)
        self._theme = theme
        self._shelf = shelf
        self._tasks = tasks
        self.setWindowTitle("Trash")
        self.setAccessibleName("Trash")
        self.setWindowIcon(theme.app_icon())
        self.list = TrashList(theme)
        self._nothing = PlainLabel(theme, _EMPTY, LabelKind.MUTED)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._restore = Button(theme, "Restore", ButtonKind.PRIMARY)
        self._destroy = Button(theme, "Delete for ever…", ButtonKind.DANGER)
        self._empty = Button(theme, "Empty the trash…")
        body = QWidget()
        self._lay_out(body)
        self.setCentralWidget(body)
        self.toast = Toast(theme, body, above_edge=Size.CONTROL + Space.XXL)
        self.setMinimumSize(Size.WINDOW_MINIMUM_WIDTH, Size.WINDOW_MINIMUM_HEIGHT)
        self.resize(_WIDTH, _HEIGHT)
        self._connect()
        self._restyle()
        self.show_rows(())

    def open(self) -> None:
        """Show what lies in the trash, and the window in front of the others."""
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read anew what lies in the trash."""
        self._tasks.start(self._read())

    def show_rows(self, rows: Sequence[TrashRow]) -> None:
        """Show what lies in the trash."""
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._empty.setEnabled(bool(rows))

    def restore_picked(self) -> None:
        """Bring back what is selected."""
        if picked := self.list.picked:
            self._tasks.start(self._bring_back(picked))

    def destroy_picked(self) -> None:
        """Ask, and then destroy what is selected."""
        if picked := self.list.picked:
            self._tasks.start(self._ask_and_destroy(picked))

    def destroy_all(self) -> None:
        """Ask, and then destroy everything that lies in the trash."""
        if self.list.rows:
            self._tasks.start(self._ask_and_destroy(self.list.rows))

    async def _read(self) -> None:
        self.show_rows(await self._shelf.trash())

    async def _bring_back(self, rows: Sequence[TrashRow]) -> None:
        try:
            await self._shelf.restore([row.id for row in rows])
        except WhinchatError as error:
            self.toast.show_notice(str(error))
        else:
            self.toast.show_notice(f"{_words_for(rows)} brought back")
        await self._read()

    async def _ask_and_destroy(self, rows: Sequence[TrashRow]) -> None:
        question = f"Delete {_words_for(rows, is_first=False)} for ever? This cannot be undone."
        if await ask(self, question, ("Delete for ever", "Keep")) != 0:
            return
        try:
            await self._shelf.empty_trash([row.id for row in rows])
        except WhinchatError as error:
            self.toast.show_notice(str(error))
        await self._read()

    def _connect(self) -> None:
        self._restore.clicked.connect(self.restore_picked)
        self._destroy.clicked.connect(self.destroy_picked)
        self._empty.clicked.connect(self.destroy_all)
        self.list.restore_requested.connect(self.restore_picked)
        self.list.destroy_requested.connect(self.destroy_picked)
        self.list.picked_changed.connect(self._offer)
        self._shelf.changed.add(lambda _: self._follow())
        self._theme.changed.connect(self._restyle)
        close = QAction("Close", self)
        close.setShortcuts([QKeySequence(Qt.Key.Key_Escape), QKeySequence("Ctrl+W")])
        close.triggered.connect(self.close)
        self.addAction(close)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _offer(self) -> None:
        is_picked = bool(self.list.picked)
        self._restore.setEnabled(is_picked)
        self._destroy.setEnabled(is_picked)

    def _lay_out(self, body: QWidget) -> None:
        lines = QVBoxLayout(body)
        lines.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        lines.setSpacing(Space.XS)
        lines.addWidget(PlainLabel(self._theme, "Trash", LabelKind.TITLE))
        lines.addWidget(PlainLabel(self._theme, _HINT, LabelKind.MUTED, wraps=True))
        lines.addSpacing(Space.M)
        lines.addWidget(self.list, 1)
        lines.addWidget(self._nothing, 1)
        lines.addSpacing(Space.M)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._empty)
        buttons.addStretch(1)
        buttons.addWidget(self._destroy)
        buttons.addWidget(self._restore)
        lines.addLayout(buttons)

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)


def _words_for(rows: Sequence[TrashRow], *, is_first: bool = True) -> str:
    if len(rows) == 1:
        return f"“{title_of(rows[0])}”"
    return f"{len(rows)} things" if is_first else f"these {len(rows)} things"
