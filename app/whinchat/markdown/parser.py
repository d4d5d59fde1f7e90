"""The text of a block to tokens, for whoever draws or writes it.

The tokens are those of markdown-it: https://markdown-it-py.readthedocs.io, "Tokens".
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from whinchat.markdown.blocks import Definition, Definitions
from whinchat.markdown.dialect import DEEPEST_NESTING, as_written, dialect

LONGEST_BLOCK = 100_000
"""Characters. A longer text is shown as it is, so that no text can hold the program up."""

_LINE_END = re.compile(r"\r\n?|\n")
_FEW_DEFINITIONS = 32
_LABEL = re.compile(r"\[([^\[\]]{1,200})\]")
_NO_DEFINITIONS: Mapping[str, Definition] = MappingProxyType({})


def parse(text: str, definitions: Definitions = _NO_DEFINITIONS) -> Sequence[Token]:
    """Return the tokens of ``text``, which is one block's or a whole document's.

    No character is lost: a text that is too long, and each block that is nested too deep, comes
    as one paragraph of plain lines. Links lead to http, https and mailto alone.
    """
    if len(text) > LONGEST_BLOCK:
        return _plain(text)
    if len(definitions) > _FEW_DEFINITIONS:
        definitions = {one: definitions[one] for one in labels_in(text) if one in definitions}
    references = {
        label: {"href": definition.href, "title": definition.title}
        for label, definition in definitions.items()
        if not definition.number
    }
    notes = {label: found for label, found in definitions.items() if found.number}
    env: dict[str, Any] = {"references": references, "notes": notes}
    tokens = dialect().parse(text, env)
    if any(map(_is_too_deep, tokens)):
        return _without_the_too_deep(tokens, text)
    return tokens


def labels_in(text: str) -> list[str]:
    """Return what in a text may be the labels of links and notes, as definitions have them."""
    return [normalizeReference(label) for label in _LABEL.findall(text)]


def task_state(token: Token) -> bool | None:
    """Return whether the box is ticked that an inline token stands for, ``None`` for no box."""
    if token.type != "html_inline":
        return None
    return 'checked="checked"' in token.content


def _is_too_deep(token: Token) -> bool:
    return token.level >= DEEPEST_NESTING - 1


def _without_the_too_deep(tokens: Sequence[Token], text: str) -> list[Token]:
    """Return the tokens with each top-level block that is nested too deep as plain lines."""
    lines = _LINE_END.split(text)
    kept: list[Token] = []
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level > 0 or token.nesting > 0:
            continue
        if any(map(_is_too_deep, block)):
            start, end = block[0].map or (0, len(lines))
            block = _plain("\n".join(lines[start:end]).rstrip("\n"))
        kept += block
        block = []
    return kept


def _plain(text: str) -> list[Token]:
    start = Token("paragraph_open", "p", 1, block=True)
    inline = Token("inline", "", 0, content=text, children=as_written(text), level=1, block=True)
    return [start, inline, Token("paragraph_close", "p", -1, block=True)]
