"""A dialog that asks what is to be done, and stays open while it is done."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from whinchat.ui.announcing import announce
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


@dataclass(frozen=True, slots=True)
class WorkNames:
    """What a dialog and its parts are called."""

    title: str
    order: str
    """On the button that has it done."""
    progress: str
    """Of the progress bar, for whoever does not see it."""


class WorkDialog(QDialog):
    """While work goes on, Escape stops it; else it closes the dialog.

    Opened with ``open()``; it blocks nothing but its window and deletes itself. A dialog of this
    kind makes its fields, and ends with ``lay_out``.
    """

    ordered = Signal(object)
    """What is to be done: an ``Import``, a ``Restore``, an ``Order``."""
    stop_requested = Signal()

    def __init__(self, theme: Theme, names: WorkNames, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_busy = False
        self._fields: tuple[QWidget, ...] = ()
        self._names = names
        self.setWindowTitle(names.title)
        self.setAccessibleName(names.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer_menu_key(self)
        self.troubles = PlainLabel(theme, "", LabelKind.BAD, wraps=True)
        """What went wrong, where the dialog puts it."""
        self.troubles.hide()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(Space.S)
        self._progress.setAccessibleName(names.progress)
        self._progress.hide()
        self.order_button = Button(theme, names.order, ButtonKind.PRIMARY)
        self.order_button.setDefault(True)
        self._cancel_button = Button(theme, "Cancel")
        self._cancel_button.clicked.connect(self.reject)

    def refresh(self) -> None:
        """Show what is chosen now, and whether it can be ordered; each kind does it its way."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how much of the work is done; of a total of 0 only that it goes on."""
        if not self.is_busy:
            self._set_busy(busy=True)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def show_rest(self) -> None:
        """Show that nothing goes on any more."""
        self._set_busy(busy=False)

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; another attempt can be made."""
        self.show_rest()
        self.set_troubles(words)
        announce(self.troubles, words)

    def set_troubles(self, words: str) -> None:
        """Say what is wrong, or nothing."""
        self.troubles.setText(words)
        self.troubles.setVisible(bool(words))

    def reject(self) -> None:
        """Stop what goes on, or close."""
        if self.is_busy:
            self.stop_requested.emit()
        else:
            super().reject()

    def restyle(self) -> None:
        """Take the colours and fonts of the theme."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self.theme.tokens.window)
        self.setPalette(palette)
        self.setFont(self.theme.interface_font())

    def lay_out(self, rows: QVBoxLayout, *fields: QWidget) -> None:
        """Put rows between the title and the buttons; the fields rest while work goes on."""
        self._fields = fields
        rows.setSpacing(Space.S)
        rows.addWidget(self._progress)
        rows.addStretch(0)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel_button)
        buttons.addWidget(self.order_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        page.setSpacing(Space.S)
        page.addWidget(PlainLabel(self.theme, self._names.title, LabelKind.TITLE))
        page.addLayout(rows, 1)
        page.addLayout(buttons)
        self.theme.changed.connect(self.restyle)
        self.restyle()
        self.refresh()

    def be_as_large_as(self, width: int, height: int) -> None:
        """Be that large from the start, within the window: growing could leave the screen."""
        scale = max(1.0, self.theme.text_scale)
        self.setMinimumWidth(width)
        wide, high = round(width * scale), round(height * scale)
        if (window := self.parentWidget()) is not None:
            wide, high = max(width, min(wide, window.width())), min(high, window.height())
        self.resize(wide, high)

    def _set_busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        if busy:
            self.set_troubles("")
        self._progress.setVisible(busy)
        for field in self._fields:
            field.setEnabled(not busy)
        self._cancel_button.setText("Stop" if busy else "Cancel")
        self.refresh()
