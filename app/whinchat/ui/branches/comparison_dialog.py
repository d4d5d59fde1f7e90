"""Two versions of a message as one text: struck out what was removed, underlined what was added."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from whinchat.domain.conversation import Message
from whinchat.domain.word_difference import Change, Run, count_words, word_difference
from whinchat.services.tasks import Tasks
from whinchat.ui.announcing import announce
from whinchat.ui.counting import counted
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_NAMES = {Change.REMOVED: "Removed", Change.ADDED: "Added"}
_LONGEST = 200
"""Characters of a change that are read out."""


class ComparisonDialog(QDialog):
    """Opened with ``open()``; it blocks nothing but its window and deletes itself."""

    def __init__(
        self, theme: Theme, versions: Sequence[Message], place: int, tasks: Tasks, parent: QWidget
    ) -> None:
        """Compare the version at a place with the one before it, or the first with the second."""
        super().__init__(parent)
        self._theme = theme
        self._versions = versions
        self._tasks = tasks
        self._work: asyncio.Task[None] | None = None
        self.finished.connect(lambda _result: self._cancel())
        self._changes: list[tuple[int, Run]] = []
        """Where each change begins in the text."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer_menu_key(self)
        self.setWindowTitle("Compare versions")
        self.resize(Size.COLUMN, Size.POPUP_WIDTH)
        self._before = self._make_choice("Before", max(0, place - 1))
        self._after = self._make_choice("After", max(1, place))
        self._words = PlainLabel(theme, "", LabelKind.META)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Differences")
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setFont(theme.body_font())
        self._lay_out()

    def compare(self) -> None:
        """Compare the two that are chosen; long texts take a moment."""
        self._words.setText("Comparing…")
        self._cancel()
        before, after = (self._versions[choice.currentIndex()].text for choice in self._choices)
        self._work = self._tasks.start(self._compare(before, after))

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show a difference."""
        self._text.clear()
        self._changes.clear()
        cursor = self._text.textCursor()
        cursor.beginEditBlock()
        for run in runs:
            if run.change is not Change.SAME:
                self._changes.append((cursor.position(), run))
            cursor.insertText(run.text, self._format(run.change))
        cursor.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        removed, added = count_words(runs, Change.REMOVED), count_words(runs, Change.ADDED)
        words = f"{counted(removed, 'word')} removed, {counted(added, 'word')} added"
        self._words.setText(words if self._changes else "Both say the same.")
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._changes))

    def step(self, by: int) -> None:
        """Select the next change, or the one before, and read it out."""
        here = self._text.textCursor().selectionStart()
        is_at = self._text.textCursor().hasSelection()
        if by > 0:
            found = (c for c in self._changes if c[0] > here or (c[0] == here and not is_at))
        else:
            found = (c for c in reversed(self._changes) if c[0] < here)
        change = next(found, None)
        if change is None:
            change = self._changes[0 if by > 0 else -1]
        position, run = change
        cursor = self._text.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + len(run.text.encode("utf-16-le")) // 2, _KEEP)
        self._text.setTextCursor(cursor)
        announce(self._text, f"{_NAMES[run.change]}: {run.text[:_LONGEST]}")

    async def _compare(self, before: str, after: str) -> None:
        self.show_runs(await asyncio.to_thread(word_difference, before, after))
        announce(self._text, self._words.text())

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    @property
    def _choices(self) -> tuple[QComboBox, QComboBox]:
        return self._before, self._after

    def _format(self, change: Change) -> QTextCharFormat:
        tokens = self._theme.tokens
        style = QTextCharFormat()
        style.setForeground(QColor(tokens.text))
        if change is Change.REMOVED:
            style.setForeground(QColor(tokens.bad))
            style.setFontStrikeOut(True)
        elif change is Change.ADDED:
            style.setForeground(QColor(tokens.good))
            style.setFontUnderline(True)
        return style

    def _make_choice(self, name: str, place: int) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        count = len(self._versions)
        for number, message in enumerate(self._versions, start=1):
            model = message.answered_by or message.model
            moment = f"{message.created_at.astimezone():%H:%M}"
            choice.addItem(" · ".join(filter(None, (f"{number}/{count}", model, moment))))
        choice.setCurrentIndex(place)
        choice.currentIndexChanged.connect(self.compare)
        return choice

    def _lay_out(self) -> None:
        theme = self._theme
        self._previous = Button(theme, "Previous change")
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next = Button(theme, "Next change")
        self._next.clicked.connect(lambda: self.step(1))
        close = Button(theme, "Close")
        close.clicked.connect(self.accept)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self._before, PlainLabel(theme, "→"), self._after):
            head.addWidget(widget)
        head.addStretch(1)
        foot.addWidget(self._words, 1)
        for button in (self._previous, self._next, close):
            foot.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        rows.setSpacing(Space.M)
        rows.addLayout(head)
        rows.addWidget(self._text, 1)
        rows.addLayout(foot)


_KEEP = QTextCursor.MoveMode.KeepAnchor
