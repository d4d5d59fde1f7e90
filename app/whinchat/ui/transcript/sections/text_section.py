"""Sections: the rows of one part of a message, kept in step with a text that may grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whinchat.domain.parts import TextPart
from whinchat.markdown.blocks import Block, BlockKind, Definitions
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.diagram_row import make_code_row
from whinchat.ui.transcript.rows.math_row import MathRow
from whinchat.ui.transcript.rows.plain_row import PlainRow, pieces
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.rows.table_row import TableRow
from whinchat.ui.transcript.sections.rest import Rest
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.parsing import labels_in, new_splitter, signs_of
from whinchat.ui.transcript.writing.tables import MOST_COLUMNS

if TYPE_CHECKING:
    from whinchat.markdown.splitter import BlockSplitter

_PLAIN_ABOVE = 20_000
"""Characters. A longer paragraph or list is shown as it was written: its marks would take long."""
_MOST_BLOCKS = 20_000
"""What comes after so many stays as it was written: a block takes a kilobyte and more."""
_FEW = 32
"""Definitions that each row may hold."""
_ROWS_IN_BLOCK = 1 << 20


class TextSection:
    """Markdown as rows, one for each block; a huge block becomes many plain ones."""

    def __init__(self, stage: Stage, part: int, *, is_quiet: bool = False) -> None:
        self._stage = stage
        self._part = part
        self._is_quiet = is_quiet
        self._text = ""
        self._splitter: BlockSplitter | None = new_splitter()
        self._blocks: list[Block] = []
        self._starts: list[int] = []
        """Of each block, the index of its first row."""
        self._mentions: dict[str, list[ProseRow | TableRow]] = {}
        """By label, the rows that may refer to it."""
        self._grows = False
        self._rows: list[Row] = []
        self._rest = Rest(stage, part, is_quiet=is_quiet)

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [*self._rows, *self._rest.rows]

    @property
    def is_filling(self) -> bool:
        """Return whether some of the text is still shown as it was written."""
        return bool(self._rest.rows) and not self._is_full

    @property
    def _is_full(self) -> bool:
        return len(self._blocks) >= _MOST_BLOCKS

    def heir(self, key: RowKey) -> RowKey:
        """Return the key of the row that shows what a row of the rest showed."""
        return self._rest.heirs.get(key, key)

    def show(self, text: str, *, is_growing: bool) -> int:
        """Show the text; return the index of the first row that is new or changed.

        A text that has only grown costs what has grown. One that is there at once and long is
        shown as it was written, and each call turns some more of it into blocks.
        """
        self._grows = self._grows or is_growing
        if self._splitter is None and text == self._text:
            return len(self._rows)
        if self._splitter is None or not text.startswith(self._text):
            self._splitter = new_splitter()
            self._text = ""
            self._rest.clear()
        splitter = self._splitter
        settled = self._settled(splitter)
        first = len(self._rows)
        if len(text) > len(self._text):
            more = self._rest.hold(text[len(self._text) :], is_growing=is_growing)
            splitter.feed(more)
        self._text = text
        for piece in self._rest.take() if not self._is_full else ():
            splitter.feed(piece)
        if not is_growing and not self._rest.rows:
            splitter.finish()
            self._splitter = None
            settled = 0
        first = min(first, self._match(splitter, settled))
        self._rest.leave(self._rows[first:])
        return first

    def cite(self, part: TextPart) -> int:
        """Show the numbers of sources in the words; return the first row that they change."""
        first = len(self._rows)
        for signs, start in zip(signs_of(part, self._blocks), self._starts, strict=True):
            row = self._rows[start]
            if isinstance(row, ProseRow | TableRow) and row.cite(signs):
                first = min(first, start)
        return first

    def _settled(self, splitter: BlockSplitter) -> int:
        """Return how many blocks are frozen and shown already."""
        return min(len(splitter.frozen), len(self._blocks)) if self._text else 0

    def _match(self, splitter: BlockSplitter, settled: int) -> int:
        """Make the rows those of the splitter's blocks, the first of which need no look."""
        wanted = list(splitter.frozen[settled:])
        if (tail := splitter.tail()) is not None:
            wanted.append(tail)
        first = self._redefine(splitter)
        for number, block in enumerate(wanted, settled):
            if number < len(self._blocks) and self._blocks[number] == block:
                continue
            start = self._starts[number] if number < len(self._starts) else len(self._rows)
            first = min(first, start)
            self._show_block(number, block, splitter)
            self._keep_mentions(number, block)
        count = settled + len(wanted)
        if count < len(self._blocks):
            end = self._starts[count]
            first = min(first, end)
            del self._rows[end:], self._blocks[count:], self._starts[count:]
        return first

    def _redefine(self, splitter: BlockSplitter) -> int:
        """Show what mentions a label that now leads elsewhere; return the first such row."""
        news = splitter.take_news()
        changed = {row for label in news for row in self._mentions.get(label, ())}
        for row in changed:
            row.redefine(_definitions_for(row.source, splitter))
        count = len(self._rows)
        return next((place for place in range(count) if self._rows[place] in changed), count)

    def _keep_mentions(self, number: int, block: Block) -> None:
        """Remember which labels a block mentions that will not change any more."""
        if block.is_open or "[" not in block.text:
            return
        row = self._rows[self._starts[number]]
        if isinstance(row, ProseRow | TableRow):
            for label in labels_in(block.text):
                self._mentions.setdefault(label, []).append(row)

    def _show_block(self, number: int, block: Block, splitter: BlockSplitter) -> None:
        if number == len(self._blocks):
            self._starts.append(len(self._rows))
            self._blocks.append(block)
            self._rows += self._make_rows(number, block, splitter)
            return
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._rows)
        before, self._blocks[number] = self._blocks[number], block
        if _shape(before) == _shape(block) and self._update(self._rows[start:end], block, splitter):
            return
        made = self._make_rows(number, block, splitter)
        self._rows[start:end] = made
        shift = len(made) - (end - start)
        for later in range(number + 1, len(self._starts)):
            self._starts[later] += shift

    def _update(self, rows: list[Row], block: Block, splitter: BlockSplitter) -> bool:
        match rows:
            case [ProseRow() | MathRow() as row]:
                row.show(block, _definitions_for(block.text, splitter))
            case [TableRow() as row]:
                row.show(block, _definitions_for(block.text, splitter))
            case [CodeRow() as row]:
                row.show(block)
            case _:
                return False
        return True

    def _make_rows(self, number: int, block: Block, splitter: BlockSplitter) -> list[Row]:
        rows: list[Row]
        key = RowKey(self._part, number * _ROWS_IN_BLOCK)
        match _shape(block):
            case "code":
                rows = [make_code_row(self._stage, key, block, is_folded=not self._grows)]
            case "table":
                rows = [TableRow(self._stage, key, block, _definitions_for(block.text, splitter))]
            case "math":
                rows = [MathRow(self._stage, key, block)]
            case "plain":
                rows = [
                    PlainRow(self._stage, RowKey(key.part, key.place + n), text, joins=n > 0)
                    for n, text in enumerate(pieces(block.text))
                ]
            case _:
                prose = ProseRow(self._stage, key, block, _definitions_for(block.text, splitter))
                before = self._blocks[number - 1] if number else None
                prose.follows_note = before is not None and before.kind is BlockKind.NOTE
                rows = [prose]
        for row in rows:
            row.is_quiet = self._is_quiet
        return rows


def _definitions_for(text: str, splitter: BlockSplitter) -> Definitions:
    """Return the definitions as they are now: all, or where these are many those mentioned."""
    known = splitter.definitions
    if sum(map(len, known.maps)) <= _FEW:  # Its own length costs as much as there are.
        return dict(known)
    return {label: known[label] for label in labels_in(text) if label in known}


def _shape(block: Block) -> str:
    """Return which kind of row shows a block."""
    match block.kind:
        case BlockKind.CODE:
            return "code"
        case BlockKind.TABLE:
            return "table" if block.text.split("\n", 1)[0].count("|") <= MOST_COLUMNS else "plain"
        case BlockKind.MATH:
            return "math"
        case _:
            return "plain" if len(block.text) > _PLAIN_ABOVE else "prose"
