"""Colours of code that is still being written: its finished lines, at a cost that does not grow."""

import time
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from whinchat.ui.transcript.writing.spans import Span, Spans, spans_in

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_TAIL = 1_000
"""Characters before the end that are read again each time: what comes may still change them."""
_FURTHEST = 8_000
"""Characters. Where no line further on can be begun at, the rest waits until the code ends."""
_PAUSE_SECONDS = 0.15
_SHARE = 10
"""Reading takes at most one part in so many of the time."""
_OPEN_ENDS = (("/*", "*/"), ("<!--", "-->"))
"""Comments that most lexers only know once they are closed."""


class GrowingColours:
    """Reads again from a line at which a lexer may begin, never from the start.

    Such a line is found by trying: what is read from it on must be what it was when read from
    before it. Lexers do not tell their state, and in the middle of a long string they need it.
    """

    def __init__(self, lexer: "Lexer") -> None:
        self._lexer = lexer
        self.lines: dict[int, Spans] = {}
        """The spans of each line that has some."""
        self._start = self._start_line = 0
        self._end = 0
        self._rests_until = 0.0

    def grow(self, text: str, *, is_due: bool = False) -> list[int]:
        """Read what has come; return the lines that look different now.

        Does nothing shortly after the last time, unless ``is_due``.
        """
        end = text.rfind("\n") + 1
        now = time.perf_counter()
        if end <= self._end or end - self._start > _FURTHEST:
            return []
        if now < self._rests_until and not is_due:
            return []
        self._end = end
        changed = self._read(text[self._start : end])
        took = time.perf_counter() - now
        self._rests_until = now + max(_PAUSE_SECONDS, _SHARE * took)
        return changed

    def _read(self, piece: str) -> list[int]:
        spans = self._spans_of(piece, self._start_line)
        found = {line: list(run) for line, run in groupby(spans, attrgetter("line"))}
        changed: list[int] = []
        for line in range(self._start_line, self._start_line + piece.count("\n")):
            run = found.get(line, [])
            if self.lines.get(line, []) != run:
                self.lines[line] = run
                changed.append(line)
        if len(piece) > 2 * _TAIL:
            self._move_start(piece, spans)
        return changed

    def _move_start(self, piece: str, spans: Spans) -> None:
        """Begin next time at a line near the end, if it can be begun at."""
        place = piece.rfind("\n", 0, len(piece) - _TAIL) + 1
        line = self._start_line + piece.count("\n", 0, place)
        rest = [span for span in spans if span.line >= line]
        if place and rest == self._spans_of(piece[place:], line):
            self._start += place
            self._start_line = line

    def _spans_of(self, piece: str, first_line: int) -> Spans:
        closing = "".join(
            closer for opener, closer in _OPEN_ENDS if piece.rfind(opener) > piece.rfind(closer)
        )
        last = piece.count("\n")
        found: list[Span] = []
        for span in spans_in(self._lexer, piece + closing):
            if span.line >= last:
                break
            found.append(span._replace(line=first_line + span.line))
        return found
