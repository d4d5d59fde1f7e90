"""Finding the formulas of a conversation, which are drawn before it is written."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown_it.token import Token

from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.parser import parse
from whinchat.markdown.splitter import BlockSplitter
from whinchat.storage.exchange.record import PieceKind, Record

_OPENERS = ("$", "\\(", "\\[")


class WantedFormula(NamedTuple):
    """A formula by what it is drawn from."""

    tex: str
    is_display: bool


def formulas_of(record: Record) -> Iterator[WantedFormula]:
    """Yield the formulas of all replies, some more than once."""
    for turn in record.turns():
        for piece in turn.pieces:
            is_markdown = piece.kind is PieceKind.REASONING or (
                piece.kind is PieceKind.TEXT and not turn.is_users
            )
            if is_markdown and any(opener in piece.text for opener in _OPENERS):
                yield from _formulas_in(piece.text)


def _formulas_in(text: str) -> Iterator[WantedFormula]:
    splitter = BlockSplitter()
    splitter.feed(text)
    splitter.finish()
    for block in splitter.frozen:
        if block.kind is not BlockKind.CODE:
            yield from _among(parse(block.text, splitter.definitions))


def _among(tokens: Iterable[Token]) -> Iterator[WantedFormula]:
    for token in tokens:
        if token.type in ("math_inline", "math_block"):
            is_display = token.type == "math_block" or bool(token.meta.get("display"))
            yield WantedFormula(token.content, is_display)
        yield from _among(token.children or ())
