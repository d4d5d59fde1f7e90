"""Scenes of a long answer, and of what a reply looks like while things happen to it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fakes.entries import growing, reply, user
from scenes.scene import Scene
from whinchat.domain.conversation import Status
from whinchat.domain.parts import (
    Citation,
    ReasoningPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.query import make_query
from whinchat.ui.transcript.rows.stopwatch import Stopwatch
from whinchat.ui.transcript.transcript import Transcript

_LONG = Path(__file__).parents[1] / "fakes" / "questions_and_answers" / "long.md"
_THOUGHT = (
    "The lease has to outlast the job.\n\n- Renew it at half time.\n- `SIGTERM` gives it back."
)
_TAILS = (
    "Words that **go on",
    "A list:\n\n1. Ask for a lease\n2. W",
    "A table:\n\n| Way | What |\n|---|---|\n| Lease | runs o",
    "A formula:\n\n$$\\frac{a}{",
    "Take it:\n\n```py\nasync def take(pool):\n    row =",
)
_CITED = TextPart(
    "It will rain on Monday. Take an umbrella, or stay in.",
    (
        Citation("https://example.org/forecast", "The forecast for Porto", 0, 23),
        Citation("https://example.com/umbrellas?page=2", "", 24, 40),
        Citation("https://example.org/forecast", "The forecast for Porto", 24, 53),
    ),
)
_SOUGHT = "lease"
_FINDABLE = """A **lease** outlasts its job. A `lease` ends by itself; so do [leases](https://example.org).

## Lease

- To lease
- to release

| Lease | Job |
|---|---|
| a lease | a job |

```py
lease = take_lease()  # a lease
```
"""


def build_long(theme: Theme) -> QWidget:
    """A question and a real answer with everything in it."""
    question, _, answer = _LONG.read_text("utf-8").partition("\n---\n")
    return _transcript(theme, user(question), reply(answer))


def build_reasoning(theme: Theme) -> QWidget:
    """Thoughts and tools, folded and open, and a model that is thinking."""
    asked = ToolCallPart("1", "get_weather", '{"city": "Porto", "days": 3}')
    answered = ToolResultPart("1", '{"forecast": ["rain", "sun", "wind"]}')
    thought = ReasoningPart(_THOUGHT, 12.4)
    shown = _transcript(
        theme,
        reply(ReasoningPart(_THOUGHT, 3.1), asked, answered, _CITED),
        reply(thought, asked, answered, "Renew the lease while the job runs."),
        reply(ReasoningPart(_THOUGHT), status=Status.STREAMING, message_id="thinking"),
    )
    for fold in shown._board.built(1).folds():
        fold.toggle()
    (live,) = shown._board.built(2).folds()
    live.toggle()
    watch = live._teller
    assert isinstance(watch, Stopwatch)
    watch.clock = lambda: watch._start + 7
    return shown


def build_growing(theme: Theme) -> QWidget:
    """Replies that end in the middle of words, a list, a table, a formula and code."""
    tails = (growing(tail, f"tail-{number}") for number, tail in enumerate(_TAILS))
    return _transcript(theme, user("How do I take a job?"), *tails)


def build_found(theme: Theme) -> QWidget:
    """A word that was searched for, found in every kind of block."""
    shown = _transcript(theme, user(f"What is a {_SOUGHT}?"), reply(_FINDABLE))
    shown.hits.show(make_query(_SOUGHT))
    shown.hits.go_to(shown._board.built(1).message_id, 2)
    return shown


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
    Scene("transcript-long", build_long, (828, 1970)),
    Scene("transcript-reasoning", build_reasoning, (828, 770)),
    Scene("transcript-growing", build_growing, (828, 800)),
    Scene("transcript-selected", build_selected, (828, 420)),
    Scene("transcript-found", build_found, (828, 480)),
)
