"""Signs of sources within Markdown: put in where they do not change what the Markdown means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from whinchat.markdown.blocks import Block, BlockKind, Definitions
from whinchat.markdown.parser import parse

# Closing punctuation of the Far East: emphasis may end before it, and so does a bare address.
_STAND_INS = "\u301f\uff60\u301e\u3030"
_MOST_TRIED = 30


@dataclass(frozen=True, slots=True)
class SourceSign:
    """A number to be shown behind some words."""

    offset: int
    """In characters of the text."""
    number: int
    address: str = ""
    title: str = ""


def signs_by_block(
    text: str, blocks: Sequence[Block], signs: Sequence[SourceSign]
) -> list[tuple[SourceSign, ...]]:
    """Return which signs, in order, stand in each block, as counted from its beginning.

    A sign between two blocks belongs to the upper one. Code and formulas have none.
    """
    if "\r" in text or not blocks:
        return [() for _ in blocks]
    normal = text.replace("\0", "\ufffd")
    found: list[tuple[SourceSign, ...]] = []
    coming = list(reversed(signs))
    position = 0
    starts: list[int] = []
    for block in blocks:
        start = normal.find(block.text, position)
        starts.append(position if start < 0 else start)
        position = starts[-1] if start < 0 else start + len(block.text)
    for block, start, next_start in zip(blocks, starts, [*starts[1:], len(text)], strict=True):
        own = []
        while coming and (coming[-1].offset <= next_start):
            sign = coming.pop()
            own.append(replace(sign, offset=min(max(0, sign.offset - start), len(block.text))))
        is_bare = block.kind in (BlockKind.CODE, BlockKind.MATH)
        found.append(() if is_bare else tuple(own))
    return found


def parse_with_signs(
    text: str, definitions: Definitions, signs: Sequence[SourceSign]
) -> Sequence[Token]:
    """Return the tokens of a block with a token ``citation`` for each sign that finds a place.

    Its ``meta`` has the sign's ``number``, ``address`` and ``title``. Where a sign would change
    the Markdown around it, it moves to the end of its line or else of the block, or is left out.
    """
    plain = parse(text, definitions)
    stand_in = next((sign for sign in _STAND_INS if sign not in text), "")
    if not signs or not stand_in:
        return plain
    meant = _essence(plain, stand_in)
    placed: list[tuple[int, SourceSign]] = []
    tokens = plain
    for sign in signs[:_MOST_TRIED]:
        for offset in dict.fromkeys((sign.offset, _end_of_line(text, sign.offset), len(text))):
            tried = sorted([*placed, (offset, sign)], key=lambda place: place[0])
            made = parse(_with_stand_ins(text, tried, stand_in), definitions)
            if _essence(made, stand_in) == meant and _count(made, stand_in) == len(tried):
                placed, tokens = tried, made
                break
    _put_in(tokens, stand_in, iter([sign for _, sign in placed]))
    return tokens


def _end_of_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _with_stand_ins(text: str, places: Sequence[tuple[int, SourceSign]], stand_in: str) -> str:
    pieces, position = [], 0
    for offset, _ in places:
        pieces += [text[position:offset], stand_in]
        position = offset
    return "".join([*pieces, text[position:]])


def _essence(tokens: Sequence[Token], stand_in: str) -> list[Any]:
    """Return what tokens mean but for the stand-ins, text in one piece."""
    found: list[Any] = []
    for token in tokens:
        content = token.content.replace(stand_in, "")
        if token.type == "text" and found and found[-1][0] == "text":
            content = found.pop()[2] + content
        if token.type == "text" and not content:
            continue
        children = _essence(token.children, stand_in) if token.children is not None else None
        shown = content if token.children is None else ""
        found.append((token.type, token.attrs, shown, children))
    return found


def _count(tokens: Sequence[Token], stand_in: str) -> int:
    """Count the stand-ins in the text that is read."""
    children = (child for token in tokens for child in token.children or ())
    return sum(child.content.count(stand_in) for child in children if child.type == "text")


def _put_in(tokens: Sequence[Token], stand_in: str, signs: Iterator[SourceSign]) -> None:
    for token in tokens:
        if token.children is not None and stand_in in token.content:
            token.content = token.content.replace(stand_in, "")
            token.children = [
                made for child in token.children for made in _split(child, stand_in, signs)
            ]


def _split(token: Token, stand_in: str, signs: Iterator[SourceSign]) -> Iterator[Token]:
    if token.type != "text" or stand_in not in token.content:
        yield token
        return
    first, *rest = token.content.split(stand_in)
    yield token.copy(content=first)
    for piece, sign in zip(rest, signs, strict=False):
        meta = {"number": sign.number, "address": sign.address, "title": sign.title}
        yield Token("citation", "", 0, meta=meta)
        yield token.copy(content=piece)
