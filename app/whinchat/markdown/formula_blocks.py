r"""Formulas on lines of their own: ``$$…$$``, ``\[…\]`` and amsmath's environments.

Such a block begins with its first line alone, whatever follows, and ends at the latest at an empty
line, which TeX allows in no formula either. So a text that grows never makes a block of before
another one.
"""

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from whinchat.markdown.formulas import is_escaped_text

AS_WRITTEN = "as_written"
"""In an inline token's ``meta``: it is shown as the text it is."""
ENDS_HERE = "ends_here"
"""In a paragraph's ``meta``: no further line joins it."""

_ENVIRONMENTS = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|split|aligned|alignedat|gathered|"
    "cases|array|[pbBvV]?matrix|smallmatrix|CD"
)
_BEGIN = re.compile(rf"(\$\$)(?!\$)|(\\\[)|\\begin\{{((?:{_ENVIRONMENTS})\*?)\}}")
_MAY_BEGIN = ("$$", "\\[", "\\begin{")
# After a formula a sentence may end.
_AFTER = re.compile(r"[ \t]*([.,;:!?]?)[ \t]*$")
_ANOTHER_BLOCK = re.compile(r"```|~~~|#{1,6}(?:[ \t]|$)")
_DOLLARS = re.compile(r"(?<!\\)\$\$")


@dataclass(frozen=True, slots=True)
class _Delimiters:
    opener: str
    """As it is written; nothing for an environment, which belongs to its TeX."""
    start: int
    """Where the TeX begins in the first line."""
    opens_again: re.Pattern[str] | None
    closes: re.Pattern[str]
    closer_length: int
    """How many characters at the end of what ``closes`` finds are not TeX."""


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Make a token ``math_block`` of a formula on its own lines; a block rule of the parser.

    One that has no end is a paragraph that is shown as it was written, one behind whose end there
    are more words an ordinary paragraph. Looks at each line once.
    """
    if state.is_code_block(start):
        return False
    signs = _delimiters(_line(state, start))
    if signs is None or (silent and signs.opener == "$$" and _closes_what_is_open(state, start)):
        return False
    if silent:
        return True
    last, closed_at = _find_end(state, start, end, signs)
    state.line = last + 1
    tex = _tex(state, start, last, signs, closed_at) if closed_at is not None else ""
    if closed_at is None or not tex:
        _push_paragraph(state, start, {AS_WRITTEN: True})
    elif (after := _AFTER.match(_line(state, last), closed_at)) is None:
        _push_paragraph(state, start, {})
    else:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.markup = signs.opener
        token.content = f"{tex}{after[1]}" if signs.opener else tex
        token.map = [start, state.line]
    return True


def may_begin_formula(line: str) -> bool:
    """Tell whether a block that begins with this line may be a formula."""
    return line.lstrip(" ").startswith(_MAY_BEGIN)


def ends_formula(first: str, line: str) -> bool:
    """Tell whether ``line`` ends a formula whose first line is ``first``."""
    signs = _delimiters(first.lstrip(" "))
    return signs is not None and signs.closes.search(line) is not None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _delimiters(line: str) -> _Delimiters | None:
    """Return the delimiters of a block that begins with a line, if one does.

    A line that holds the end as well, and more behind it, begins none: it is one of words.
    """
    begin = _BEGIN.match(line)
    if begin is None:
        return None
    signs = _signs(begin)
    closed = signs.closes.search(line, begin.end())
    if closed is None:
        return signs
    is_whole = _AFTER.match(line, closed.end()) is not None
    tex = line[signs.start : closed.end() - signs.closer_length]
    is_words = signs.opener == "\\[" and is_escaped_text(signs.opener, tex)
    return signs if is_whole and tex.strip() and not is_words else None


def _signs(begin: re.Match[str]) -> _Delimiters:
    dollars, bracket, name = begin.groups()
    if dollars:
        return _Delimiters("$$", 2, None, _DOLLARS, 2)
    if bracket:
        opens = re.compile(r"(?<!\\)(?:\\\\)*\\\[")
        return _Delimiters("\\[", 2, opens, re.compile(r"(?<!\\)(?:\\\\)*\\\]"), 2)
    name = re.escape(name)
    opens = re.compile(rf"\\begin\{{{name}\}}")
    return _Delimiters("", 0, opens, re.compile(rf"\\end\{{{name}\}}"), 0)


def _find_end(
    state: StateBlock, start: int, end: int, signs: _Delimiters
) -> tuple[int, int | None]:
    """Return the last line, and behind which character of it the formula ends, if it does."""
    for number in range(start, end):
        line = _line(state, number)
        if number > start and _is_beyond(state, number, line, signs):
            return number - 1, None
        closed = signs.closes.search(line, len(signs.opener) if number == start else 0)
        if closed is not None:
            return number, closed.end()
    return end - 1, None


def _is_beyond(state: StateBlock, number: int, line: str, signs: _Delimiters) -> bool:
    """Tell whether a line is none of the formula that begins above it."""
    if not line.strip(" \t") or state.sCount[number] < state.blkIndent:
        return True
    if signs.opens_again is not None and signs.opens_again.search(line) is not None:
        return True
    return _ANOTHER_BLOCK.match(line) is not None


def _closes_what_is_open(state: StateBlock, start: int) -> bool:
    """Tell whether the block that is being read has opened dollars that a line closes."""
    above = range(state.line, start)
    return sum(len(_DOLLARS.findall(_line(state, number))) for number in above) % 2 == 1


def _tex(state: StateBlock, start: int, last: int, signs: _Delimiters, closed_at: int) -> str:
    lines = [_line(state, number) for number in range(start, last + 1)]
    lines[-1] = lines[-1][: closed_at - signs.closer_length]
    lines[0] = lines[0][signs.start :]
    return "\n".join(lines).strip()


def _push_paragraph(state: StateBlock, start: int, meta: dict[str, bool]) -> None:
    opened = state.push("paragraph_open", "p", 1)
    opened.map = [start, state.line]
    opened.meta = {ENDS_HERE: not meta}
    inline = state.push("inline", "", 0)
    inline.content = "\n".join(_line(state, number) for number in range(start, state.line)).rstrip()
    inline.map = [start, state.line]
    inline.children = []
    inline.meta = meta
    state.push("paragraph_close", "p", -1)
