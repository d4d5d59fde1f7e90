"""JSON of any size, cut into the values wanted while it is read: never the whole at once."""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import count
from typing import TypeAlias

from whinchat.storage.exchange.importing.refusal import CutShort, Refused
from whinchat.storage.failures import Damaged
from whinchat.storage.json_bytes import from_bytes

LARGEST_VALUE_BYTES = 32 * 1024 * 1024
_CHUNK_BYTES = 256 * 1024
_LONGEST_KEY_BYTES = 64 * 1024
_LONGEST_WORD_BYTES = 64 * 1024
"""Of a number, or of what is none."""
_DEEPEST = 4096

Path: TypeAlias = tuple[str | int, ...]

_SPACE = re.compile(rb"[ \t\r\n]*+")
_TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_INNERMOST = rb'[\[{][^"\[\]{}]*+(?:' + _TEXT + rb'[^"\[\]{}]*+)*+[\]}]'
# All that changes no depth: values without brackets, texts, and containers without containers.
_LEVEL = re.compile(rb'(?:[^"\[\]{}]++|' + _TEXT + rb"|" + _INNERMOST + rb")*+", re.DOTALL)
_TEXT_REST = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_WORD = re.compile(rb"[^\s,:\[\]{}\"]*+")

_OPENING, _CLOSING, _QUOTE = b"[{", b"]}", ord('"')


class Step(Enum):
    """What to do with a value on the way."""

    ENTER = "enter"
    ENTER_LIST = "enter list"
    """A list is entered, anything else is taken."""
    TAKE = "take"
    SKIP = "skip"


class JsonCutter:
    """Reads one JSON text from a stream, and gives the bytes of the values that are asked for.

    Only the way to them is looked at; whether a value itself is JSON shows when it is decoded.
    """

    def __init__(
        self, read: Callable[[int], bytes], largest_bytes: int = LARGEST_VALUE_BYTES
    ) -> None:
        self._read = read
        self._largest = largest_bytes
        self._buffer = bytearray()
        self._at = 0

    def cut(self, choose: Callable[[Path], Step]) -> Iterator[tuple[Path, bytes | None]]:
        """Yield the values that ``choose`` takes, with their path; ``None`` for too large a one.

        A value that is to be entered and has nothing inside is taken. Raises ``CutShort`` where
        the text ends too early, and ``Refused`` where it is no JSON.
        """
        self._more()
        if self._buffer.startswith(b"\xef\xbb\xbf"):
            self._at = 3
        yield from self._value((), choose)

    def _value(
        self, path: Path, choose: Callable[[Path], Step]
    ) -> Iterator[tuple[Path, bytes | None]]:
        step = choose(path)
        opening = {Step.ENTER: _OPENING, Step.ENTER_LIST: _OPENING[:1]}.get(step, b"")
        if opening and self._next_byte() in opening:
            yield from self._inside(path, choose)
        elif step is Step.SKIP:
            self._pass_value(is_wanted=False)
        else:
            yield path, self._pass_value(is_wanted=True)

    def _inside(
        self, path: Path, choose: Callable[[Path], Step]
    ) -> Iterator[tuple[Path, bytes | None]]:
        is_object = self._next_byte() == ord("{")
        closing = ord("}") if is_object else ord("]")
        self._at += 1
        for place in count():
            found = self._next_byte()
            if found == closing:
                self._at += 1
                return
            if place:
                self._expect(b",")
            key = self._key() if is_object else place
            yield from self._value((*path, key), choose)

    def _key(self) -> str:
        if self._next_byte() != _QUOTE:
            raise Refused("It is not JSON: a name is missing.")
        written = self._pass_value(is_wanted=True)
        if written is None or len(written) > _LONGEST_KEY_BYTES:
            raise Refused("It is not a file of conversations: it has names without end.")
        self._expect(b":")
        try:
            return str(from_bytes(written))
        except Damaged:
            return ""

    def _expect(self, sign: bytes) -> None:
        if self._next_byte() != sign[0]:
            raise Refused(f"It is not JSON: a “{sign.decode()}” is missing.")
        self._at += 1

    def _next_byte(self) -> int:
        while True:
            self._at = _end(_SPACE, self._buffer, self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            self._forget()
            self._more()

    def _pass_value(self, *, is_wanted: bool) -> bytes | None:
        """Go beyond the value that begins here; return its bytes if it is wanted and fits."""
        first = self._next_byte()
        self._forget()
        passage = _Passage(self._buffer, self._more, self._largest if is_wanted else 0)
        if first == _QUOTE:
            passage.pass_text()
        elif first in _OPENING:
            passage.pass_container()
        elif first in _CLOSING or first in b",:":
            raise Refused("It is not JSON: a value is missing.")
        else:
            passage.pass_word()
        data = passage.taken()
        self._at = passage.at
        if is_wanted:
            self._forget()
        return data

    def _forget(self) -> None:
        if self._at:
            del self._buffer[: self._at]
            self._at = 0

    def _more(self) -> None:
        chunk = self._read(_CHUNK_BYTES)
        if not chunk:
            raise CutShort("It ends in the middle: a part of it is missing.")
        self._buffer += chunk


class _Passage:
    """The way through one value, at the beginning of a buffer that grows."""

    def __init__(self, buffer: bytearray, more: Callable[[], None], largest: int) -> None:
        self.at = 0
        self._buffer = buffer
        self._more = more
        self._largest = largest
        self._is_whole = True
        """Whether the buffer still begins where the value does."""

    def taken(self) -> bytes | None:
        is_taken = self._is_whole and 0 < self.at <= self._largest
        return bytes(memoryview(self._buffer)[: self.at]) if is_taken else None

    def pass_word(self) -> None:
        while True:
            self.at = _end(_WORD, self._buffer, self.at)
            if self.at > _LONGEST_WORD_BYTES:
                raise Refused("It is not JSON: it has a number without end.")
            if self.at < len(self._buffer) or not self._grow_or_end():
                break
        if self._is_whole and self.at == 0:
            raise Refused("It is not JSON.")

    def pass_text(self) -> None:
        self.at += 1
        while True:
            self.at = _end(_TEXT_REST, self._buffer, self.at)
            if self.at < len(self._buffer) and self._buffer[self.at] == _QUOTE:
                self.at += 1
                return
            self._grow()

    def pass_container(self) -> None:
        depth = 1
        self.at += 1
        while depth:
            self.at = _end(_LEVEL, self._buffer, self.at)
            if self.at == len(self._buffer):
                self._grow()
                continue
            found = self._buffer[self.at]
            if found == _QUOTE:
                self.pass_text()
                continue
            self.at += 1
            depth += 1 if found in _OPENING else -1
            if depth > _DEEPEST:
                raise Refused("It is nested too deeply to be a file of conversations.")

    def _grow(self) -> None:
        if self.at > self._largest:
            del self._buffer[: self.at]
            self.at = 0
            self._is_whole = False
        self._more()

    def _grow_or_end(self) -> bool:
        """Read on; tell whether there was more. A number may be the last thing of a text."""
        try:
            self._grow()
        except CutShort:
            return False
        return True


def _end(pattern: re.Pattern[bytes], buffer: bytearray, at: int) -> int:
    found = pattern.match(buffer, at)
    return found.end() if found else at
