"""What a message says, and whether one version of it goes on where the other ends."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from whinchat.domain.values import Json
from whinchat.storage.merging.values import canonical, join_objects

_TEXTS = {
    "text": "text",
    "reasoning": "text",
    "refusal": "text",
    "tool_call": "arguments",
    "tool_result": "output",
}
"""Kinds of parts that come bit by bit, and the field that grows."""


class Piece(NamedTuple):
    """A part by what may never be lost of it."""

    kind: str
    text: str


Words = tuple[Piece, ...]


def parts_of(value: Json) -> list[Json]:
    """Return the parts of a message, as a list even where an editor wrote a plain text."""
    match value:
        case str():
            return [{"type": "text", "text": value}] if value else []
        case None:
            return []
        case Sequence():
            return [*value]
        case _:
            return [value]


def words_of(parts: Sequence[Json]) -> Words:
    """Return what parts say; empty ones at the end say nothing."""
    pieces = [*map(_piece, parts)]
    while pieces and not pieces[-1].text:
        pieces.pop()
    return tuple(pieces)


def says_all_of(longer: Words, shorter: Words) -> bool:
    """Tell whether one version says all that another says, and perhaps more."""
    return len(shorter) <= len(longer) and all(
        more.kind == less.kind and more.text.startswith(less.text)
        for more, less in zip(longer, shorter, strict=False)
    )


def most_said(versions: Sequence[Words]) -> list[Words]:
    """Return the versions of which none says all that another says, the longest first."""
    left = [
        words
        for words in versions
        if not any(other != words and says_all_of(other, words) for other in versions)
    ]
    return sorted(left, key=_length, reverse=True)


def join_parts(one: Sequence[Json], other: Sequence[Json]) -> list[Json]:
    """Return the parts of two versions that say the same, with the other fields of both."""
    return [_join_part(part, same) for part, same in zip_longest(one, other)]


def digest(words: Words) -> str:
    """Return a short name for what is said."""
    return hashlib.sha256(canonical([*map(list, words)])).hexdigest()[:12]


def _piece(part: Json) -> Piece:
    if isinstance(part, Mapping):
        kind = part.get("type")
        text = part.get(_TEXTS.get(kind, "")) if isinstance(kind, str) else None
        if isinstance(kind, str) and isinstance(text, str):
            call = part.get("call_id")
            return Piece(f"{kind} {call}" if isinstance(call, str) else kind, text)
    # Whatever else it is, it is the same part or another one; the end keeps 1 from starting 12.
    return Piece("", f"{canonical(part).decode()}\n")


def _length(words: Words) -> tuple[int, Words]:
    return sum(len(piece.text) for piece in words), words


def _join_part(one: Json, other: Json) -> Json:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return join_objects(one, other)
    return other if one is None else one
