"""One section for each part of a message: words, reasoning, refusals; the rest as quiet lines."""

from collections.abc import Callable
from typing import Protocol, assert_never

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
from whinchat.ui.transcript.rows.note_row import NoteRow
from whinchat.ui.transcript.rows.picture_row import PictureRow
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.rows.sources_row import SourcesRow
from whinchat.ui.transcript.sections.folded_sections import ReasoningSection, ToolSection, tool_line
from whinchat.ui.transcript.sections.text_section import TextSection
from whinchat.ui.transcript.stage import Stage

_LAST_PLACE = 1 << 60
_NOTE_ICONS: dict[type[Part], str] = {
    FilePart: "file-text",
    UnknownPart: "info",
}


class Section(Protocol):
    """The rows of one part."""

    @property
    def text(self) -> TextSection | None:
        """Return its words, where they are Markdown."""

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
    def text(self) -> TextSection:
        """Return its words."""
        return self._text

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [*self._text.rows, self._sources] if self._sources else self._text.rows

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, TextPart):
            return 0
        first = self._text.show(part.text, is_growing=is_growing)
        if part.citations and not is_growing:
            first = min(first, self._text.cite(part))
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
    def text(self) -> TextSection:
        """Return its words."""
        return self._text

    @property
    def rows(self) -> list[Row]:
        """Return the rows, in order."""
        return [self._badge, *self._text.rows]

    def show(self, part: Part, *, is_growing: bool) -> int:
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, RefusalPart):
            return 0
        return 1 + self._text.show(part.text, is_growing=is_growing)


class PictureSection:
    """A picture of the conversation's own."""

    def __init__(self, stage: Stage, part: int) -> None:
        self._stage = stage
        self._key = RowKey(part, 0)
        self.rows: list[Row] = []

    @property
    def text(self) -> None:
        """Return its words: it has none in Markdown."""
        return

    def show(self, part: Part, *, is_growing: bool) -> int:  # noqa: ARG002  # a section's verb
        """Show a part; return the index of the first row that is new or changed."""
        if not isinstance(part, ImagePart):
            return 0
        before = self.rows[0] if self.rows else None
        if isinstance(before, PictureRow) and before.attachment == part.attachment:
            return 1
        self.rows = [PictureRow(self._stage, self._key, part.attachment)]
        return 0


class NoteSection:
    """A part that is told of in one quiet line."""

    def __init__(self, stage: Stage, part: int, kind: type[Part]) -> None:
        icon_name = _NOTE_ICONS[kind]
        is_name = kind is not UnknownPart
        self._row = NoteRow(stage, RowKey(part, 0), icon_name, "", is_name=is_name)

    @property
    def text(self) -> None:
        """Return its words: it has none in Markdown."""
        return

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
        case ToolCallPart() | ToolResultPart():
            return ToolSection(stage, place, toggled)
        case ImagePart():
            return PictureSection(stage, place)
        case FilePart() | UnknownPart():
            return NoteSection(stage, place, type(part))
        case _:
            assert_never(part)


def note_words(part: Part) -> str:
    """Return the one line for a part without words for the reader."""
    match part:
        case ImagePart(attachment) | FilePart(attachment):
            return attachment.name
        case ToolCallPart() | ToolResultPart():
            return tool_line(part)
        case UnknownPart():
            kind = part.raw.get("type")
            return f"Something this version cannot show ({kind})" if kind else "Something unknown"
        case TextPart() | ReasoningPart() | RefusalPart():
            return part.text
        case _:
            assert_never(part)
