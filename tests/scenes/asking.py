"""Scenes of questions that have to be answered."""

from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from whinchat.ui.question import Answer, Question, QuestionDialog
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import ButtonKind

_DESTROYING = Question(
    "Delete “Why the sky is blue” for ever?",
    "This cannot be undone.",
    (Answer("Keep"), Answer("Delete for ever", ButtonKind.DANGER)),
)
_LEAVING = Question(
    "Not everything is saved",
    "The disk is full. Make some room, and it is saved by itself.\n\n"
    "What is not saved is lost if you quit now.",
    (
        Answer("Stay"),
        Answer("Quit anyway", ButtonKind.DANGER),
        Answer("Try again", ButtonKind.PRIMARY),
    ),
)


def _destroying(theme: Theme) -> QWidget:
    return QuestionDialog(theme, _DESTROYING, None)


def _leaving(theme: Theme) -> QWidget:
    return QuestionDialog(theme, _LEAVING, None)


SCENES = (
    Scene("question", _destroying, (428, 140), is_active=True),
    Scene("question-leaving", _leaving, (428, 186), is_active=True),
)
