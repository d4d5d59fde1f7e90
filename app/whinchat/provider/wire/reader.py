"""From the server's events to the program's: one reader for every dialect.

Order-independent and forgiving: pieces find their place by whatever the server says about it,
"done" events and snapshots complete what grew, and what is unknown is counted and passed over.
"""

from collections.abc import Callable, Mapping

from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.events import Finished, ReplyStarted, StreamEvent, UsageReported
from whinchat.domain.values import JsonObject
from whinchat.provider.failures import Failures
from whinchat.provider.json_text import object_of, parse_object, text_of
from whinchat.provider.sse import ServerSentEvent
from whinchat.provider.wire.chat_chunks import reached_limit, read_chat
from whinchat.provider.wire.faults import fault_in, has_fault
from whinchat.provider.wire.growth import Growth
from whinchat.provider.wire.ledger import Events
from whinchat.provider.wire.quirks import Quirk
from whinchat.provider.wire.usage import parse_usage
from whinchat.provider.wordings import NOTHING_CAME, OUTPUT_LIMIT

TEXT_LIMIT = 16 << 20
"""Characters of one reply that came as deltas."""
_NONE: Events = ()
_REACHED_LIMIT: JsonObject = {"incomplete_details": {"reason": "max_output_tokens"}}

_GROWTH: Mapping[str, Callable[[Growth, JsonObject], Events]] = {
    "response.output_text.delta": Growth.text_delta,
    "response.content_part.delta": Growth.text_delta,
    "response.text.delta": Growth.text_delta,
    "response.output_text.done": Growth.text_done,
    "response.text.done": Growth.text_done,
    "response.output_text.annotation.added": Growth.citation_added,
    "response.refusal.delta": Growth.refusal_delta,
    "response.refusal.done": Growth.refusal_done,
    "response.reasoning_text.delta": Growth.reasoning_delta,
    "response.reasoning.delta": Growth.reasoning_delta,
    "response.reasoning_content.delta": Growth.reasoning_delta,
    "response.reasoning_text.done": Growth.reasoning_done,
    "response.reasoning.done": Growth.reasoning_done,
    "response.reasoning_content.done": Growth.reasoning_done,
    "response.reasoning_summary_text.delta": Growth.summary_delta,
    "response.reasoning_summary.delta": Growth.summary_delta,
    "response.reasoning_summary_text.done": Growth.summary_done,
    "response.reasoning_summary.done": Growth.summary_done,
    "response.reasoning_summary_part.done": Growth.summary_done,
    "response.function_call_arguments.delta": Growth.arguments_delta,
    "response.function_call_arguments.done": Growth.arguments_done,
    "response.custom_tool_call_input.delta": Growth.arguments_delta,
    "response.custom_tool_call_input.done": Growth.arguments_done,
    "response.content_part.added": Growth.part_added,
    "response.content_part.done": Growth.part_done,
    "response.output_item.added": Growth.item_added,
    "response.output_item.done": Growth.item_done,
}
_BEGINNINGS = frozenset({"response.created", "response.in_progress", "response.queued"})
_ENDINGS: Mapping[str, str] = {
    "response.completed": "completed",
    "response.done": "completed",
    "response.incomplete": "incomplete",
    "response.failed": "failed",
    "response.cancelled": "cancelled",
}
"""Terminal events, with the status that they mean where the response itself names none."""
_NATURAL = frozenset({Quirk.NO_DELTAS, Quirk.NO_TERMINAL_EVENT})
"""What is no departure in a document."""
_COMPLAINTS = frozenset({"error", "response.error"})
_SILENT_TYPES = frozenset(
    {"response.reasoning_summary_part.added", "response.reasoning_part.added", "ping", "keepalive"}
)


class ReplyReader:
    """Reads one response. ``Finished`` comes last and once; after it nothing is read."""

    def __init__(self, failures: Failures) -> None:
        self._failures = failures
        self._quirks: set[Quirk] = set()
        self._growth = Growth(self._quirks)
        self._has_started = False
        self._model = ""
        self._complaint: Failure | None = None
        self._reached_limit = False
        self._is_document = False
        self._good_frames = 0
        self._bad_frames = 0
        self.is_over = False
        """Whether ``Finished`` was told."""

    @property
    def has_complaint(self) -> bool:
        """Tell whether an error came, after which only a better worded one can follow."""
        return self._complaint is not None

    @property
    def has_read(self) -> bool:
        """Tell whether any frame came, good or bad."""
        return self._good_frames + self._bad_frames > 0

    def read(self, event: ServerSentEvent) -> list[StreamEvent]:
        """Return what one event of the stream brings. Never raises."""
        if self.is_over:
            return []
        document = parse_object(event.data)
        if document is None:
            return self._read_odd(event.data.strip())
        self._good_frames += 1
        kind = document.get("type")
        grow = _GROWTH.get(kind) if isinstance(kind, str) else None
        if grow is not None:
            events = list(grow(self._growth, document))
            if self._growth.size > TEXT_LIMIT:
                events += self.fail(FailureKind.TOO_MUCH, Status.INTERRUPTED)
            return events
        return list(
            self._read_rare(text_of(kind) or self._inferred(event.name, document), document)
        )

    def read_document(self, document: JsonObject) -> list[StreamEvent]:
        """Return what a whole JSON reply brings, its end included."""
        self._good_frames += 1
        self._is_document = True
        if "choices" in document:
            return [*self._read_chat(document), *self._read_done_mark()]
        if document.get("object") == "response" or "output" in document or "status" in document:
            return list(self._end(document, "completed"))
        if has_fault(document):
            self._complaint = self._failures.of_fault(fault_in(document))
            return list(self._finish(Status.FAILED))
        return self.fail(FailureKind.NOT_AN_API)

    def note(self, quirk: Quirk) -> None:
        """Remember a departure that showed outside the events."""
        self._quirks.add(quirk)

    def end(self, *, details: str = "") -> list[StreamEvent]:
        """Return the end of a stream that is over, however that came about.

        It is complete if every item was closed; OpenRouter is known to leave out the rest.
        """
        if self.is_over:
            return []
        if self._complaint is not None:
            return list(self._finish(Status.FAILED))
        if self._growth.is_whole:
            return self._finish_unsaid()
        if not self._good_frames:
            kind = FailureKind.NOT_AN_API if self._bad_frames else FailureKind.EMPTY
            return self.fail(kind, details=details)
        return self.fail(FailureKind.CUT, Status.INTERRUPTED, details=details)

    def fail(
        self, kind: FailureKind, status: Status = Status.FAILED, *, details: str = ""
    ) -> list[StreamEvent]:
        """Return the end of a reply that cannot go on; nothing if it ended before."""
        if self.is_over:
            return []
        is_bare = kind is FailureKind.CUT and not self._growth.has_answer
        wording = NOTHING_CAME if is_bare else None
        self._complaint = self._failures.failure(kind, details=details, wording=wording)
        return list(self._finish(status))

    def _read_odd(self, data: bytes) -> list[StreamEvent]:
        if data == b"[DONE]":
            return self._read_done_mark()
        if data:
            self._bad_frames += 1
            self._quirks.add(Quirk.BAD_JSON)
        return []

    def _read_done_mark(self) -> list[StreamEvent]:
        if self._complaint is not None:
            return list(self._finish(Status.FAILED))
        if not self._growth.has_answer:
            return self.fail(FailureKind.EMPTY)
        return self._finish_unsaid()

    def _finish_unsaid(self) -> list[StreamEvent]:
        """Return the end of a reply that is whole though no event said so."""
        if self._reached_limit:
            return list(self._finish_incomplete(_REACHED_LIMIT))
        self._quirks.add(Quirk.NO_TERMINAL_EVENT)
        return list(self._finish(Status.COMPLETE))

    def _inferred(self, name: str, document: JsonObject) -> str:
        """Return the type of an event that does not say it."""
        self._quirks.add(Quirk.NO_TYPE)
        if has_fault(document) or name == "error":
            return "error"
        if "choices" in document:
            return "chat"
        if document.get("object") == "response":
            return "response.completed"
        return name

    def _read_rare(self, kind: str, document: JsonObject) -> Events:
        if kind in _GROWTH:
            return _GROWTH[kind](self._growth, document)
        if kind in _BEGINNINGS:
            return self._start(object_of(document.get("response")))
        if kind in _ENDINGS:
            self._note_dialect(kind)
            return self._end(object_of(document.get("response")) or document, _ENDINGS[kind])
        if kind in _COMPLAINTS:
            self._complaint = self._failures.of_fault(fault_in(document))
            return _NONE
        if kind == "chat":
            return self._read_chat(document)
        if kind not in _SILENT_TYPES:
            self._quirks.add(Quirk.UNKNOWN_EVENT)
        return _NONE

    def _read_chat(self, document: JsonObject) -> Events:
        self._quirks.add(Quirk.CHAT_CHUNKS)
        self._reached_limit |= reached_limit(document)
        yield from self._start(document)
        yield from read_chat(self._growth, document)
        yield from _usage(document)

    def _note_dialect(self, kind: str) -> None:
        if kind == "response.done":
            self._quirks.add(Quirk.ALPHA_DIALECT)

    def _start(self, response: JsonObject) -> Events:
        self._model = text_of(response.get("model")) or self._model
        if self._has_started:
            return _NONE
        self._has_started = True
        return (ReplyStarted(text_of(response.get("id")), self._model),)

    def _end(self, response: JsonObject, status: str) -> Events:
        yield from self._start(response)
        yield from self._growth.snapshot(response)
        yield from _usage(response)
        match text_of(response.get("status")) or status:
            case "incomplete":
                yield from self._finish_incomplete(response)
            case "failed":
                yield from self._finish_failed(response)
            case "cancelled":
                yield from self._finish(Status.STOPPED)
            case _ if response.get("error"):
                yield from self._finish_failed(response)
            case _ if not self._growth.has_answer:
                yield from self.fail(FailureKind.EMPTY)
            case _:
                if not response.get("output"):
                    self._quirks.add(Quirk.NO_OUTPUT_AT_END)
                yield from self._finish(Status.COMPLETE)

    def _finish_incomplete(self, response: JsonObject) -> Events:
        reason = text_of(object_of(response.get("incomplete_details")).get("reason"))
        if reason == "content_filter":
            self._complaint = self._failures.failure(FailureKind.FILTERED)
        else:
            self._complaint = self._failures.failure(
                FailureKind.CUT,
                wording=OUTPUT_LIMIT,
                remedy=None if self._growth.has_answer else Remedy.RETRY,
            )
        return self._finish(Status.INTERRUPTED, reason or "incomplete")

    def _finish_failed(self, response: JsonObject) -> Events:
        fault = fault_in({"response": response})
        if fault.message or self._complaint is None:
            self._complaint = self._failures.of_fault(fault)
        return self._finish(Status.FAILED)

    def _finish(self, status: Status, reason: str = "") -> Events:
        self.is_over = True
        quirks = tuple(sorted(self._quirks - _NATURAL if self._is_document else self._quirks))
        return (Finished(status, reason, self._complaint, self._model, quirks),)


def _usage(document: JsonObject) -> Events:
    usage = parse_usage(document.get("usage"))
    return (UsageReported(usage),) if usage is not None else _NONE
