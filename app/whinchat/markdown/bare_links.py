"""Web addresses in running text become links, as GitHub's Markdown has it."""

import re

from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9.+-])(https?)$", re.IGNORECASE)
_LONGEST = 2_000
# Full-width punctuation ends an address too: no blank stands before it in Chinese or Japanese.
_REST = re.compile(rf"://[^\s<>\"`{{}}\u3000-\u303f\uff00-\uffef]{{1,{_LONGEST}}}")
_TRAILING = "?!.,:;*_~'"
_PAIRS = {")": "(", "]": "["}


def bare_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's signature
    """Make a link of an address at its ``://``; an inline rule of the parser.

    Looks at a bounded number of characters, so that a text of addresses costs no more than its
    length. The text of the link is the address as it was written.
    """
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    rest = _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    address = scheme[1] + _without_trailing_marks(rest[0])
    href = state.md.normalizeLink(address)
    if address == f"{scheme[1]}://" or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme[1])
    return True


def _without_trailing_marks(address: str) -> str:
    """Leave out what belongs to the sentence: full stops, quotes, brackets that open before it."""
    while address[-1] in _TRAILING or _closes_too_much(address):
        address = address[:-1]
    return address


def _closes_too_much(address: str) -> bool:
    closing = address[-1]
    return closing in _PAIRS and address.count(closing) > address.count(_PAIRS[closing])
