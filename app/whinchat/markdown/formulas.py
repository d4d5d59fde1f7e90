r"""Formulas within a line: ``$…$``, ``$$…$$``, ``\(…\)`` and ``\[…\]`` as TeX has them."""

import re

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CLOSERS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
"""By what opens a formula, what closes it."""
DISPLAYED = frozenset({"$$", "\\["})
"""What opens a formula that TeX sets larger, on a line of its own."""

# What follows the first sign is tried once: each pattern ends at the next sign of its kind, so
# that a text of signs costs no more than its length. A backtick is code, never a formula.
_REST = {
    "$": re.compile(r"((?:[^$\\`]|\\.)++)\$", re.DOTALL),
    "$$": re.compile(r"((?:[^$\\`]|\\.|\$(?!\$))++)\$\$", re.DOTALL),
    "\\(": re.compile(r"((?:[^\\`]|\\[^()])++)\\\)", re.DOTALL),
    "\\[": re.compile(r"((?:[^\\`]|\\[^\[\]])++)\\\]", re.DOTALL),
}
_DOLLARS = re.compile(r"\$+")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9]")
_WORD_AFTER = re.compile(r"[0-9{]|(?!(?:st|nd|rd|th|s)\b)[A-Za-z]")
"""What a closing dollar never stands before; ``$n$th`` is an ordinal."""
_AMOUNT = re.compile(r"\d[\d.,]*\s+[A-Za-z]{2,}")
_SIGNS = re.compile(r"[\\^_={}+*/<>|&]")
_WORDS = re.compile(r"[^\W\d_]{4,}|[a-z]{2,} [a-z]{2,}")


def formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's signature
    """Make a token ``math_inline`` of a formula; an inline rule of the parser.

    Its content is TeX, its markup what opens it. What is more likely money, or brackets that were
    escaped, stays text.
    """
    opener = _opener_at(state.src, state.pos)
    if opener is None:
        return False
    tex = _tex_after(state, opener)
    if tex is None:
        return opener == "$$" and _keep_as_text(state, silent=silent)
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = tex
        token.markup = opener
        token.meta = {"display": opener in DISPLAYED}
    state.pos += len(opener) + len(tex) + len(CLOSERS[opener])
    return True


def source_of(token: Token) -> str:
    """Return a formula's token as it was written."""
    return f"{token.markup}{token.content}{CLOSERS.get(token.markup, '')}"


def is_escaped_text(opener: str, tex: str) -> bool:
    r"""Tell whether what stands between escaped brackets is rather words or a number.

    ``\[1\]`` is what becomes of a reference in brackets; ``\(1\)`` is a number set as TeX does.
    """
    return _SIGNS.search(tex) is None and (opener == "\\[" or _WORDS.search(tex) is not None)


def _opener_at(text: str, position: int) -> str | None:
    if text[position] == "\\":
        two = text[position : position + 2]
        return two if two in CLOSERS else None
    if text[position] != "$":
        return None
    dollars = _DOLLARS.match(text, position)
    return "$" if dollars and len(dollars[0]) == 1 else "$$"


def _tex_after(state: StateInline, opener: str) -> str | None:
    found = _REST[opener].match(state.src, state.pos + len(opener), state.posMax)
    if found is None or not (tex := found[1]).strip():
        return None
    match opener:
        case "$":
            before = state.src[max(0, state.pos - 1) : state.pos]
            is_apart = _WORD_BEFORE.match(before) is None
            is_apart = is_apart and _WORD_AFTER.match(state.src, found.end()) is None
            return tex if is_apart and _is_tight(tex) and _AMOUNT.match(tex) is None else None
        case "$$":
            return None if state.src.startswith("$$$", state.pos) else tex
        case _:
            return None if is_escaped_text(opener, tex) else tex


def _is_tight(tex: str) -> bool:
    return not tex[0].isspace() and not tex[-1].isspace() and tex[-1] != "/"


def _keep_as_text(state: StateInline, *, silent: bool) -> bool:
    """Take a run of dollars that opens nothing as the text it is."""
    dollars = _DOLLARS.match(state.src, state.pos, state.posMax)
    if dollars is None:
        return False
    if not silent:
        state.pending += dollars[0]
    state.pos = dollars.end()
    return True
