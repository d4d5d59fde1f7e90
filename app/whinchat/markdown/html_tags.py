"""The few tags that are more than text: breaks, small and raised letters, keys and the like."""

import re
from collections.abc import Callable, Sequence

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_PAIRED = {name: name for name in ("sub", "sup", "kbd", "mark", "u")} | {
    "ins": "u",
    "b": "strong",
    "strong": "strong",
    "summary": "strong",
    "i": "em",
    "em": "em",
    "s": "s",
    "del": "s",
}
"""By tag, the tokens that stand for it, without ``_open`` and ``_close``."""
_LONGEST = 300
_ATTRIBUTES = rf"(?:\s[^<>]{{0,{_LONGEST}}})?"
_PAIR = re.compile(rf"<(/?)({'|'.join(_PAIRED)}){_ATTRIBUTES}>", re.IGNORECASE)
_BREAK = re.compile(rf"<br{_ATTRIBUTES}/?>(?:[ \t]*\n[ \t]*)?", re.IGNORECASE)
# A comment ends before another one begins, so that a text of beginnings is read once.
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*+-->", re.DOTALL)
_FOLD = re.compile(rf"</?details{_ATTRIBUTES}>[ \t]*(?:\n|(?=<summary)|\Z)", re.IGNORECASE)
_HTML = "html_tag"
_DEEPEST = 20
"""How many tags may be open between a tag and its partner, and blanks before the edge of a fold."""


def html_tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Read a tag that is known here, a comment, or the edge of a fold; an inline rule.

    What has no partner becomes text again in ``paired``. No attribute is looked at.
    """
    if state.src[state.pos] != "<":
        return False
    for pattern, push in _KNOWN:
        found = pattern.match(state.src, state.pos, state.posMax)
        if found is not None and (pattern is not _FOLD or _begins_line(state)):
            if not silent:
                push(state, found)
            state.pos = found.end()
            return True
    return False


def paired(tokens: Sequence[Token]) -> list[Token]:
    """Return inline tokens in which each known tag has its partner, or is text."""
    if not any(token.type == _HTML for token in tokens):
        return list(tokens)
    pairs = _Pairs()
    for number, token in enumerate(tokens):
        pairs.take(number, token)
    return [_as_element(token, pairs.matched, number) for number, token in enumerate(tokens)]


class _Pairs:
    """Finds the partners; a pair lies within one element of Markdown."""

    def __init__(self) -> None:
        self.matched: set[int] = set()
        self._open: list[list[tuple[str, int]]] = [[]]
        """For each element that is open, the tags in it that are."""

    def take(self, number: int, token: Token) -> None:
        if token.type != _HTML:
            if token.nesting > 0:
                self._open.append([])
            elif token.nesting < 0 and len(self._open) > 1:
                self._open.pop()
        elif token.nesting > 0:
            self._open[-1].append((token.tag, number))
        else:
            self._close(number, token.tag)

    def _close(self, number: int, tag: str) -> None:
        opened = self._open[-1]
        if not any(name == tag for name, _ in opened[-_DEEPEST:]):
            return
        while opened:
            name, start = opened.pop()
            if name == tag:
                self.matched |= {start, number}
                return


def _as_element(token: Token, matched: set[int], number: int) -> Token:
    if token.type != _HTML:
        return token
    if number not in matched:
        return Token("text", "", 0, content=token.content)
    kind = _PAIRED[token.tag]
    tag = "strong" if token.tag == "summary" else token.tag
    ending = "open" if token.nesting > 0 else "close"
    return Token(f"{kind}_{ending}", tag, token.nesting, level=token.level)


def _begins_line(state: StateInline) -> bool:
    before = state.src[max(0, state.pos - _DEEPEST) : state.pos].rstrip(" \t")
    return before == "" or before.endswith("\n")


def _push_tag(state: StateInline, found: re.Match[str]) -> None:
    token = state.push(_HTML, found[2].lower(), 0)
    token.nesting = -1 if found[1] else 1
    token.content = found[0]


def _push_break(state: StateInline, _found: re.Match[str]) -> None:
    state.push("hardbreak", "br", 0)


def _push_nothing(_state: StateInline, _found: re.Match[str]) -> None:
    """Show nothing for a comment, and for the edge of what a page would fold."""


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[StateInline, re.Match[str]], None]], ...] = (
    (_PAIR, _push_tag),
    (_BREAK, _push_break),
    (_COMMENT, _push_nothing),
    (_FOLD, _push_nothing),
)
