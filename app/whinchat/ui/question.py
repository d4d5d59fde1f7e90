"""A question that has to be answered before anything goes on: only for what cannot be undone."""

import asyncio
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to go on."""

    words: str
    kind: ButtonKind = ButtonKind.NORMAL


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the ways to go on.

    The first answer changes nothing: Escape chooses it. Enter chooses the primary answer, or the
    first where there is none.
    """

    title: str
    details: str
    answers: tuple[Answer, ...]


class QuestionDialog(QDialog):
    """Asks once and deletes itself. Blocks only its window: opened with ``open()``."""

    answered = Signal(object)
    """One ``Answer``, exactly once."""

    def __init__(self, theme: Theme, question: Question, window: QWidget | None) -> None:
        super().__init__(window)
        self._theme = theme
        self.question = question
        self._answer = question.answers[0]
        self.setWindowTitle("Whinchat")
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.details)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttons = [self._button(answer) for answer in question.answers]
        self._lay_out()
        self._restyle()
        theme.changed.connect(self._restyle)
        self.finished.connect(lambda _code: self.answered.emit(self._answer))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where Enter does what is most likely wanted and never what takes away."""
        super().showEvent(event)
        primary = (button for button in self.buttons if button.kind is ButtonKind.PRIMARY)
        next(primary, self.buttons[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, answer: Answer) -> Button:
        button = Button(self._theme, answer.words, answer.kind)
        button.clicked.connect(partial(self._settle, answer))
        return button

    def _settle(self, answer: Answer) -> None:
        self._answer = answer
        self.accept()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        rows.setSpacing(Space.S)
        title = PlainLabel(self._theme, self.question.title, LabelKind.STRONG, wraps=True)
        title.setMinimumWidth(Size.QUESTION_WIDTH)
        rows.addWidget(title)
        rows.addWidget(PlainLabel(self._theme, self.question.details, LabelKind.MUTED, wraps=True))
        rows.addSpacing(Space.S)
        answers = QHBoxLayout()
        answers.setSpacing(Space.S)
        answers.addStretch(1)
        for button in self.buttons:
            answers.addWidget(button)
        rows.addLayout(answers)

    def _restyle(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)


async def ask(theme: Theme, question: Question, window: QWidget | None) -> Answer:
    """Return the answer that was chosen. Nothing is blocked but the window: the loop goes on.

    Cancelling takes the question away.
    """
    chosen: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    def settle(answer: Answer) -> None:
        if not chosen.done():
            chosen.set_result(answer)

    dialog = QuestionDialog(theme, question, window)
    dialog.answered.connect(settle)
    chosen.add_done_callback(lambda _chosen: dialog.reject() if chosen.cancelled() else None)
    dialog.open()
    return await chosen
