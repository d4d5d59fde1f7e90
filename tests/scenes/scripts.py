"""Scenes of letters: right to left, many scripts, and what nobody would see."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fakes.entries import reply, user
from scenes.scene import Scene
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_TEXTS = Path(__file__).parents[1] / "fakes" / "questions_and_answers"
"""A question, a line, and the answer."""


def build_right_to_left(theme: Theme) -> QWidget:
    """Words of both directions in every kind of paragraph."""
    return _transcript(theme, "right_to_left")


def build_scripts(theme: Theme) -> QWidget:
    """Text that breaks in its own ways."""
    return _transcript(theme, "scripts")


def build_unseen(theme: Theme) -> QWidget:
    """Signs for what nobody would see."""
    return _transcript(theme, "unseen")


def _transcript(theme: Theme, name: str) -> Transcript:
    question, _, answer = (_TEXTS / f"{name}.md").read_text("utf-8").partition("\n---\n")
    shown = Transcript(theme)
    shown.show_entries([user(question), reply(answer)])
    return shown


SCENES = (
    Scene("transcript-right-to-left", build_right_to_left, (640, 740), needs_fonts=True),
    Scene("transcript-scripts", build_scripts, (560, 460), needs_fonts=True),
    Scene("transcript-unseen", build_unseen, (640, 360)),
)
