"""Receiving one reply: head, stream or document, silences, limits, the end."""

from collections.abc import Callable
from typing import TypeAlias

from whinchat.domain.conversation import Status
from whinchat.domain.errors import FailureKind
from whinchat.domain.events import Connected, Identified, Silent, StreamEvent
from whinchat.provider.awake_clock import AwakeClock
from whinchat.provider.endpoint import Deadlines
from whinchat.provider.exchange import Exchange, Head, NetworkFault, Piece
from whinchat.provider.failures import Failures
from whinchat.provider.json_text import parse_object
from whinchat.provider.refusal import failed_by, is_page, is_success, refusal_in
from whinchat.provider.retry import AttemptFailed
from whinchat.provider.sse import BadStream, SSEDecoder
from whinchat.provider.wire.quirks import Quirk
from whinchat.provider.wire.reader import ReplyReader

Read: TypeAlias = Callable[[Piece | None], list[StreamEvent]]

RESPONSE_LIMIT = 256 << 20
"""Bytes of one response."""
EVENT_COUNT_LIMIT = 1_000_000
_ERROR_BODY_LIMIT = 256 << 10
_ERROR_BODY_SECONDS = 5.0
_LONGEST_TICK_SECONDS = 1.0
"""So often somebody looks at the clock while nothing comes."""
_REQUEST_IDS = ("x-generation-id", "x-request-id", "request-id")


class Reception:
    """What comes back for one request. Lives as long as its exchange.

    Whatever is read next is for one of the ``_read_…`` methods: the head, the first bytes, and then
    a stream, a document or a refusal.
    """

    def __init__(
        self, exchange: Exchange, failures: Failures, deadlines: Deadlines, *, streams: bool
    ) -> None:
        self._exchange = exchange
        self._failures = failures
        self._deadlines = deadlines
        self._streams = streams
        self._tick = min(
            _LONGEST_TICK_SECONDS, deadlines.silence_seconds / 2, deadlines.first_byte_seconds / 2
        )
        self._read: Read = self._read_head
        self._head = Head(0, {})
        self._decoder = SSEDecoder()
        self._reader = ReplyReader(failures)
        self._progress = AwakeClock()
        """Since the request, or since the last event that was more than a sign of life."""
        self._silences = 0
        self._body: list[bytes] = []
        self._received = 0
        self._events = 0

    @property
    def is_over(self) -> bool:
        """Tell whether the last batch was the last: it ended with ``Finished``."""
        return self._reader.is_over

    async def next_batch(self) -> list[StreamEvent]:
        """Return what comes next, which may be nothing.

        Raises ``AttemptFailed`` where no reply began. What breaks later ends the reply instead.
        """
        if (silent := self._silence()) is not None:
            return [silent]
        try:
            piece = await self._exchange.take(self._tick)
        except TimeoutError:
            return self._wait_on()
        except NetworkFault as fault:
            return self._break_off(fault)
        events = self._read(piece)
        if events:
            self._progress.restart()
            self._silences = 0
        return events

    def _silence(self) -> Silent | None:
        """Return the silence when it is time to speak of it; signs of life do not end it."""
        seconds = self._progress.seconds()
        if seconds < self._deadlines.silence_seconds * (self._silences + 1):
            return None
        self._silences += 1
        return Silent(seconds)

    def _wait_on(self) -> list[StreamEvent]:
        """Nothing came for a while: decide whether that is the end."""
        if self._reader.has_complaint:
            # OpenAI sends a better worded failure after an error; here none came.
            return self._reader.end()
        seconds = self._progress.seconds()
        if self._read == self._read_refusal and seconds > _ERROR_BODY_SECONDS:
            return self._read_refusal(None)
        if self._received == 0 and seconds >= self._first_byte_seconds():
            raise self._failed(FailureKind.TIMED_OUT)
        return []

    def _first_byte_seconds(self) -> float:
        # A document comes when all of it is ready, which takes as long as a whole stream.
        factor = 1 if self._streams else 5
        return self._deadlines.first_byte_seconds * factor

    def _break_off(self, fault: NetworkFault) -> list[StreamEvent]:
        if self._read == self._read_stream:
            return self._end_stream(fault)
        raise failed_by(fault, self._failures)

    def _read_head(self, piece: Piece | None) -> list[StreamEvent]:
        if not isinstance(piece, Head):
            raise failed_by(NetworkFault(FailureKind.CUT), self._failures)
        self._head = piece
        if not is_success(piece):
            self._read = self._read_refusal
            return []
        encoding = piece.headers.get("content-encoding", "identity")
        if encoding != "identity":
            # A kilobyte can unpack to a gigabyte; that is why none was asked for.
            raise self._failed(FailureKind.NOT_AN_API, f"The answer is compressed ({encoding}).")
        self._read = self._read_first
        request_id = next(filter(None, map(piece.headers.get, _REQUEST_IDS)), None)
        return [Connected(), Identified(request_id)] if request_id else [Connected()]

    def _read_first(self, piece: Piece | None) -> list[StreamEvent]:
        if not isinstance(piece, bytes):
            failure = self._failures.failure(FailureKind.EMPTY)
            raise AttemptFailed(failure, may_retry=True)
        self._read = self._reader_for(piece)
        return self._read(piece)

    def _read_stream(self, piece: Piece | None) -> list[StreamEvent]:
        if not isinstance(piece, bytes):
            return self._end_stream(NetworkFault(FailureKind.CUT))
        events = []
        try:
            self._count(piece)
            for event in self._decoder.feed(piece):
                self._events += 1
                events += self._reader.read(event)
        except BadStream as error:
            events += self._reader.fail(
                FailureKind.TOO_MUCH, Status.INTERRUPTED, details=str(error)
            )
        return events

    def _read_document(self, piece: Piece | None) -> list[StreamEvent]:
        if isinstance(piece, bytes):
            self._body.append(piece)
            try:
                self._count(piece)
            except BadStream as error:
                raise self._failed(FailureKind.TOO_MUCH, str(error)) from None
            return []
        document = parse_object(b"".join(self._body))
        if document is None:
            raise self._failed(FailureKind.NOT_AN_API)
        if self._streams:
            self._reader.note(Quirk.JSON_FOR_STREAM)
        return self._reader.read_document(document)

    def _read_refusal(self, piece: Piece | None) -> list[StreamEvent]:
        if isinstance(piece, bytes):
            self._body.append(piece)
            self._received += len(piece)
        if piece is None or self._received > _ERROR_BODY_LIMIT:
            body = b"".join(self._body)[:_ERROR_BODY_LIMIT]
            raise refusal_in(self._head, body, self._failures)
        return []

    def _reader_for(self, chunk: bytes) -> Read:
        """Choose by what the server says it sends, or by what it begins with."""
        kind = self._head.headers.get("content-type", "")
        if is_page(self._head, chunk):
            return self._read_refusal
        if "json" in kind:
            return self._read_document
        if "event-stream" in kind or chunk.lstrip()[:1] not in {b"{", b"["}:
            return self._read_stream
        return self._read_document

    def _end_stream(self, fault: NetworkFault) -> list[StreamEvent]:
        rest = [event for last in self._decoder.close() for event in self._reader.read(last)]
        if self._reader.has_read:
            return [*rest, *self._reader.end(details=fault.details)]
        if self._decoder.comments:
            raise self._failed(FailureKind.EMPTY)
        raise failed_by(fault, self._failures)

    def _count(self, chunk: bytes) -> None:
        self._received += len(chunk)
        if self._received > RESPONSE_LIMIT or self._events > EVENT_COUNT_LIMIT:
            message = f"more than {RESPONSE_LIMIT:,} bytes or {EVENT_COUNT_LIMIT:,} events"
            raise BadStream(message)

    def _failed(self, kind: FailureKind, details: str = "") -> AttemptFailed:
        return AttemptFailed(self._failures.failure(kind, details=details), may_retry=False)
