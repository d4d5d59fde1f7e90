"""Lists that were frozen in pieces while they grew, and what they are as a whole."""

from collections.abc import Sequence

from whinchat.markdown.blocks import Block, BlockKind


class LongLists:
    """Remembers which blocks are pieces of one list."""

    def __init__(self) -> None:
        self._first: int | None = None
        self._lines: list[str] = []
        """Of the list that still grows, with the empty lines between its pieces."""
        self.size = 0
        """Characters of these, with their line ends."""
        self._whole: list[tuple[int, int, Block]] = []
        """The first and the last piece of each list that has ended, and the list."""

    @property
    def lines(self) -> int:
        """Return how many lines these are."""
        return len(self._lines)

    def add(self, index: int, lines: Sequence[str]) -> None:
        """Note that block ``index`` is a piece of a list that goes on in the next block."""
        if self._first is None:
            self._first = index
        self._lines += lines
        self.size += sum(map(len, lines)) + len(lines)

    def end(self, index: int, last_piece: Block) -> None:
        """Note that block ``index`` ends the list that grows, if one does."""
        if self._first is None:
            return
        text = "\n".join([*self._lines, last_piece.text])
        self._whole.append((self._first, index, Block(BlockKind.LIST, text)))
        self._first = None
        self._lines = []
        self.size = 0

    def joined(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks with each list in one."""
        whole: list[Block] = []
        position = 0
        for first, last, block in self._whole:
            whole += blocks[position:first]
            whole.append(block)
            position = last + 1
        self._whole = []
        return [*whole, *blocks[position:]]
