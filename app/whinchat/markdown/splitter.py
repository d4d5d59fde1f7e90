"""Markdown to blocks while it comes, at a cost that grows with the text and not with its square.

A closed CommonMark block is never opened again. So only the lines from the open block on are
kept, and only they are parsed, when a line has ended.
"""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import replace

from whinchat.markdown.blocks import Block, BlockKind, Definition
from whinchat.markdown.formula_blocks import ends_formula, may_begin_formula
from whinchat.markdown.lines import LineAssembler
from whinchat.markdown.long_lists import LongLists
from whinchat.markdown.outline import (
    ENDED_BY_EMPTY_LINE,
    Fence,
    Outline,
    Section,
    block_of,
    code_block,
    first_section,
    is_empty,
    may_end,
    outline,
    surely_ends,
)
from whinchat.markdown.table_pages import HEAD_LINES, pages_of

_LONG_LIST = 2_000
"""Characters. A longer list is shown in pieces while it grows, so that its old items rest."""
_LONG_TAIL = 1_000
"""Characters. A longer open block is parsed again when it has grown by a quarter of itself."""
_GROWTH = 4
LONGEST_BLOCK = 16_000
"""Characters. A block that is longer ends with the line that makes it so, but for code."""
MOST_LINES = 200
"""Of a block, likewise."""
_COMPLETE_IN_ITSELF = {BlockKind.HEADING, BlockKind.RULE, BlockKind.MATH}
_GLANCE = 200
"""Characters of an unfinished line that are looked at to see what it may become."""


def split(text: str) -> tuple[Block, ...]:
    """Return the blocks of a whole text."""
    splitter = BlockSplitter()
    splitter.feed(text)
    splitter.finish()
    return tuple(splitter.frozen)


class BlockSplitter:
    """Splits a growing text into blocks, wherever its pieces are cut.

    After ``finish`` the blocks are those of the whole text. Before it, whenever a line has ended,
    they are those of what has come, except that a long list is in several blocks and that a tail
    of more than 1,000 characters may for a while hold what comes after it. Either way what is
    parsed at once is bounded: a huge block is several, cut at line ends.
    """

    def __init__(self) -> None:
        self._assembler = LineAssembler()
        self._frozen: list[Block] = []
        self._definitions: dict[str, Definition] = {}
        self._coming: dict[str, Definition] = {}
        """Definitions that the open lines may still change."""
        self._news: list[str] = []
        self._notes = 0
        """How many notes there are that nothing can change."""
        self._lines: list[str] = []
        """From the end of the last frozen block on; in an open fence the code alone."""
        self._fence: Fence | None = None
        self._open: Section | None = None
        self._size = 0
        self._parsed_size = 0
        self._is_stale = False
        self._long_lists = LongLists()
        self._head: list[str] = []
        """Of the table that was cut above: its next rows come under it again."""

    @property
    def frozen(self) -> Sequence[Block]:
        """Return the blocks that are complete. Grows at its end until ``finish``."""
        return self._frozen

    @property
    def definitions(self) -> ChainMap[str, Definition]:
        """Return the definitions of links and notes that have come, the first of each label."""
        return ChainMap(self._definitions, self._coming)

    def take_news(self) -> Sequence[str]:
        """Return the labels whose definition is new or another one since the last call."""
        news, self._news = self._news, []
        return news

    def feed(self, delta: str) -> None:
        """Take the next piece of the text."""
        for line in self._assembler.feed(delta):
            self._take(line)
        if self._is_stale and self._is_worth_parsing():
            self._advance()

    def finish(self) -> None:
        """End the text: everything becomes frozen, and long lists one block each."""
        unfinished = self._assembler.unfinished
        self._assembler = LineAssembler()
        if not is_empty(unfinished):
            self._take(unfinished)
        if self._fence is not None:
            self._freeze(code_block(self._fence, self._lines))
            self._fence = None
        else:
            found = outline(self._lines)
            for section in found.sections:
                self._freeze(block_of(section, self._lines))
            self._keep_definitions(found, len(self._lines))
        self._open = None
        self._drop(len(self._lines))
        self._frozen = self._long_lists.joined(self._frozen)

    def tail(self) -> Block | None:
        """Return the open block, with the unfinished line; ``None`` between blocks."""
        unfinished = self._assembler.unfinished
        if self._fence is not None:
            is_code = unfinished and not self._fence.may_be_closed_by(unfinished)
            lines = [*self._lines, self._fence.code(unfinished)] if is_code else self._lines
            return code_block(self._fence, lines, is_open=True)
        if self._open is None:
            return _glance(unfinished)
        shown = Section(self._open.kind, self._open.start, len(self._lines) + 1)
        block = block_of(shown, [*self._lines, unfinished])
        return Block(block.kind, block.text, is_open=True)

    def _take(self, line: str) -> None:
        if self._fence is None and len(line) > LONGEST_BLOCK:
            self._take_alone(line)
        elif self._fence is None:
            added = [*self._head, line] if "|" in line else [line]
            self._head = []
            self._lines += added
            self._size += sum(map(len, added)) + len(added)
            self._is_stale = self._is_stale or self._may_change_something(line)
            if self._is_too_long(0):
                self._bound()
        elif self._fence.is_closed_by(line):
            self._freeze(code_block(self._fence, self._lines))
            self._fence = None
            self._drop(len(self._lines))
        else:
            self._lines.append(self._fence.code(line))

    def _may_change_something(self, line: str) -> bool:
        if self._open is None:
            return True
        first = self._lines[self._open.start].lstrip()
        if first.startswith("[") or may_begin_formula(first):
            # What looks like a paragraph may become a definition or a formula.
            return True
        return may_end(self._open.kind, line)

    def _is_worth_parsing(self) -> bool:
        if self._size <= _LONG_TAIL or (self._size - self._parsed_size) * _GROWTH >= self._size:
            return True
        if self._open is None:
            return surely_ends(BlockKind.PARAGRAPH, self._lines[-2:])
        kind = self._open.kind
        if ends_formula(self._lines[self._open.start], self._lines[-1]):
            return True
        return surely_ends(kind, self._lines[-2:])

    def _advance(self) -> None:
        """Parse the open lines and freeze what is complete."""
        found = outline(self._lines)
        complete = list(found.sections)
        self._open = None
        if complete and not self._is_complete(complete[-1]):
            self._open = complete.pop()
        for section in complete:
            self._freeze(block_of(section, self._lines))
        self._keep_the_rest(found, complete[-1].end if complete else 0)

    def _is_too_long(self, start: int) -> bool:
        lines = len(self._lines) - start + self._long_lists.lines
        if start == 0:
            return lines > MOST_LINES or self._size + self._long_lists.size > LONGEST_BLOCK
        size = sum(map(len, self._lines[start:])) + len(self._lines) - start
        return lines > MOST_LINES or size + self._long_lists.size > LONGEST_BLOCK

    def _bound(self) -> None:
        """Freeze what is complete, and the open block too where it is too long."""
        self._advance()
        start = self._open.start if self._open is not None else 0
        if self._fence is None and self._is_too_long(start):
            if self._open is not None and self._open.kind is BlockKind.TABLE:
                self._head = self._lines[start : start + HEAD_LINES]
            self._cut()

    def _cut(self) -> None:
        """End the open block here."""
        if self._open is not None:
            self._freeze(block_of(self._open, self._lines))
        self._definitions.update(self._coming)
        self._notes += sum(definition.number > 0 for definition in self._coming.values())
        self._coming = {}
        self._open = None
        self._drop(len(self._lines))

    def _take_alone(self, line: str) -> None:
        """Take a line too long to be parsed: it is a paragraph, or else code."""
        if self._lines:
            self._advance()
        if self._fence is not None:
            self._lines.append(self._fence.code(line))
            return
        self._cut()
        self._head = []
        self._freeze(Block(BlockKind.PARAGRAPH, line))

    def _keep_the_rest(self, found: Outline, end: int) -> None:
        """Go on with the open block, which lies behind line ``end`` of what was parsed."""
        match self._open:
            case None:
                # A definition that no empty line has ended may still get a title.
                has_new = any(line > end for line, _, _ in found.definitions)
                if is_empty(self._lines[-1]) or not has_new:
                    end = len(self._lines)
            case Section(fence=Fence() as fence, start=start):
                self._fence = fence
                self._open = None
                end = start + 1
                self._lines[end:] = map(fence.code, self._lines[end:])
            case Section(kind=BlockKind.LIST) as section:
                end = self._freeze_old_items(section, end)
        self._keep_definitions(found, end)
        self._drop(end)

    def _freeze_old_items(self, section: Section, end: int) -> int:
        """Freeze a long list but its last item; return the line from which to keep."""
        is_long = sum(map(len, self._lines[section.start :])) > _LONG_LIST
        if not is_long or len(section.item_starts) == 1 or not section.counts_up:
            return end
        last_item = section.item_starts[-1]
        old_items = Section(BlockKind.LIST, section.start, last_item)
        self._long_lists.add(len(self._frozen), self._lines[section.start : last_item])
        self._frozen.append(block_of(old_items, self._lines))
        self._open = Section(BlockKind.LIST, last_item, section.end)
        return last_item

    def _is_complete(self, section: Section) -> bool:
        below = self._lines[section.end :]
        if not all(map(is_empty, below)):
            return True  # A definition follows.
        if section.fence is not None:
            return section.is_closed
        if section.kind in ENDED_BY_EMPTY_LINE:
            return bool(below) or section.is_whole
        return section.kind in _COMPLETE_IN_ITSELF

    def _freeze(self, block: Block) -> None:
        self._long_lists.end(len(self._frozen), block)
        self._frozen += pages_of(block) if block.kind is BlockKind.TABLE else (block,)

    def _keep_definitions(self, found: Outline, end: int) -> None:
        before, self._coming = self._coming, {}
        notes = self._notes
        for line, label, definition in found.definitions:
            if label in self._definitions or label in self._coming:
                continue
            known = self._definitions if line <= end else self._coming
            is_note = definition.number > 0
            numbered = replace(definition, number=notes + 1) if is_note else definition
            known[label] = numbered
            notes += is_note
            if known is self._definitions:
                self._notes = notes
            if before.get(label) != numbered:
                self._news.append(label)

    def _drop(self, count: int) -> None:
        """Forget the first ``count`` lines: all before them is frozen."""
        del self._lines[:count]
        if self._open is not None:
            self._open = Section(self._open.kind, self._open.start - count, len(self._lines))
        self._size = self._parsed_size = sum(map(len, self._lines)) + len(self._lines)
        self._is_stale = False


def _glance(unfinished: str) -> Block | None:
    """Return what a line that has only begun looks like; ``None`` while there is nothing to see."""
    seen = first_section(unfinished[:_GLANCE])
    if seen is None:
        return None
    if seen.fence is not None:
        return code_block(seen.fence, [], is_open=True)
    block = block_of(seen, [unfinished])
    return Block(block.kind, block.text, is_open=True)
