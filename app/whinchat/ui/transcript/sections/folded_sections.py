"""Parts that are read second, folded under one line: what a model thought, what tools did."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from whinchat.domain.parts import Part, ReasoningPart, ToolCallPart, ToolResultPart
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.query import words_of_tool
from whinchat.ui.transcript.rows.fold_header import FoldHeader, Teller
from whinchat.ui.transcript.rows.plain_row import PlainRow, pieces
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.rows.stopwatch import Stopwatch
from whinchat.ui.transcript.rows.widget_row import WidgetRow
from whinchat.ui.transcript.sections.text_section import TextSection
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words

_LAST_PLACE = 1 << 60
_LONGEST_LINE = 200
"""Characters of a tool's answer in its line; what does not fit there is cut off."""


class Fold:
    """A line that shows or hides the rows under it."""

    def __init__(
        self, stage: Stage, part: int, teller: Teller, toggled: Callable[[], None]
    ) -> None:
        self._stage = stage
        self._teller = teller
        self._toggled = toggled
        self.header = WidgetRow(stage, RowKey(part, -1), self._make_header, Size.ICON_BUTTON)
        self.header.space_above = Space.NONE
        self.end = Row(RowKey(part, _LAST_PLACE))
        """The room under what is unfolded."""
        self.end.height = Space.S
        self.is_open = False

    @property
    def words(self) -> str:
        """Return what the line says."""
        return self._teller.words()

    def toggle(self) -> None:
        """Show what is folded, or hide it."""
        self.is_open = not self.is_open
        if isinstance(header := self.header.existing_widget, FoldHeader):
            header.set_open(is_open=self.is_open)
        self._toggled()

    def with_rows(self, rows: Sequence[Row]) -> list[Row]:
        """Return the line, and what is folded under it while that shows."""
        return [self.header, *rows, self.end] if self.is_open else [self.header]

    def refresh(self) -> None:
        """Say in the line how things are now."""
        if isinstance(header := self.header.existing_widget, FoldHeader):
            header.refresh()

    def _make_header(self, holder: QWidget) -> QWidget:
        header = FoldHeader(self._stage.theme, self._teller, is_open=self.is_open, parent=holder)
        header.clicked.connect(self.toggle)
        return header


class ReasoningSection:
    """A line that says how long the model thought; pressed, it shows what."""

    def __init__(self, stage: Stage, part: int, toggled: Callable[[], None]) -> None:
        self._watch = Stopwatch()
        self.fold = Fold(stage, part, self._watch, toggled)
        self._text = TextSection(stage, part, is_quiet=True)

    @property
    def text(self) -> TextSection:
        """Return its words."""
        return self._text

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return self.fold.with_rows(self._text.rows)

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, ReasoningPart):
            return 0
        if self._watch.is_live and not is_growing:
            self.fold.header.version += 1
        self._watch.seconds, self._watch.is_live = part.seconds, is_growing
        if not is_growing:
            self.fold.refresh()
        if not self.fold.is_open:
            return 1
        first = self._text.show(part.text, is_growing=is_growing)
        if rows := self._text.rows:
            rows[0].lead_space = Space.HAIR
        return 1 + first


class ToolSection:
    """A line that names a tool that was asked, or begins its answer; pressed, it shows all."""

    def __init__(self, stage: Stage, part: int, toggled: Callable[[], None]) -> None:
        self._stage = stage
        self._part = part
        self._line = _Line()
        self.fold = Fold(stage, part, self._line, toggled)
        self.fold.header.space_above = Space.XS
        self._text = ""
        self._rows: list[Row] = []

    @property
    def text(self) -> None:
        """Return its words: it has none in Markdown."""
        return

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return self.fold.with_rows(self._rows)

    def show(self, part: Part, *, is_growing: bool) -> int:  # noqa: ARG002  # a section's verb
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, ToolCallPart | ToolResultPart):
            return 0
        self._line.text = tool_line(part)
        self.fold.refresh()
        text = words_of_tool(part)
        if text == self._text and self._rows:
            return len(self.rows)
        self._text = text
        self._rows = [
            PlainRow(self._stage, RowKey(self._part, place), piece, joins=place > 0)
            for place, piece in enumerate(pieces(text))
        ]
        for row in self._rows:
            row.is_quiet = True
        return 1


class _Line:
    """A line that only changes when it is told to."""

    is_live = False
    text = ""

    def words(self) -> str:
        """Return the line."""
        return self.text


def tool_line(part: ToolCallPart | ToolResultPart) -> str:
    """Return the one line for a tool that was asked, or its answer."""
    if isinstance(part, ToolResultPart):
        said = f"The tool answered: {part.output[:_LONGEST_LINE]}"
    else:
        said = f"Asked for {part.name or 'a tool'}({part.arguments[:_LONGEST_LINE]})"
    return in_words(" ".join(said.split()))
