"""A reply while it grows: events in, parts out."""

import hashlib
import mimetypes
from dataclasses import dataclass, field, replace

from whinchat.domain.events import (
    CitationAdded,
    Finished,
    Identified,
    ImageArrived,
    PartDone,
    ReasoningDelta,
    RefusalDelta,
    ReplyStarted,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReported,
)
from whinchat.domain.overlap import continued
from whinchat.domain.parts import (
    Attachment,
    Citation,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
)
from whinchat.domain.usage import Usage
from whinchat.domain.values import repair_surrogates


@dataclass(slots=True)
class _Slot:
    """One part as it grows: a part of its kind, and the words that came since."""

    part: Part
    pending: list[str] = field(default_factory=list)
    may_have_halves: bool = False
    """Whether a surrogate half may be in the part; only what is new is looked through for one."""

    def settle(self) -> Part:
        """Join what came into the part and return it."""
        if self.pending:
            grown = "".join(self.pending)
            self.pending.clear()
            self.may_have_halves = self.may_have_halves or repair_surrogates(grown) is not grown
            self.part = _grown(self.part, grown)
        return self.part

    def well_formed(self) -> Part:
        """Return the part with what came and with its surrogate halves joined."""
        part = self.settle()
        return _well_formed(part) if self.may_have_halves else part


class ReplyBuilder:
    """Gathers one reply. Lives as long as its stream; not shared."""

    def __init__(self, start: tuple[Part, ...] = ()) -> None:
        """Begin empty, or with the parts of the partial reply that this one goes on from."""
        self._start = start
        self._slots: dict[int, _Slot] = {}
        self.usage: Usage | None = None
        self.answered_by = ""
        self.request_id = ""
        self.response_id = ""
        self.end: Finished | None = None
        self.has_lost_words = False
        """Whether the server's final version is shorter than what was shown, and another text."""

    def feed(self, event: StreamEvent) -> None:
        """Take one event; events that change no part are remembered or passed over."""
        match event:
            case TextDelta(slot, text):
                self._grow(slot, TextPart, text)
            case ReasoningDelta(slot, text):
                self._grow(slot, ReasoningPart, text)
            case RefusalDelta(slot, text):
                self._grow(slot, RefusalPart, text)
            case ToolCallDelta():
                self._grow_call(event)
            case CitationAdded(slot, citation):
                self._cite(slot, citation)
            case PartDone(slot, part):
                self._close(slot, part)
            case ImageArrived():
                self._close(event.slot, ImagePart(attachment_of(event)))
            case _:
                self._remember(event)

    def parts(self) -> tuple[Part, ...]:
        """Return the parts as they stand, in order, with surrogate halves joined."""
        ordered = [slot.well_formed() for _, slot in sorted(self._slots.items())]
        kept = tuple(part for part in ordered if not _is_empty(part))
        return continued(self._start, kept, is_final=self.end is not None)

    def _remember(self, event: StreamEvent) -> None:
        match event:
            case ReplyStarted(response_id, model):
                self.response_id = response_id or self.response_id
                self.answered_by = model or self.answered_by
            case Identified(request_id):
                self.request_id = request_id
            case UsageReported(usage):
                self.usage = usage
            case Finished():
                self.end = event
                self.answered_by = event.model or self.answered_by
            case _:
                pass

    def _grow(
        self, number: int, kind: type[TextPart] | type[ReasoningPart] | type[RefusalPart], text: str
    ) -> None:
        slot = self._slots.get(number)
        if slot is None:
            slot = self._slots[number] = _Slot(kind(""))
        slot.pending.append(text)

    def _grow_call(self, event: ToolCallDelta) -> None:
        slot = self._slots.setdefault(event.slot, _Slot(ToolCallPart("", "", "")))
        if isinstance(slot.part, ToolCallPart):
            slot.part = replace(
                slot.part,
                call_id=event.call_id or slot.part.call_id,
                name=event.name or slot.part.name,
            )
            slot.pending.append(event.arguments)

    def _cite(self, number: int, citation: Citation) -> None:
        slot = self._slots.setdefault(number, _Slot(TextPart("")))
        part = slot.settle()
        if isinstance(part, TextPart) and citation not in part.citations:
            slot.part = replace(part, citations=(*part.citations, citation))

    def _close(self, number: int, final: Part) -> None:
        slot = self._slots.get(number)
        if slot is None:
            self._slots[number] = _Slot(final, may_have_halves=True)
            return
        grown = slot.settle()
        slot.part = merged(grown, final)
        slot.may_have_halves = True
        self.has_lost_words |= _length(slot.part) < _length(grown)


def merged(grown: Part, final: Part) -> Part:
    """Return the better of what grew and what the server says at the end.

    Where one is the beginning of the other the longer wins, else the server's: an empty or
    shortened final version (seen from several servers) must not take words from the reader.
    """
    match grown, final:
        case (TextPart(), TextPart()):
            citations = final.citations or grown.citations
            text = _longer(grown.text, final.text)
            return replace(final, text=text, citations=citations)
        case (ReasoningPart(), ReasoningPart()):
            seconds = final.seconds if final.seconds is not None else grown.seconds
            return replace(final, text=_longer(grown.text, final.text), seconds=seconds)
        case (RefusalPart(), RefusalPart()):
            return replace(final, text=_longer(grown.text, final.text))
        case (ToolCallPart(), ToolCallPart()):
            return replace(
                final,
                call_id=final.call_id or grown.call_id,
                name=final.name or grown.name,
                arguments=final.arguments or grown.arguments,
            )
        case _:
            return final


def attachment_of(image: ImageArrived) -> Attachment:
    """Return the name under which a picture that came is kept."""
    digest = hashlib.sha256(image.data).hexdigest()
    suffix = mimetypes.guess_extension(image.media_type) or ".bin"
    return Attachment(digest, image.media_type, f"picture{suffix}", len(image.data))


def _longer(grown: str, final: str) -> str:
    return grown if grown.startswith(final) else final


def _length(part: Part) -> int:
    return len(part.text) if isinstance(part, TextPart | ReasoningPart | RefusalPart) else 0


def _grown(part: Part, words: str) -> Part:
    match part:
        case TextPart() | ReasoningPart() | RefusalPart():
            return replace(part, text=part.text + words)
        case ToolCallPart():
            return replace(part, arguments=part.arguments + words)
        case _:
            return part


def _well_formed(part: Part) -> Part:
    match part:
        case TextPart() | ReasoningPart() | RefusalPart():
            text = repair_surrogates(part.text)
            return part if text is part.text else replace(part, text=text)
        case ToolCallPart():
            return replace(part, arguments=repair_surrogates(part.arguments))
        case _:
            return part


def _is_empty(part: Part) -> bool:
    match part:
        case TextPart(text) | RefusalPart(text):
            return not text
        case ReasoningPart(text):
            return not text and not part.extra
        case _:
            return False
