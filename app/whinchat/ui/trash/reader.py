"""What lies in the trash, to be read before it is brought back."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from whinchat.domain.conversation import Message, Role
from whinchat.domain.errors import WhinchatError
from whinchat.domain.parts import Attachment
from whinchat.services.tasks import Tasks
from whinchat.services.trash import TrashRow
from whinchat.ui.outside import open_link
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.trash.words import title_of
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

Fetch = Callable[[Attachment], Awaitable[bytes]]


class TrashReader(QMainWindow):
    """Shows messages that cannot be changed. Escape closes it."""

    restore_requested = Signal(object)
    """The ``TrashRow`` that was read."""

    def __init__(self, theme: Theme, tasks: Tasks, fetch: Fetch, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme = theme
        self._fetch = fetch
        self._row: TrashRow | None = None
        self.entries: tuple[Entry, ...] = ()
        """What is read."""
        self._title = PlainLabel(theme, "", LabelKind.STRONG)
        self.transcript = Transcript(theme)
        self.transcript.link_activated.connect(open_link)
        pictures = self.transcript.pictures
        pictures.wanted.connect(lambda attachment: tasks.start(self._show_picture(attachment)))
        self._restore = Button(theme, "Restore", ButtonKind.PRIMARY)
        self._restore.clicked.connect(self._request)
        self._close = Button(theme, "Close")
        self._close.clicked.connect(self.close)
        self._lay_out()
        self.resize(Size.TRASH_READER_WIDTH, Size.TRASH_READER_HEIGHT)
        close = QAction("Close", self)
        close.setShortcuts([QKeySequence(Qt.Key.Key_Escape), QKeySequence("Ctrl+W")])
        close.triggered.connect(self.close)
        self.addAction(close)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_row(self, row: TrashRow, messages: Sequence[Message]) -> None:
        """Show the messages of a row, from the first one."""
        self._row = row
        words = f"{title_of(row)} (in the trash)"
        self.setWindowTitle(words)
        self.setAccessibleName(words)
        self._title.setText(words)
        self.entries = tuple(map(_entry, messages))
        self.transcript.show_entries(self.entries)
        self.show()
        self.raise_()
        self.activateWindow()
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def _request(self) -> None:
        self.close()
        self.restore_requested.emit(self._row)

    async def _show_picture(self, attachment: Attachment) -> None:
        data = None
        with suppress(WhinchatError):
            data = await self._fetch(attachment)
        self.transcript.pictures.take(attachment, data)

    def _lay_out(self) -> None:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(Space.NONE, Space.M, Space.NONE, Space.M)
        lines.setSpacing(Space.S)
        lines.addLayout(_line(self._title))
        lines.addWidget(self.transcript, 1)
        lines.addLayout(_line(self._close, self._restore, at_end=True))
        self.setCentralWidget(inside)

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)


def _line(*widgets: QWidget, at_end: bool = False) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(Space.XL, Space.NONE, Space.XL, Space.NONE)
    line.setSpacing(Space.S)
    if at_end:
        line.addStretch(1)
    for widget in widgets:
        line.addWidget(widget)
    return line


def _entry(message: Message) -> Entry:
    label = "You" if message.role is Role.USER else message.answered_by or message.model or "Reply"
    return Entry(message, label=label, can_change=False)
