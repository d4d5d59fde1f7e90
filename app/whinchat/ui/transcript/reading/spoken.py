"""Messages as they are read out: who, every word, and what else belongs to them."""

from collections.abc import Iterator

from whinchat.domain.conversation import Message, Role, Status
from whinchat.domain.parts import (
    FilePart,
    ImagePart,
    ReasoningPart,
    ToolCallPart,
    ToolResultPart,
)
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.query import words_of
from whinchat.ui.transcript.sources import sources_of

STATUS_WORDS = {
    Status.STREAMING: "still being written",
    Status.STOPPED: "stopped by you",
    Status.INTERRUPTED: "interrupted",
    Status.FAILED: "failed",
    Status.COMPLETE: "",
}


def speaker_of(entry: Entry) -> str:
    """Return who speaks."""
    message = entry.message
    return "You" if message.role is Role.USER else entry.label or message.model or "Reply"


def spoken(entry: Entry) -> str:
    """Return a message as it is read out: the answer first, the thoughts that led to it last."""
    message = entry.message
    words = message.text
    if not words and message.status is Status.STREAMING:
        words = entry.progress
    pieces = [words, *asides_of(message)]
    if message.failure is not None:
        pieces += (message.failure.title, message.failure.explanation)
    if sources := sources_of(message):
        listed = (f"{source.number}. {source.words}" for source in sources)
        pieces.append("Sources: " + "\n".join(listed))
    pieces += (f"Thoughts: {thought.text}" for thought in thoughts_of(message))
    return f"{speaker_of(entry)}: " + "\n".join(filter(None, pieces))


def asides_of(message: Message) -> Iterator[str]:
    """Give what a message holds besides words: files, and what tools were asked and answered."""
    for part in message.parts:
        match part:
            case ImagePart(attachment) | FilePart(attachment):
                yield f"Attached: {attachment.name}"
            case ToolCallPart():
                yield f"Asked for {words_of(part)}"
            case ToolResultPart():
                yield f"The tool answered: {words_of(part)}"
            case _:
                pass


def thoughts_of(message: Message) -> list[ReasoningPart]:
    """Return what the model thought before it answered."""
    return [part for part in message.parts if isinstance(part, ReasoningPart) and part.text]
