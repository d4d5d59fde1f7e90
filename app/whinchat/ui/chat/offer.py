"""What is offered while nobody can answer: fetch a small model, add a key, choose a file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from whinchat.services.local_model import LocalModelState, LocalModelStatus
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_WHOLE = 1000


class Offer(Card):
    """Shows the three ways on, or how far the fetch of the model has come."""

    fetch_requested = Signal()
    cancel_requested = Signal()
    key_requested = Signal()
    file_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title = PlainLabel(theme, "", LabelKind.STRONG, wraps=True)
        self._words = PlainLabel(theme, "", LabelKind.MUTED, wraps=True)
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName("Fetching the model")
        self._progress.setTextVisible(False)
        self._progress.setMaximum(_WHOLE)
        self._fetch = Button(theme, "Fetch the model", ButtonKind.PRIMARY)
        self._fetch.clicked.connect(self.fetch_requested)
        self._cancel = Button(theme, "Cancel")
        self._cancel.clicked.connect(self.cancel_requested)
        key = Button(theme, "Add an API key")
        key.clicked.connect(self.key_requested)
        file = Button(theme, "Choose a model file")
        file.clicked.connect(self.file_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self._fetch, self._cancel, key, file):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for widget in (self._title, self._words, self._progress):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)

    def say_kept(self) -> None:
        """Tell that what was to be sent is kept."""
        self._title.setText("Nobody can answer yet. Your message is kept as a draft.")

    def show_status(self, status: LocalModelStatus) -> None:
        """Say what is missing and what can be done about it."""
        fetching = status.state is LocalModelState.FETCHING
        can_fetch = status.state in (LocalModelState.NO_WEIGHTS, LocalModelState.FAILED)
        self._title.setText(_title(status))
        self._words.setText(f"{status.label}: {status.sentence}. {status.detail}".strip())
        self._progress.setVisible(fetching)
        self._progress.setMaximum(_WHOLE if status.progress is not None else 0)
        self._progress.setValue(int(_WHOLE * (status.progress or 0)))
        self._cancel.setVisible(fetching)
        self._fetch.setVisible(can_fetch)


def _title(status: LocalModelStatus) -> str:
    if status.state is LocalModelState.FETCHING:
        return f"Fetching {status.label}"
    return "Nobody can answer yet. There are three ways on."
