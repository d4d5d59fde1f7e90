"""One section for each part of a message: words, reasoning, refusals; the rest as quiet lines."""

from collections.abc import Callable
from typing import Protocol, assert_never

from PySide6.QtWidgets import QWidget

from whinchat.domain.parts import (
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.rows.note_row import NoteRow
from whinchat.ui.transcript.rows.reasoning_header import ReasoningHeader, Stopwatch
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.rows.sources_row import SourcesRow
from whinchat.ui.transcript.rows.widget_row import WidgetRow
from whinchat.ui.transcript.sections import TextSection
from whinchat.ui.transcript.stage import Stage

_LAST_PLACE = 1 << 60
_NOTE_ICONS: dict[type[Part], str] = {
    ImagePart: "image",
    FilePart: "file-text",
    ToolCallPart: "wrench",
    ToolResultPart: "wrench",
    UnknownPart: "info",
}


class Section(Protocol):
    """The rows of one part."""

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""


class AnswerSection:
    """The model's words, and after them the sources that they name."""

    def __init__(self, stage: Stage, part: int) -> None:
        self._stage = stage
        self._part = part
        self._text = TextSection(stage, part)
        self._sources: SourcesRow | None = None

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [*self._text.rows, self._sources] if self._sources else self._text.rows

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, TextPart):
            return 0
        first = self._text.show(part.text, is_growing=is_growing)
        if part.citations and self._sources is None:
            key = RowKey(self._part, _LAST_PLACE)
            self._sources = SourcesRow(self._stage, key, part.citations)
        elif self._sources is not None:
            self._sources.show(part.citations)
        return first


class RefusalSection:
    """A badge, and the model's own words on why it will not answer."""

    def __init__(self, stage: Stage, part: int) -> None:
        words = "The model declined to answer"
        self._badge = NoteRow(stage, RowKey(part, -1), "shield", words)
        self._text = TextSection(stage, part)

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [self._badge, *self._text.rows]

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, RefusalPart):
            return 0
        return 1 + self._text.show(part.text, is_growing=is_growing)


class ReasoningSection:
    """A line that says how long the model thought; pressed, it shows what."""

    def __init__(self, stage: Stage, part: int, toggled: Callable[[], None]) -> None:
        self._stage = stage
        self._toggled = toggled
        self._watch = Stopwatch()
        self._header = WidgetRow(stage, RowKey(part, -1), self._make_header, Size.ICON_BUTTON)
        self._header.space_above = Space.NONE
        self._text = TextSection(stage, part, is_quiet=True)
        self.is_open = False

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [self._header, *(self._text.rows if self.is_open else ())]

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, ReasoningPart):
            return 0
        if self._watch.is_live and not is_growing:
            self._header.version += 1
        self._watch.seconds, self._watch.is_live = part.seconds, is_growing
        if not is_growing and isinstance(widget := self._header.existing_widget, ReasoningHeader):
            widget.refresh()
        if not self.is_open:
            return 1
        return 1 + self._text.show(part.text, is_growing=is_growing)

    def _make_header(self, holder: QWidget) -> QWidget:
        header = ReasoningHeader(
            self._stage.theme, self._watch, is_open=self.is_open, parent=holder
        )
        header.clicked.connect(self.toggle)
        return header

    def toggle(self) -> None:
        """Fold or unfold what the model thought."""
        self.is_open = not self.is_open
        if isinstance(header := self._header.existing_widget, ReasoningHeader):
            header.set_open(is_open=self.is_open)
        self._toggled()


class NoteSection:
    """A part that is told of in one quiet line."""

    def __init__(self, stage: Stage, part: int, icon_name: str) -> None:
        self._row = NoteRow(stage, RowKey(part, 0), icon_name, "")

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [self._row]

    def show(self, part: Part, *, is_growing: bool) -> int:  # noqa: ARG002  # a section's verb
        """Show a part; return the index of the first row that is new or changed."""
        self._row.show(note_words(part))
        return 1


def make_section(stage: Stage, place: int, part: Part, toggled: Callable[[], None]) -> Section:
    """Return an empty section for the kind of part; ``toggled`` is told when it folds."""
    match part:
        case TextPart():
            return AnswerSection(stage, place)
        case ReasoningPart():
            return ReasoningSection(stage, place, toggled)
        case RefusalPart():
            return RefusalSection(stage, place)
        case ImagePart() | FilePart() | ToolCallPart() | ToolResultPart() | UnknownPart():
            return NoteSection(stage, place, _NOTE_ICONS[type(part)])
        case _:
            assert_never(part)


def note_words(part: Part) -> str:
    """Return the one line for a part without words for the reader."""
    match part:
        case ImagePart(attachment) | FilePart(attachment):
            return attachment.name
        case ToolCallPart():
            return f"Asked for {part.name or 'a tool'}({part.arguments})"
        case ToolResultPart():
            return f"The tool answered: {part.output}"
        case UnknownPart():
            kind = part.raw.get("type")
            return f"Something this version cannot show ({kind})" if kind else "Something unknown"
        case TextPart() | ReasoningPart() | RefusalPart():
            return part.text
        case _:
            assert_never(part)
