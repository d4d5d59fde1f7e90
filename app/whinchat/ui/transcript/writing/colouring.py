"""Colours of code: tokens from Pygments, in slices, so that a long listing holds nothing up."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LARGEST = 50_000
"""Characters. Longer code stays without colours: lexers are slow and some are quadratic."""
_AT_ONCE = 1_500
"""Characters that are coloured before they are first shown; about 3 ms."""
_SLICE_SECONDS = 0.006

# Pygments' token types, most particular first, to the names of the theme's colours.
_NAMES = (
    ("Token.Comment", "comment"),
    ("Token.Keyword", "keyword"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Name.Function", "name"),
    ("Token.Name.Class", "name"),
    ("Token.Name.Builtin", "name"),
    ("Token.Name.Decorator", "name"),
    ("Token.Name.Tag", "keyword"),
    ("Token.Name.Attribute", "name"),
    ("Token.Operator.Word", "keyword"),
)


class Span(NamedTuple):
    """A coloured run of characters in one line."""

    line: int
    start: int
    length: int
    colour: str


Spans = list[Span]


class Colourer:
    """Finds the colours of code; long code is done bit by bit while the program idles."""

    def __init__(self, coloured: Callable[[], None]) -> None:
        self._coloured = coloured
        self._jobs: deque[tuple[Iterator[Span], Spans, Callable[[Spans], None]]] = deque()
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    @property
    def is_idle(self) -> bool:
        """Return whether no code waits for its colours."""
        return not self._jobs

    def colour(self, text: str, language: str, done: Callable[[Spans], None]) -> None:
        """Call ``done`` with the spans: at once for short code, later for long, or never."""
        lexer = lexer_of(language) if len(text) <= LARGEST else None
        if lexer is None:
            return
        spans = _spans(lexer, text)
        if len(text) <= _AT_ONCE:
            done(list(spans))
            return
        self._jobs.append((spans, [], done))
        self._timer.start(0)

    def _work(self) -> None:
        until = time.perf_counter() + _SLICE_SECONDS
        while self._jobs and time.perf_counter() < until:
            spans, found, done = self._jobs[0]
            if _take_until(spans, found, until):
                self._jobs.popleft()
                done(found)
                self._coloured()
        if self._jobs:
            self._timer.start(0)


def load_lexers() -> None:
    """Import what the first piece of code would otherwise wait for."""
    lexer_of("python")


def _take_until(spans: Iterator[Span], found: Spans, until: float) -> bool:
    for span in spans:
        found.append(span)
        if len(found) % 64 == 0 and time.perf_counter() > until:
            return False
    return True


@lru_cache(128)
def lexer_of(language: str) -> "Lexer | None":
    """Return what reads a language, named as after a fence; ``None`` for one not known."""
    # Sixty milliseconds the first time: not before the first paint.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # slow to import
    from pygments.util import ClassNotFound  # noqa: PLC0415  # slow to import

    words = language.split()
    if not words:
        return None
    try:
        return get_lexer_by_name(words[0].lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(512)
def _colour_name(kind: str) -> str:
    for beginning, name in _NAMES:
        if kind.startswith(beginning):
            return name
    return ""


def _spans(lexer: "Lexer", text: str) -> Iterator[Span]:
    line = column = 0
    for kind, value in lexer.get_tokens(text):
        name = _colour_name(str(kind))
        for number, piece in enumerate(value.split("\n")):
            if number:
                line, column = line + 1, 0
            length = len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2
            if name and length:
                yield Span(line, column, length, name)
            column += length
