"""The top-level blocks of some lines: a parser's block pass without its inline pass."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from whinchat.markdown.blocks import Block, BlockKind, Definition
from whinchat.markdown.dialect import dialect
from whinchat.markdown.footnotes import NOTE, words_of_note
from whinchat.markdown.formula_blocks import ENDS_HERE
from whinchat.markdown.table_pipes import hide_pipes, show_pipes

_KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "blockquote_open": BlockKind.QUOTE,
    "table_open": BlockKind.TABLE,
    "hr": BlockKind.RULE,
    "math_block": BlockKind.MATH,
    "footnote_reference_open": BlockKind.NOTE,
}

ENDED_BY_EMPTY_LINE = frozenset({BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.QUOTE})

LONGEST_NOTE_SEEN = 300
"""Characters of a note that are known where it is referred to."""
_GLANCE = 20
"""Lines of a note that are looked at for these."""
_CODE_INDENT = 4


@dataclass(frozen=True, slots=True)
class Fence:
    """The opening line of a code block."""

    mark: str
    indent: int
    """Spaces before it, which its lines may have as well."""
    info: str

    def is_closed_by(self, line: str) -> bool:
        """Tell whether ``line`` is the closing fence."""
        body = line.rstrip(" \t")
        marks = body.lstrip(" ")
        return (
            len(marks) >= len(self.mark)
            and marks.strip(self.mark[0]) == ""
            and len(body) - len(marks) < _CODE_INDENT
        )

    def may_be_closed_by(self, beginning: str) -> bool:
        """Tell whether a line that begins so could become the closing fence."""
        marks = beginning.strip(" ")
        return marks != "" and marks.strip(self.mark[0]) == ""

    def code(self, line: str) -> str:
        """Return a line of the block as code: without the indent of the fence."""
        return unindented(line, self.indent) if self.indent else line


@dataclass(frozen=True, slots=True)
class Section:
    """One top-level block as a range of lines."""

    kind: BlockKind
    start: int
    end: int
    """The line after its last one; empty lines at the end may be counted in or not."""
    fence: Fence | None = None
    """For a code block between fences."""
    is_closed: bool = True
    """For a code block between fences: whether the closing one has come."""
    item_starts: tuple[int, ...] = ()
    """For a list: where its items begin."""
    counts_up: bool = True
    """For a list: whether the last item says the number that it has."""
    is_whole: bool = False
    """For a paragraph: whether no further line can join it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the block pass finds in some lines."""

    sections: tuple[Section, ...]
    definitions: tuple[tuple[int, str, Definition], ...]
    """The line after each link reference definition, its label, and where it leads.

    Of a note it is the line after its first one: from then on there is something to refer to.
    """


def outline(lines: Sequence[str]) -> Outline:
    """Find the top-level blocks of ``lines`` as CommonMark has it."""
    parser = dialect()
    tokens: list[Token] = []
    env: dict[str, dict[str, dict[str, str]]] = {}
    text = hide_pipes("".join(f"{line}\n" for line in lines))
    parser.block.parse(text, parser, env, tokens)
    show_pipes(tokens)
    sections = [
        _section(tokens, number, lines)
        for number, token in enumerate(tokens)
        if token.level == 0 and token.type in _KINDS
    ]
    definitions = [
        (int(found["map"][1]), label, Definition(found["href"], found["title"]))
        for label, found in env.get("references", {}).items()
    ]
    definitions += [_note(token, lines) for token in tokens if token.type == f"{NOTE}_open"]
    return Outline(tuple(sections), tuple(definitions))


@lru_cache(4)
def first_section(beginning: str) -> Section | None:
    """Return what a line begins; it is asked for as long as the line grows."""
    return next(iter(outline([beginning]).sections), None)


def block_of(section: Section, lines: Sequence[str]) -> Block:
    """Return a section as a block, closed."""
    if section.fence is not None:
        code = lines[section.start + 1 : section.end - section.is_closed]
        return code_block(section.fence, [section.fence.code(line) for line in code])
    own = without_empty_end(lines[section.start : section.end])
    if section.kind is BlockKind.CODE:
        own = [unindented(line, _CODE_INDENT) for line in own]
    return Block(section.kind, "\n".join(own))


def code_block(fence: Fence, lines: Sequence[str], *, is_open: bool = False) -> Block:
    """Return the block of a fence and the lines of code below it."""
    return Block(BlockKind.CODE, "\n".join(lines), fence.info, is_open)


def without_empty_end(lines: Sequence[str]) -> list[str]:
    """Return the lines up to the last one with something in it."""
    end = len(lines)
    while end and is_empty(lines[end - 1]):
        end -= 1
    return list(lines[:end])


def is_empty(line: str) -> bool:
    """Tell whether a line ends a paragraph: CommonMark knows blanks and tabs alone."""
    return not line.strip(" \t")


def unindented(line: str, columns: int) -> str:
    """Return ``line`` without up to ``columns`` columns of blanks; a tab stops at each 4th."""
    column = position = 0
    while position < len(line) and column < columns and line[position] in " \t":
        column += _CODE_INDENT - column % _CODE_INDENT if line[position] == "\t" else 1
        position += 1
    return " " * (column - columns) + line[position:]


def _note(token: Token, lines: Sequence[str]) -> tuple[int, str, Definition]:
    start, end = token.map or (0, 0)
    words = words_of_note(list(lines[start : min(end, start + _GLANCE)]))
    return start + 1, token.meta["label"], Definition("", words[:LONGEST_NOTE_SEEN], number=1)


def _section(tokens: list[Token], number: int, lines: Sequence[str]) -> Section:
    token = tokens[number]
    start, end = token.map or (0, 0)
    kind = _KINDS[token.type]
    if token.type == "fence":
        first = lines[start]
        indent = len(first) - len(first.lstrip(" "))
        fence = Fence(token.markup, indent, unescapeAll(token.info).strip())
        is_closed = end - start > 1 and fence.is_closed_by(lines[end - 1])
        return Section(kind, start, end, fence, is_closed)
    if kind is not BlockKind.LIST:
        return Section(kind, start, end, is_whole=token.meta.get(ENDS_HERE, False))
    return _list_section(tokens, number, start, end)


def _list_section(tokens: list[Token], number: int, start: int, end: int) -> Section:
    items: list[int] = []
    last_number = ""
    for token in tokens[number + 1 :]:
        if token.level == 0:
            break
        if token.level == 1 and token.type == "list_item_open" and token.map:
            items.append(token.map[0])
            last_number = token.info
    first_number = int(tokens[number].attrGet("start") or 1)
    counts_up = last_number in {"", str(first_number + len(items) - 1)}
    return Section(BlockKind.LIST, start, end, item_starts=tuple(items), counts_up=counts_up)


_PLAIN_LINE = re.compile(r" {0,3}(?!\[\^)[^\s#>`~*+\-_=|:\d$\\]")
_PLAIN_ROW = re.compile(r" {0,3}(?!\[\^)[^\s#>`~*+\-_\d$\\]")


def may_end(kind: BlockKind, line: str) -> bool:
    """Tell whether ``line`` may do more to an open block of this kind than make it longer."""
    match kind:
        case BlockKind.PARAGRAPH:
            return _PLAIN_LINE.match(line) is None
        case BlockKind.TABLE:
            return _PLAIN_ROW.match(line) is None
        case _:
            return True


_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])\s")


def surely_ends(kind: BlockKind, last_lines: Sequence[str]) -> bool:
    """Tell whether an open block of this kind has plainly ended with the last of these lines."""
    *before, last = last_lines
    if kind in ENDED_BY_EMPTY_LINE:
        return is_empty(last)
    is_at_margin = not is_empty(last) and last[0] not in " \t"
    return all(map(is_empty, before)) and is_at_margin and _ITEM.match(last) is None
