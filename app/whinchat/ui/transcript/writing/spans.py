"""Spans: the coloured runs of characters that a lexer finds in code."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Pygments' token types, most particular first, to the names of colours.
_NAMES = (
    ("Token.Comment.Preproc", "keyword"),
    ("Token.Comment", "comment"),
    ("Token.Keyword", "keyword"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Literal.Date", "number"),
    ("Token.Name.Function", "name"),
    ("Token.Name.Class", "name"),
    ("Token.Name.Builtin", "name"),
    ("Token.Name.Decorator", "name"),
    ("Token.Name.Variable", "name"),
    ("Token.Name.Tag", "keyword"),
    ("Token.Name.Attribute", "name"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Generic.Deleted", "deleted"),
    ("Token.Generic.Inserted", "inserted"),
    ("Token.Generic.Heading", "keyword"),
    ("Token.Generic.Subheading", "name"),
    ("Token.Generic.Prompt", "comment"),
    ("Token.Generic.Traceback", "deleted"),
    ("Token.Generic.Error", "deleted"),
)


class Span(NamedTuple):
    """A coloured run of characters in one line; lengths are in UTF-16 units."""

    line: int
    start: int
    length: int
    colour: str


Spans = list[Span]


def spans_in(lexer: "Lexer", text: str) -> Iterator[Span]:
    """Give the spans of a text, in order."""
    line = column = 0
    for kind, value in lexer.get_tokens(text):
        name = _colour_name(str(kind))
        for number, piece in enumerate(value.split("\n")):
            if number:
                line, column = line + 1, 0
            length = utf16_length(piece)
            if name and length:
                yield Span(line, column, length, name)
            column += length


def utf16_length(text: str) -> int:
    """Return how many positions a text takes in Qt."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@lru_cache(512)
def _colour_name(kind: str) -> str:
    for beginning, name in _NAMES:
        if kind.startswith(beginning):
            return name
    return ""
