"""Pipes within formulas: in a table they are no borders of cells."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

# A character that is no character; a text that holds it keeps its pipes.
_HIDDEN = "\ufdd0"
_PIPE = "|"
_FORMULA = re.compile(
    r"\\\\|\\\$|(?<![A-Za-z0-9])\$(?![\s$])(?:[^$\\`]|\\.)++(?<=[^\s/])\$(?![A-Za-z0-9])"
    r"|\\\((?:[^\\`]|\\[^()])++\\\)"
)


def hide_pipes(text: str) -> str:
    """Return the text with the pipes in its formulas as a sign that the rule for tables skips."""
    if _PIPE not in text or _HIDDEN in text or not ("$" in text or "\\(" in text):
        return text
    return "\n".join(map(_hidden, text.split("\n")))


def show_pipes(tokens: Sequence[Token]) -> None:
    """Give the tokens of a text with hidden pipes their pipes again."""
    for token in tokens:
        if _HIDDEN in token.content:
            token.content = token.content.replace(_HIDDEN, _PIPE)
        if _HIDDEN in token.info:
            token.info = token.info.replace(_HIDDEN, _PIPE)


def _hidden(line: str) -> str:
    if _PIPE not in line or not ("$" in line or "\\(" in line):
        return line
    return _FORMULA.sub(lambda found: found[0].replace(_PIPE, _HIDDEN), line)
