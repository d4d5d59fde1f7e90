"""The title in the header, edited in its place."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind


class TitleLabel(QWidget):
    """Shows the title; the pencil or ``edit`` turns it into a field until Enter or Escape."""

    renamed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(theme, "", LabelKind.STRONG)
        self._label.setAccessibleName("Conversation title")
        self._label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._field = QLineEdit(self)
        self._field.setAccessibleName("Conversation title")
        self._field.hide()
        self._field.installEventFilter(self)
        self._field.editingFinished.connect(self._finish)
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

    def show_title(self, title: str, *, can_rename: bool) -> None:
        """Show a title."""
        self._label.setText(title)
        self._pencil.setVisible(can_rename)

    def edit(self) -> None:
        """Let the user type another title."""
        self._field.setText(self._label.text())
        self._switch(editing=True)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape in the field as leaving the title as it was."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._field.setText(self._label.text())
            self._finish()
            return True
        return super().eventFilter(watched, event)

    def _finish(self) -> None:
        if self._field.isHidden():
            return
        title = self._field.text().strip()
        self._switch(editing=False)
        if title != self._label.text():
            self.renamed.emit(title)

    def _switch(self, *, editing: bool) -> None:
        self._field.setVisible(editing)
        self._label.setVisible(not editing)
        self._pencil.setVisible(not editing)
