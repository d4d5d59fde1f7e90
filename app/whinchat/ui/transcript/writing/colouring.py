"""Colours of code: found in slices, so that a long listing holds nothing up, and kept."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from whinchat.ui.transcript.writing.languages import lexer_of
from whinchat.ui.transcript.writing.spans import Span, Spans, spans_in

LARGEST = 50_000
"""Characters. Longer code stays without colours: lexers are slow and some are quadratic."""
_AT_ONCE = 1_500
"""Characters that are coloured before they are first shown; about 3 ms."""
_SLICE_SECONDS = 0.006
_MOST_KEPT = 200_000
"""Characters of code whose colours are kept, that which was asked for last."""
_REST_MILLISECONDS = 200

_Key = tuple[str, str]
_Job = tuple[_Key, Iterator[Span], Spans, Callable[[Spans], None]]


class Colourer:
    """Finds the colours of code; long code is done bit by bit while the program idles.

    ``coloured`` is told when some have come, for as long as ``parent`` exists.
    """

    def __init__(self, coloured: Callable[[], None], parent: QObject) -> None:
        self._coloured = coloured
        self._jobs: deque[_Job] = deque()
        self._known: OrderedDict[_Key, Spans] = OrderedDict()
        self._kept = 0
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        self._resting: Callable[[], None] | None = None
        self._rest = QTimer(parent)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._catch_up)

    @property
    def is_idle(self) -> bool:
        """Return whether no code waits for its colours."""
        return not self._jobs and self._resting is None

    def colour(self, text: str, info: str, done: Callable[[Spans], None]) -> None:
        """Call ``done`` with the spans of code in the language that a fence names.

        At once for code that is short or was coloured before, later for long code; never where
        the language has no colours here.
        """
        lexer = lexer_of(info) if len(text) <= LARGEST else None
        if lexer is None:
            return
        key = (lexer.name, text)
        if (known := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            done(known)
        elif len(text) <= _AT_ONCE:
            done(self._keep(key, list(spans_in(lexer, text))))
        else:
            self._jobs.append((key, spans_in(lexer, text), [], done))
            self._timer.start(0)

    def at_rest(self, catch_up: Callable[[], None]) -> None:
        """Call ``catch_up`` when nothing has asked for that for a moment."""
        self._resting = catch_up
        self._rest.start()

    def _catch_up(self) -> None:
        catch_up, self._resting = self._resting, None
        if catch_up is not None:
            catch_up()
            self._coloured()

    def _work(self) -> None:
        until = time.perf_counter() + _SLICE_SECONDS
        while self._jobs and time.perf_counter() < until:
            key, spans, found, done = self._jobs[0]
            if _take_until(spans, found, until):
                self._jobs.popleft()
                done(self._keep(key, found))
                self._coloured()
        if self._jobs:
            self._timer.start(0)

    def _keep(self, key: _Key, spans: Spans) -> Spans:
        if key not in self._known:
            self._kept += len(key[1])
        self._known[key] = spans
        while self._kept > _MOST_KEPT:
            (_, text), _ = self._known.popitem(last=False)
            self._kept -= len(text)
        return spans


def _take_until(spans: Iterator[Span], found: Spans, until: float) -> bool:
    for span in spans:
        found.append(span)
        if len(found) % 64 == 0 and time.perf_counter() > until:
            return False
    return True
