"""Editing the tags of one conversation or of several."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from whinchat.services.rows import Row
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField

_HINT = "Separated by spaces. #word finds them in the list."
_HINT_SEVERAL = "Tags that all {count} have. Others that only some have stay as they are."


class TagsDialog(QDialog):
    """Offers the tags that all of the rows have, to be changed.

    Opened with ``open()``; it blocks nothing but its window and deletes itself.
    """

    saved = Signal(tuple, tuple)
    """The tags to add, and those to take away."""

    def __init__(
        self, theme: Theme, rows: Sequence[Row], known: Iterable[str], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer_menu_key(self)
        self.setWindowTitle("Tags")
        self.setMinimumWidth(Size.POPUP_WIDTH)
        self._before = common_tags(rows)
        self.field = TagsField(sorted(set(known)))
        self.field.setText("".join(f"{tag} " for tag in self._before))
        hint = _HINT if len(rows) == 1 else _HINT_SEVERAL.format(count=len(rows))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        lines.setSpacing(Space.L)
        lines.addWidget(FormField(theme, "Tags", self.field, hint=hint))
        lines.addLayout(self._make_buttons(theme))

    def save(self) -> None:
        """Say what changed, and close."""
        now = tags_in(self.field.text())
        add = tuple(tag for tag in now if tag not in self._before)
        remove = tuple(tag for tag in self._before if tag not in now)
        if add or remove:
            self.saved.emit(add, remove)
        self.accept()

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        save = Button(theme, "Save", ButtonKind.PRIMARY)
        save.clicked.connect(self.save)
        save.setDefault(True)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        return row


class TagsField(QLineEdit):
    """Completes the word at the caret by tags that are in use."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName("Tags")
        self.popup = QListView()
        self._completer = QCompleter(QStringListModel(known, self), self)
        self._completer.setPopup(self.popup)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter and Escape to the tags that are offered, while they are."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
        if self.popup.isVisible() and event.key() in keys:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _word(self) -> str:
        before = self.text()[: self.cursorPosition()]
        return before[max(before.rfind(" "), before.rfind(",")) + 1 :].removeprefix("#")

    def _offer(self) -> None:
        word = self._word()
        self._completer.setCompletionPrefix(word)
        if not word or not self._completer.completionCount():
            self.popup.hide()
            return
        self._completer.complete()
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _complete(self, tag: str) -> None:
        place, text = self.cursorPosition(), self.text()
        begin = place - len(self._word())
        self.setText(f"{text[:begin]}{tag} {text[place:].lstrip()}")
        self.setCursorPosition(begin + len(tag) + 1)


def tags_in(text: str) -> tuple[str, ...]:
    """Return the tags that are typed in a line, each once."""
    words = (word.lstrip("#") for word in text.replace(",", " ").split())
    return tuple(dict.fromkeys(filter(None, words)))


def common_tags(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the tags that all of the rows have."""
    first, *others = rows
    return tuple(tag for tag in first.tags if all(tag in row.tags for row in others))
