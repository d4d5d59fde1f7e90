"""Server-sent events, without I/O: bytes in, events out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from whinchat.domain.errors import WhinchatError
from whinchat.provider.json_text import is_object

# Only these end a line. str.splitlines() also breaks at U+2028, which JSON allows in a string.
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

EVENT_LIMIT = 64 << 20
"""Bytes of one line and of one event; pictures come inline, in base64."""


class BadStream(WhinchatError):
    """The bytes are no event stream that could be read; the message says why."""


class ServerSentEvent(NamedTuple):
    """One event as it came. ``name`` is empty where the server sends data alone."""

    name: str
    data: bytes


class SSEDecoder:
    """Splits a byte stream into events, wherever the chunks are cut.

    More forgiving than the HTML standard, for servers that are seen in the wild: the last event
    needs no blank line after it, and neither does one whose data is a whole JSON object.
    """

    def __init__(self, event_limit: int = EVENT_LIMIT) -> None:
        self._limit = event_limit
        self._pieces: list[bytes] = []
        """The line that has not ended yet, as it came."""
        self._pieces_size = 0
        self._is_first_line = True
        self._ended_with_return = False
        self._name = ""
        self._data: list[bytes] = []
        self._data_size = 0
        self.comments = 0
        """How many comment lines came: signs of life without content."""

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Yield the events that ``chunk`` completes. Raises ``BadStream`` at a limit."""
        if not chunk:
            return
        if self._ended_with_return:
            # The other half of a \r\n that was cut in two ends no second line.
            self._ended_with_return = False
            chunk = chunk.removeprefix(b"\n")
        lines = _LINE_END.split(chunk) if b"\r" in chunk else chunk.split(b"\n")
        self._ended_with_return = chunk.endswith(b"\r")
        rest = lines.pop()
        for line in lines:
            if (event := self._take_line(self._whole_line(line))) is not None:
                yield event
        if rest:
            self._pieces.append(rest)
            self._pieces_size += len(rest)
            self._require_within_limit(self._pieces_size)

    def close(self) -> Iterator[ServerSentEvent]:
        """Yield what is left at the end of the stream."""
        last = self._take_line(self._whole_line(b"")) if self._pieces else None
        yield from filter(None, (last, self._dispatch()))

    def _whole_line(self, end: bytes) -> bytes:
        if self._pieces:
            end = b"".join([*self._pieces, end])
            self._pieces.clear()
            self._pieces_size = 0
        self._require_within_limit(len(end))
        if self._is_first_line:
            self._is_first_line = False
            return end.removeprefix(_BYTE_ORDER_MARK)
        return end

    def _take_line(self, line: bytes) -> ServerSentEvent | None:
        """Return the event that a line ends, if it ends one. Called for each line: no generator."""
        if not line:
            return self._dispatch()
        event = None
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            event = self._dispatch_if_whole()
            self._data.append(value)
            self._data_size += len(value)
            self._require_within_limit(self._data_size)
        elif field == b"event":
            event = self._dispatch_if_whole()
            self._name = value.decode("utf-8", "replace")
        elif not field:
            self.comments += 1
        return event

    def _dispatch_if_whole(self) -> ServerSentEvent | None:
        """Dispatch what is pending if the server merely left out the blank line after it."""
        if len(self._data) == 1 and (
            self._data[0].strip() == b"[DONE]" or is_object(self._data[0])
        ):
            return self._dispatch()
        return None

    def _dispatch(self) -> ServerSentEvent | None:
        event = None
        if self._data:
            event = ServerSentEvent(self._name, b"\n".join(self._data))
            self._data.clear()
            self._data_size = 0
        self._name = ""
        return event

    def _require_within_limit(self, size: int) -> None:
        if size > self._limit:
            message = f"one event is longer than {self._limit:,} bytes"
            raise BadStream(message)
