"""Snippets: the stretch of a text around its hits, on one line, with the hits marked in it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_BEFORE = 48
_LENGTH = 240
_GAPS = re.compile(r"\s+")
_WORD_END = re.compile(r"\s")
_NEAR = 200
_DECORATED = (
    re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,200})(?<=\S)\*\*(?![\w*])"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*(?![\w*])"),
    re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)"),
    re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,400}\)"),
    re.compile(r"^ {0,3}(?:(?:`{3,}|~{3,})[^\n`]*|#{1,6} )()", re.MULTILINE),
)
"""Marks of Markdown around what they are about: emphasis, code, links, fences and headings."""
_EDGES = ((0, 0), (1, 0), (1, 1), (0, 1))
"""Where the marks before begin and end, and where those behind do."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some words of a text, and where the hits are in them."""

    text: str
    spans: tuple[Span, ...] = ()


def make_snippet(text: str, spans: Sequence[Span], length: int = _LENGTH) -> Snippet:
    """Return the words around the place with the most hits; the beginning where there is none."""
    start, end = _window(text, spans, length)
    shown = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    skipped = _decorations(text, start, end, shown)
    pieces: list[str] = []
    marks: list[Span] = []
    place, done = start, 0
    lead = "…" if start > 0 else ""
    for a, b in _merged(shown):
        between = _one_line(_without(text, (place, a), skipped), is_first=not pieces and not lead)
        hit = _one_line(text[a:b], is_first=False)
        pieces += [between, hit]
        done += len(between)
        marks.append((len(lead) + done, len(lead) + done + len(hit)))
        done += len(hit)
        place = b
    rest = _without(text, (place, end), skipped)
    pieces.append(_one_line(rest, is_first=not pieces).rstrip())
    tail = "…" if text[end:].strip() else ""
    return Snippet(lead + "".join(pieces) + tail, tuple(marks))


def beginning(text: str, length: int) -> str:
    """Return the first words of a text, as plain as a snippet's, however long the text is."""
    return make_snippet(text[: length + _NEAR], (), length).text


def _decorations(text: str, start: int, end: int, hits: Sequence[Span]) -> list[Span]:
    """Return where there are marks that only decorate, and that nobody searched for."""
    first = max(0, start - _NEAR)
    near = text[first : end + _NEAR]
    found: list[Span] = []
    for pattern in _DECORATED:
        for match in pattern.finditer(near):
            a, b, c, d = (first + match.span(group)[end] for group, end in _EDGES)
            if not any(e < d and a < f and not b <= e < f <= c for e, f in hits):
                found += [(a, b), (c, d)]
    return found


def _without(text: str, kept: Span, skipped: Sequence[Span]) -> str:
    """Return a stretch without what is skipped in it."""
    pieces: list[str] = []
    place, end = kept
    for a, b in _merged([span for span in skipped if span[0] < end and span[1] > place]):
        pieces.append(text[place : max(place, a)])
        place = max(place, b)
    return "".join(pieces) + text[place:end]


def _window(text: str, spans: Sequence[Span], length: int) -> Span:
    if not spans:
        return 0, _rounded_end(text, length)
    starts = sorted(span[0] for span in spans)
    reach = length - _BEFORE
    first = max(spans, key=lambda span: (_between(starts, span[0], reach), -span[0]))
    start = max(0, first[0] - _BEFORE)
    if start > 0:
        gap = _WORD_END.search(text, start, first[0])
        start = gap.end() if gap else start
    return start, _rounded_end(text, max(start + length, min(first[1], start + 2 * length)))


def _between(starts: Sequence[int], start: int, reach: int) -> int:
    """Return how many of these, which are in order, are from a place on."""
    return bisect_left(starts, start + reach) - bisect_left(starts, start)


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
