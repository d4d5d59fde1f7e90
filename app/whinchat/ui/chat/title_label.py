"""The title in the header, edited in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.focus_before import FocusBefore
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind
from whinchat.ui.widgets.title_field import TitleField


class TitleLabel(QWidget):
    """Shows the title; the pencil or ``edit`` turns it into a field until Enter or Escape."""

    renamed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(theme, "", LabelKind.STRONG)
        self._label.setAccessibleName("Conversation title")
        self._label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._before = FocusBefore(self)
        self._field = TitleField(self)
        self._field.finished.connect(self._finish)
        self._pencil = IconButton(theme, "pencil", "Rename", shortcut="F2")
        self._pencil.clicked.connect(self.edit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        line.addWidget(self._label)
        line.addWidget(self._field, 1)
        line.addWidget(self._pencil)
        line.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard: one of them at a time."""
        return self._field, self._pencil

    def show_title(self, title: str, *, can_rename: bool) -> None:
        """Show a title."""
        self._label.setText(title)
        self._pencil.setVisible(can_rename)

    def edit(self) -> None:
        """Let the user type another title; the keyboard then goes back to where it was."""
        if not self._field.isVisible():
            self._before.remember()
        self._switch(editing=True)
        self._field.begin(self._label.text())

    def _finish(self, title: str) -> None:
        had_focus = self._field.hasFocus()
        self._switch(editing=False)
        if had_focus:
            self._before.give_back()
        if title != self._label.text():
            self.renamed.emit(title)

    def _switch(self, *, editing: bool) -> None:
        self._field.setVisible(editing)
        self._label.setVisible(not editing)
        self._pencil.setVisible(not editing)
