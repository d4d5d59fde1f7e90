"""What each piece of code is, for those who colour it: the few kinds that have a colour."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_LONGEST_COLOURED = 50_000
"""Characters of code. Lexers take long for more."""


class CodeKind(StrEnum):
    """What a piece of code is."""

    PLAIN = ""
    KEYWORD = "keyword"
    STRING = "string"
    NUMBER = "number"
    NAME = "name"
    COMMENT = "comment"


_KINDS = (
    ("Token.Keyword", CodeKind.KEYWORD),
    ("Token.Operator.Word", CodeKind.KEYWORD),
    ("Token.Name.Tag", CodeKind.KEYWORD),
    ("Token.Literal.String", CodeKind.STRING),
    ("Token.Literal.Number", CodeKind.NUMBER),
    ("Token.Name.Function", CodeKind.NAME),
    ("Token.Name.Class", CodeKind.NAME),
    ("Token.Name.Builtin", CodeKind.NAME),
    ("Token.Name.Decorator", CodeKind.NAME),
    ("Token.Name.Attribute", CodeKind.NAME),
    ("Token.Comment", CodeKind.COMMENT),
)


def lexer_of(code: str, language: str) -> "Lexer | None":
    """Return what reads code of that language, if it is known and the code not too long."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # slow to import
    from pygments.util import ClassNotFound  # noqa: PLC0415  # slow to import

    if not language or len(code) > _LONGEST_COLOURED:
        return None
    try:
        return get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def coloured_pieces(code: str, language: str) -> Iterator[tuple[CodeKind, str]]:
    """Yield code in pieces, each with what it is; joined they are the code."""
    lexer = lexer_of(code, language)
    if lexer is None:
        yield CodeKind.PLAIN, code
        return
    for token, text in lexer.get_tokens(code):
        name = str(token)
        yield next((kind for start, kind in _KINDS if name.startswith(start)), CodeKind.PLAIN), text
