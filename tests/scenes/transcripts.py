"""Scenes of the transcript: an answer, every kind of block, and what can go wrong."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from fakes.entries import growing, reply, user, with_measures
from fakes.markdown_samples import ANSWER, RICH
from scenes.scene import Scene
from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.parts import Citation, ReasoningPart, RefusalPart, TextPart, ToolCallPart
from whinchat.domain.usage import Usage
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.transcript import Transcript

_QUESTION = "How do I retry a flaky HTTP call in asyncio without hammering the server?"
_CUT = Failure(
    FailureKind.CUT,
    "The connection was cut after 41 words",
    "api.example.net closed the stream before the answer was complete. What had arrived is kept.",
    Remedy.CONTINUE,
    details="peer closed connection without sending complete message body",
)
_REJECTED = Failure(
    FailureKind.KEY_REJECTED,
    "OpenRouter did not accept the key",
    "Your message is kept. Check the key or paste a new one.",
    Remedy.OPEN_KEY_SETTINGS,
    server_words="No auth credentials found",
    http_status=401,
)


def build_answer(theme: Theme) -> QWidget:
    """A question, its answer with code and a table, and the next question."""
    answer = reply(ReasoningPart("Back off, with jitter.", 6.2), ANSWER, version=(2, 3))
    usage = Usage(output_tokens=412, cost_usd=Decimal("0.0018"))
    return _transcript(
        theme, user(_QUESTION), with_measures(answer, usage, 3.4), user("And Retry-After?")
    )


def build_focused(theme: Theme) -> QWidget:
    """The same with the keyboard at the reply: what it took, and its actions."""
    answer = reply(ReasoningPart("Back off, with jitter.", 6.2), ANSWER, version=(2, 3))
    usage = Usage(output_tokens=412, cost_usd=Decimal("0.0018"))
    shown = _transcript(theme, user(_QUESTION), with_measures(answer, usage, 3.4))
    shown.focus_message(answer.message.id)
    return shown


def build_blocks(theme: Theme) -> QWidget:
    """Every kind of block, under a message with code of the user's own."""
    return _transcript(
        theme, user("Show me *everything*:\n\n  * indented\n\n```py\nprint('hi')\n```"), reply(RICH)
    )


def build_troubles(theme: Theme) -> QWidget:
    """Replies that were cut, refused, stopped and declined, and one that has not begun."""
    source = Citation("https://example.org/a", "An article")
    waiting = growing("", "waiting")
    return _transcript(
        theme,
        reply("It has:\n\n- **Demand fell**", status=Status.INTERRUPTED, failure=_CUT),
        user("Letter to the landlord, politely"),
        reply(status=Status.FAILED, failure=_REJECTED),
        reply("Half an ans", status=Status.STOPPED),
        reply(
            RefusalPart("I cannot help with that."),
            ToolCallPart("1", "get_weather", '{"city": "Porto"}'),
            TextPart("But see this.", (source,)),
        ),
        Entry(waiting.message, "wren-1", progress="Starting the model on this computer…"),
    )


def _transcript(theme: Theme, *entries: Entry) -> Transcript:
    shown = Transcript(theme)
    shown.show_entries(entries)
    return shown


SCENES = (
    Scene("transcript-answer", build_answer, (828, 640)),
    Scene("transcript-focused", build_focused, (828, 580), scales=(1,), is_active=True),
    Scene("transcript-blocks", build_blocks, (828, 1200)),
    Scene("transcript-narrow", build_blocks, (480, 1340), scales=(1,)),
    Scene("transcript-troubles", build_troubles, (828, 1000)),
)
