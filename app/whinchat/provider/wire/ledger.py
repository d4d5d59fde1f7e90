"""What has been told of each slot, so that nothing is told twice and nothing is taken back."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from whinchat.domain.events import (
    ImageArrived,
    PartDone,
    ReasoningDelta,
    StreamEvent,
    ToolCallDelta,
)
from whinchat.domain.parts import (
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    UnknownPart,
)
from whinchat.provider.wire.items import Content, Picture
from whinchat.provider.wire.quirks import Quirk

Events: TypeAlias = Iterable[StreamEvent]
Delta: TypeAlias = Callable[[int, str], StreamEvent]
_NONE: Events = ()


class Ledger:
    """The events of each slot so far. Lives as long as its response."""

    def __init__(self, quirks: set[Quirk]) -> None:
        self._quirks = quirks
        self._grown: set[int] = set()
        """Slots that deltas came for."""
        self._settled: dict[int, Content] = {}
        """Slots whose part is over, with what was told of it last."""
        self._thoughts: set[tuple[int, int | None]] = set()
        """Thoughts that came whole, by slot and the server's index."""
        self.has_answer = False
        """Whether anything but thinking has come."""
        self.size = 0
        """Characters that came as deltas."""

    def has_grown(self, slot: int) -> bool:
        """Tell whether deltas came for the slot."""
        return slot in self._grown

    def is_settled(self, slot: int) -> bool:
        """Tell whether the slot's part is over."""
        return slot in self._settled

    def grow(self, slot: int, words: str, delta: Delta) -> Events:
        """Tell more words of a slot. After the end of a part they are a repetition."""
        if not words:
            return _NONE
        if slot in self._settled:
            self._quirks.add(Quirk.LATE_DELTA)
            return _NONE
        self._grown.add(slot)
        self.size += len(words)
        if delta is not ReasoningDelta:
            self.has_answer = True
        return (delta(slot, words),)

    def grow_call(self, slot: int, call_id: str, name: str, arguments: str) -> Events:
        """Tell more of a call."""
        if slot in self._settled or not (call_id or name or arguments):
            return _NONE
        if arguments:
            self._grown.add(slot)
            self.size += len(arguments)
        self.has_answer = True
        return (ToolCallDelta(slot, call_id, name, arguments),)

    def think(self, slot: int, index: int | None, words: str) -> Events:
        """Tell a whole thought, unless deltas or an earlier event brought it already."""
        if (
            not words
            or slot in self._grown | self._settled.keys()
            or (slot, index) in self._thoughts
        ):
            return _NONE
        before = "\n\n" if any(other == slot for other, _ in self._thoughts) else ""
        self._thoughts.add((slot, index))
        return (ReasoningDelta(slot, before + words),)

    def settle(self, slot: int, content: Content) -> Iterator[StreamEvent]:
        """Tell the server's own version of a whole part, once."""
        if _is_void(content) or self._settled.get(slot) == content:
            return
        if isinstance(content, TextPart) and slot not in self._grown | self._settled.keys():
            self._quirks.add(Quirk.NO_DELTAS)
        self._settled[slot] = content
        if not isinstance(content, ReasoningPart):
            self.has_answer = True
        if isinstance(content, Picture):
            yield ImageArrived(slot, content.data, content.media_type)
        else:
            yield PartDone(slot, content)


def _is_void(content: Content) -> bool:
    """Tell whether a "final" version holds nothing, which must not take words from anybody."""
    match content:
        case TextPart(text, citations):
            return not text and not citations
        case RefusalPart(text):
            return not text
        case ReasoningPart(text):
            return not text and not content.extra
        case ToolCallPart() | UnknownPart() | Picture():
            return False
        case _:
            return True
