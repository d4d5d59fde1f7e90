"""Questions that are asked, and answers to them."""

from PySide6.QtWidgets import QWidget

from whinchat.ui.question import QuestionDialog


def questions(window: QWidget) -> list[QuestionDialog]:
    """Return what a window asks just now."""
    return [dialog for dialog in window.findChildren(QuestionDialog) if dialog.isVisible()]


def answer(window: QWidget, words: str) -> str:
    """Answer the one question that a window asks; return its title."""
    (dialog,) = questions(window)
    next(button for button in dialog.buttons if button.accessibleName() == words).click()
    return dialog.question.title
