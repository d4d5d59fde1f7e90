"""The colours of one block of code, while it grows and when it has ended."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from operator import attrgetter

from whinchat.ui.transcript.writing.colouring import LARGEST, Colourer
from whinchat.ui.transcript.writing.growing_colours import GrowingColours
from whinchat.ui.transcript.writing.languages import lexer_of
from whinchat.ui.transcript.writing.spans import Spans


class CodeColours:
    """Knows the spans of each line, and has those put on that have changed."""

    def __init__(self, colourer: Colourer, put_on: Callable[[Iterable[int]], None]) -> None:
        self._colourer = colourer
        self._put_on = put_on
        self._growing: GrowingColours | None = None
        self._asked: str | None = None
        """The text of which all colours were asked for."""
        self.lines: Mapping[int, Spans] = {}

    def forget(self) -> None:
        """Begin anew with another text."""
        self._growing, self._asked, self.lines = None, None, {}

    def grow(self, text: str, info: str) -> None:
        """Colour the finished lines of a text to which more is still added."""
        lexer = lexer_of(info) if len(text) <= LARGEST else None
        if lexer is None:
            return
        if self._growing is None:
            self._growing = GrowingColours(lexer)
            self.lines = self._growing.lines
        self._put_on(self._growing.grow(text))
        growing = self._growing
        self._colourer.at_rest(lambda: self._catch_up(growing, text))

    def finish(self, text: str, info: str) -> None:
        """Colour the whole of a text that has ended."""
        if text != self._asked:
            self._asked = text
            self._colourer.colour(text, info, partial(self._take, text))

    def _catch_up(self, growing: GrowingColours, text: str) -> None:
        if growing is self._growing and self._asked is None:
            self._put_on(growing.grow(text, is_due=True))

    def _take(self, text: str, spans: Spans) -> None:
        if text != self._asked:
            return
        before = self.lines
        found = {line: list(run) for line, run in groupby(spans, attrgetter("line"))}
        self.lines, self._growing = found, None
        known = before.keys() | found.keys()
        self._put_on(line for line in known if before.get(line) != found.get(line))
