"""The child process that looks for regular expressions, so that none can hold up the window.

An order is a line of JSON on its stdin with a ``pattern`` and ``texts``; the answer a line of JSON
with, for each text, where the pattern is in it, or ``null`` where that took too long. It ends with
its stdin. Run by its path, or by the frozen app's hidden flag: it imports nothing of the program.
"""

import json
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import NoReturn

FLAG = "--find-patterns"
"""The only argument of the frozen app that makes it this child."""

# Of this process's own time: others that keep the computer busy must not cost any results.
_TEXT_SECONDS = 0.05
_ORDER_SECONDS = 0.4
"""What is left of an order after that is given up, text by text."""
_MOST_SPANS = 200
_CAN_INTERRUPT = hasattr(signal, "setitimer")
"""Elsewhere, on Windows, whoever waits ends the process."""

Spans = list[tuple[int, int]]


def main() -> NoReturn:
    """Look until there are no more orders."""
    if _CAN_INTERRUPT:
        signal.signal(signal.SIGVTALRM, _give_up)
    for line in sys.stdin.buffer:
        order = json.loads(line)
        found = list(find(order["pattern"], order["texts"]))
        sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
        sys.stdout.buffer.flush()
    sys.exit()


def find(pattern: str, texts: Sequence[str]) -> Iterator[Spans | None]:
    """Return where a pattern is in each text, in any case; ``None`` where it took too long."""
    compiled = re.compile(pattern, re.IGNORECASE)
    end = time.process_time() + _ORDER_SECONDS
    for text in texts:
        yield _spans(compiled, text) if time.process_time() < end else None


def _spans(compiled: re.Pattern[str], text: str) -> Spans | None:
    # The engine looks for signals while it works: it can be stopped within a single text.
    if _CAN_INTERRUPT:
        signal.setitimer(signal.ITIMER_VIRTUAL, _TEXT_SECONDS)
    try:
        found: Spans = []
        for match in compiled.finditer(text):
            found.append(match.span())
            if len(found) == _MOST_SPANS:
                break
    except TimeoutError:
        return None
    finally:
        if _CAN_INTERRUPT:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return found


def _give_up(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError


if __name__ == "__main__":
    main()
