"""Snippets: the stretch of a text around its hits, on one line, with the hits marked in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_BEFORE = 48
_LENGTH = 240
_GAPS = re.compile(r"\s+")
_WORD_END = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some words of a text, and where the hits are in them."""

    text: str
    spans: tuple[Span, ...] = ()


def make_snippet(text: str, spans: Sequence[Span], length: int = _LENGTH) -> Snippet:
    """Return the words around the place with the most hits; the beginning where there is none."""
    start, end = _window(text, spans, length)
    shown = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    pieces: list[str] = []
    marks: list[Span] = []
    place, done = start, 0
    lead = "…" if start > 0 else ""
    for a, b in _merged(shown):
        between = _one_line(text[place:a], is_first=not pieces and not lead)
        hit = _one_line(text[a:b], is_first=False)
        pieces += [between, hit]
        done += len(between)
        marks.append((len(lead) + done, len(lead) + done + len(hit)))
        done += len(hit)
        place = b
    pieces.append(_one_line(text[place:end], is_first=not pieces).rstrip())
    tail = "…" if text[end:].strip() else ""
    return Snippet(lead + "".join(pieces) + tail, tuple(marks))


def _window(text: str, spans: Sequence[Span], length: int) -> Span:
    if not spans:
        return 0, _rounded_end(text, length)
    first = max(spans, key=lambda span: (_hits_after(spans, span, length), -span[0]))
    start = max(0, first[0] - _BEFORE)
    if start > 0:
        gap = _WORD_END.search(text, start, first[0])
        start = gap.end() if gap else start
    return start, _rounded_end(text, max(start + length, min(first[1], start + 2 * length)))


def _hits_after(spans: Sequence[Span], span: Span, length: int) -> int:
    reach = span[0] + length - _BEFORE
    return sum(span[0] <= other[0] < reach for other in spans)


def _rounded_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    gap = max(text.rfind(" ", end - 24, end), text.rfind("\n", end - 24, end))
    return gap if gap > 0 else end


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def _one_line(text: str, *, is_first: bool) -> str:
    flat = _GAPS.sub(" ", text)
    return flat.lstrip() if is_first else flat
