"""One question before a link is followed whose words name another place than it leads to."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from whinchat.ui.question import Answer, Question, QuestionDialog
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.writing.links import destination, host_of

_STAY, _FOLLOW = Answer("Stay here"), Answer("Open link")


def ask_before_following(
    theme: Theme, address: str, window: QWidget, follow: Callable[[], None]
) -> None:
    """Ask with the real host; ``follow`` is called if the reader still wants to go there."""
    title = f"This link leads to {host_of(address)}"
    details = f"Its words could be taken for another place.\n\n{destination(address)}"
    dialog = QuestionDialog(theme, Question(title, details, (_STAY, _FOLLOW)), window)

    def settle(answer: Answer) -> None:
        if answer is _FOLLOW:
            follow()

    dialog.answered.connect(settle)
    dialog.open()
