"""JSON that breaks off or goes wrong: read as far as it is right."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from whinchat.domain.values import Json
from whinchat.storage.failures import Damaged
from whinchat.storage.json_bytes import from_bytes

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\],]', re.DOTALL)
_CONTROL = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")
_HALF_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$")
_ENDS = {"{": "}", "[": "]"}
_TRIES = 3
_COMMAS = 4


class Beginning(NamedTuple):
    """What some bytes begin with."""

    value: Json
    is_whole: bool
    """Whether it stands there as it is, and did not have to be cut short."""


def beginning_of(data: bytes) -> Beginning | None:
    """Return the value that the bytes begin with, as far as it goes; ``None`` for nothing.

    What is returned stands in the bytes, or is the beginning of a text that does.
    """
    text = _text(data)
    for _ in range(_TRIES):
        wrong_at = len(text)
        for closed in _closed(text):
            try:
                return Beginning(from_bytes(closed.encode()), text.startswith(closed))
            except Damaged:
                wrong_at = min(wrong_at, _wrong_at(closed))
        text = text[:wrong_at]
    return None


def _text(data: bytes) -> str:
    odd = _CONTROL.search(data)
    data = data[: odd.start()] if odd else data
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return data[: error.start].decode()


def _closed(text: str) -> Iterator[str]:
    """Yield the text up to its end, or to where it breaks off, with all that is open closed."""
    open_: list[str] = []
    commas: deque[tuple[int, str]] = deque(maxlen=_COMMAS)
    for token in _TOKEN.finditer(text):
        if token[0] == ",":
            commas.append((token.start(), _ends(open_)))
        elif not _fits(token[0], open_):
            yield _cut(text, token) + _ends(open_)
            break
        elif token[0] in _ENDS.values() and not open_:
            yield text[: token.end()]
            return
    else:
        yield text + _ends(open_)
    for place, ends in reversed(commas):
        yield text[:place] + ends


def _fits(sign: str, open_: list[str]) -> bool:
    """Tell whether a sign may stand there, and note what it opens or closes."""
    if sign in _ENDS:
        open_.append(_ENDS[sign])
    elif sign in _ENDS.values():
        if open_[-1:] != [sign]:
            return False
        open_.pop()
    return sign != '"'


def _cut(text: str, token: re.Match[str]) -> str:
    """Return the text up to a bracket that is wrong, or with a string that breaks off closed."""
    return _HALF_ESCAPE.sub(r"\1", text) + '"' if token[0] == '"' else text[: token.start()]


def _ends(open_: list[str]) -> str:
    return "".join(reversed(open_))


def _wrong_at(text: str) -> int:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos
    except RecursionError:
        return 0
    return len(text)
