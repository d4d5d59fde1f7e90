"""Scenes of a long answer, and of what a reply looks like while things happen to it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fakes.entries import growing, reply, user
from scenes.scene import Scene
from whinchat.domain.parts import ReasoningPart, TextPart
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.transcript import Transcript

_LONG = Path(__file__).parents[1] / "fakes" / "questions_and_answers" / "long.md"
_THOUGHT = (
    "The lease has to outlast the job.\n\n- Renew it at half time.\n- `SIGTERM` gives it back."
)
_TAIL = "Take it:\n\n1. Ask for a lease\n2. Work\n\n```py\nasync def take(pool):\n    row ="


def build_long(theme: Theme) -> QWidget:
    """A question and a real answer with everything in it."""
    question, _, answer = _LONG.read_text("utf-8").partition("\n---\n")
    return _transcript(theme, user(question), reply(answer))


def build_reasoning(theme: Theme) -> QWidget:
    """Thoughts, folded and open."""
    opened = reply(ReasoningPart(_THOUGHT, 12.4), "Renew the lease while the job runs.")
    shown = _transcript(theme, reply(ReasoningPart(_THOUGHT, 3.1), "Use a lease."), opened)
    view = shown._board.flow.views[1]
    view.build(shown._board.page.width)
    view.folds()[0].toggle()
    return shown


def build_growing(theme: Theme) -> QWidget:
    """A reply in the middle of a piece of code."""
    return _transcript(theme, user("How do I take a job?"), growing(_TAIL))


def build_selected(theme: Theme) -> QWidget:
    """Everything selected: words, a list, code and a table."""
    table = "| a | b |\n|---|--:|\n| 1 | 2 |"
    text = TextPart(f"Some *words* and `code`:\n\n- an item\n\n{table}\n\n```sh\nls -la\n```")
    shown = _transcript(theme, user("Show me a bit of everything"), reply(text))
    shown.select_all()
    return shown


def _transcript(theme: Theme, *entries: Entry) -> Transcript:
    shown = Transcript(theme)
    shown.show_entries(entries)
    return shown


SCENES = (
    Scene("transcript-long", build_long, (828, 1930)),
    Scene("transcript-reasoning", build_reasoning, (828, 320), scales=(1,)),
    Scene("transcript-growing", build_growing, (828, 360), scales=(1,)),
    Scene("transcript-selected", build_selected, (828, 420), scales=(1,)),
)
