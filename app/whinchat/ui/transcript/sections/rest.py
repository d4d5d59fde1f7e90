"""What of a long text is not yet in blocks: shown as it was written, so that nothing is missing."""

import time
from collections.abc import Iterator, Sequence

from whinchat.ui.transcript.rows.plain_row import PlainRow, pieces
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.stage import Stage

_AT_ONCE = 16_000
"""Characters that are turned into blocks before they are first shown."""
_PIECE = 1_500
"""Characters in a row: what takes longest to be read as Markdown takes 20 ms for so many."""
_SLICE_SECONDS = 0.008
_FIRST_PLACE = 1 << 59
"""Behind all blocks, and before what comes after the words."""


class Rest:
    """The rows of what waits to be read as Markdown, and which rows take their places."""

    def __init__(self, stage: Stage, part: int, *, is_quiet: bool) -> None:
        self._stage = stage
        self._part = part
        self._is_quiet = is_quiet
        self.rows: list[Row] = []
        self.heirs: dict[RowKey, RowKey] = {}
        """Of each row that is gone, what shows its words now."""
        self._texts: list[str] = []
        self._left: list[RowKey] = []
        self._count = 0

    def clear(self) -> None:
        """Forget everything: the text is another."""
        self.rows = []
        self.heirs = {}
        self._texts = []
        self._left = []

    def hold(self, text: str, *, is_growing: bool) -> str:
        """Take what is too long to be read at once; return what is to be read now."""
        if not self.rows and (is_growing or len(text) <= _AT_ONCE):
            return text
        waiting = pieces(text, _PIECE)
        now = "" if self.rows else waiting.pop(0)
        for number, words in enumerate(waiting):
            key = RowKey(self._part, _FIRST_PLACE + self._count)
            row = PlainRow(self._stage, key, words, joins=bool(self.rows) or number > 0)
            row.is_quiet = self._is_quiet
            self._count += 1
            self._texts.append(words)
            self.rows.append(row)
        return now

    def take(self) -> Iterator[str]:
        """Yield, for as long as a slice of work may last, the pieces to be read next."""
        until = time.perf_counter() + _SLICE_SECONDS
        taken = 0
        for row, words in zip(self.rows, self._texts, strict=True):
            taken += 1
            row.discard()
            self._left.append(row.key)
            yield words
            if time.perf_counter() > until:
                break
        del self.rows[:taken], self._texts[:taken]

    def leave(self, made: Sequence[Row]) -> None:
        """Note which rows show now what the rows showed that were taken last."""
        for number, key in enumerate(self._left):
            if made:
                self.heirs[key] = made[number * len(made) // len(self._left)].key
        self._left = []
