"""One message as it is shown: its rows, and how high they are."""

import bisect
import math

from whinchat.domain.conversation import MarkName, Message, Role, Status
from whinchat.domain.messages import node_of
from whinchat.domain.parts import Part, RefusalPart, TextPart
from whinchat.domain.values import MessageId
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.guess import Guess
from whinchat.ui.transcript.heights import Heights
from whinchat.ui.transcript.rows.foot_row import FootRow
from whinchat.ui.transcript.rows.meta_row import MetaRow, standing_words
from whinchat.ui.transcript.rows.note_row import NoteRow
from whinchat.ui.transcript.rows.plain_row import PlainRow
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.rows.status import STATUS_PART, status_of, status_rows
from whinchat.ui.transcript.rows.widget_row import WidgetRow
from whinchat.ui.transcript.sections.folded_sections import Fold, ReasoningSection, ToolSection
from whinchat.ui.transcript.sections.part_sections import Section, make_section
from whinchat.ui.transcript.sections.written import written_rows
from whinchat.ui.transcript.stage import Stage

BUBBLE_PADDING_X = Space.L
BUBBLE_PADDING_Y = Space.M - Space.HAIR
MESSAGE_GAP = Space.XS + Space.HAIR
"""Pixels above a message, where the ring around it has its room."""
_BUBBLE_SHARE = 0.8
_FOOT_PART = STATUS_PART + 1


class MessageView:
    """The rows of one message. They are made when it first comes near the view."""

    __slots__ = (
        "_foot",
        "_meta",
        "_sections",
        "_stage",
        "_status",
        "_status_rows",
        "entry",
        "rows",
        "strides",
        "width",
    )

    def __init__(self, stage: Stage, entry: Entry) -> None:
        self._stage = stage
        self.entry = entry
        self.rows: list[Row] = []
        self.strides = Heights()
        self.width = -1
        """The column's width that the strides are for."""
        self._sections: list[tuple[type[Part], Section]] = []
        self._meta: MetaRow | None = None
        self._foot: FootRow | None = None
        self._status: tuple[object, ...] = ()
        self._status_rows: list[WidgetRow] = []

    @property
    def message_id(self) -> MessageId:
        """Return the id of the message shown."""
        return self.entry.message.id

    @property
    def is_user(self) -> bool:
        """Return whether the user wrote it."""
        return self.entry.message.role is Role.USER

    @property
    def is_built(self) -> bool:
        """Return whether there are rows."""
        return bool(self.rows)

    def guess(self, width: int) -> int:
        """Return about how high the message is, without making its rows."""
        if self.rows:
            return self.strides.total
        node = node_of(self.entry.message)
        guess = Guess.of(self._stage.typography, width)
        return guess.heights([node.characters], [node.line_ends])[0]

    def build(self, width: int) -> None:
        """Make the rows, if there are none."""
        if self.rows:
            return
        self.width = width
        self._foot = FootRow(RowKey(_FOOT_PART, 0))
        if self.is_user:
            self._foot.lead_space = int(BUBBLE_PADDING_Y)
            for place, part in enumerate(self.entry.message.parts):
                self.rows += self._written(place, part)
            self.rows += self._marks()
            self.rows.append(self._foot)
            self._lead()
        else:
            self._meta = MetaRow(self._stage, RowKey(-1, 0), self.entry)
            self._meta.space_above = MESSAGE_GAP
            self.rows = [self._meta]
            self._restack()
        for row in self.rows:
            row.guess(width)
        self.strides = Heights(row.stride for row in self.rows)

    def show(self, entry: Entry) -> None:
        """Show another state of the message; what did not change stays as it is."""
        before, self.entry = self.entry, entry
        if not self.rows:
            return
        if self._meta is not None:
            self._meta.show(entry)
            self._restack()
        elif _shown(before.message) != _shown(entry.message):
            self.discard()

    def open_part(self, part: int) -> None:
        """Unfold a part that is folded."""
        section = self._sections[part][1] if part < len(self._sections) else None
        if isinstance(section, ReasoningSection | ToolSection) and not section.fold.is_open:
            section.fold.toggle()

    def folds(self) -> list[Fold]:
        """Return what is folded, or could be."""
        sections = [section for _, section in self._sections]
        return [s.fold for s in sections if isinstance(s, ReasoningSection | ToolSection)]

    @property
    def is_filling(self) -> bool:
        """Return whether a long text in it is not all in blocks yet."""
        texts = (section.text for _, section in self._sections)
        return any(text is not None and text.is_filling for text in texts)

    def fill(self) -> None:
        """Bring some more of a long text into blocks."""
        self._restack()

    def discard(self) -> None:
        """Forget the rows."""
        for row in self.rows:
            row.discard()
        self.rows = []
        self._sections = []
        self._status_rows = []
        self._status = ()
        self.strides = Heights()

    def measure(self, index: int, width: int) -> bool:
        """Make a row's height right; return whether that changed anything."""
        row = self.rows[index]
        row.measure(self.row_width(index, width))
        if self.strides[index] == row.stride:
            return False
        self.strides.set(index, row.stride)
        return True

    def forget_measures(self, scale: float) -> None:
        """Measure every row anew when it is next needed; guess that it is ``scale`` as high."""
        for row in self.rows:
            row.forget_measure()
            row.height = max(1, round(row.height * scale))
        self.strides = Heights(row.stride for row in self.rows)

    def row_width(self, index: int, width: int) -> int:
        """Return how wide a row is in a column of that width."""
        if self.is_user:
            return self.bubble_width(width) - 2 * BUBBLE_PADDING_X
        return width - (Space.L if self.rows[index].is_quiet else 0)

    def bubble_width(self, width: int) -> int:
        """Return how wide the bubble around the user's words is."""
        widest = math.floor(width * _BUBBLE_SHARE)
        only = self.rows[0]
        if len(self.rows) == 2 and isinstance(only, PlainRow):  # noqa: PLR2004  # words and foot
            return only.natural_width(widest - 2 * BUBBLE_PADDING_X) + 2 * BUBBLE_PADDING_X
        return widest

    def index_of(self, key: RowKey) -> int:
        """Return the index of the row with a key, or of the one after where it would be.

        Where a row has become others, its heir counts.
        """
        section = self._sections[key.part][1] if 0 <= key.part < len(self._sections) else None
        if section is not None and section.text is not None:
            key = section.text.heir(key)
        index = bisect.bisect_left(self.rows, key, key=lambda row: row.key)
        return min(index, len(self.rows) - 1)

    def _written(self, place: int, part: Part) -> list[Row]:
        if isinstance(part, TextPart):
            return written_rows(self._stage, place, part.text)
        section = make_section(self._stage, place, part, self._refold)
        section.show(part, is_growing=False)
        return list(section.rows)

    def _restack(self) -> None:
        """Bring the sections up to date and put their rows after each other again."""
        message = self.entry.message
        rows: list[Row] = self.rows[:1]
        unchanged = len(self.rows)
        for place, part in enumerate(message.parts):
            section = self._section(place, part)
            is_last = place == len(message.parts) - 1
            is_growing = is_last and message.status is Status.STREAMING
            first = section.show(part, is_growing=is_growing)
            found = section.rows
            if self.rows[len(rows) : len(rows) + len(found)] != found:
                unchanged = min(unchanged, len(rows) + first)
            rows += found
        del self._sections[len(message.parts) :]
        unchanged = min(unchanged, len(rows))
        rows += self._standing()
        if self._foot is not None:
            rows.append(self._foot)
        self.rows = rows
        self._lead()
        self.strides.cut(min(unchanged, len(self.strides)))
        for row in rows[len(self.strides) :]:
            row.guess(self.width)
            self.strides.append(row.stride)

    def _lead(self) -> None:
        """Set the first words close to what is above them."""
        first = self.rows[0] if self.is_user else self.rows[1]
        is_text = isinstance(first, ProseRow | PlainRow)
        if self.is_user:
            slack = self._stage.typography.slack if is_text else 0
            first.lead_space = MESSAGE_GAP + BUBBLE_PADDING_Y - slack
        elif is_text:
            first.lead_space = Space.HAIR

    def _marks(self) -> list[Row]:
        """Return a quiet line where something is set that decides whether the message is sent."""
        words = standing_words(self.entry.message)
        if not words:
            return []
        icon = "eye-off" if self.entry.message.has(MarkName.LEFT_OUT) else "pin"
        return [NoteRow(self._stage, RowKey(STATUS_PART, 0), icon, words[0].capitalize())]

    def _standing(self) -> list[WidgetRow]:
        has_words = any(
            not isinstance(part, TextPart | RefusalPart) or part.text
            for part in self.entry.message.parts
        )
        status = status_of(self.entry, has_words=has_words)
        if status != self._status:
            for row in self._status_rows:
                row.discard()
            self._status = status
            self._status_rows = status_rows(self._stage, self.entry, has_words=has_words)
        return self._status_rows

    def _section(self, place: int, part: Part) -> Section:
        if place < len(self._sections) and self._sections[place][0] is type(part):
            return self._sections[place][1]
        del self._sections[place:]
        made = make_section(self._stage, place, part, self._refold)
        self._sections.append((type(part), made))
        return made

    def _refold(self) -> None:
        """Take up the rows of a section that was folded or unfolded."""
        if self._meta is not None:
            self._restack()
        self._stage.resized()


def _shown(message: Message) -> tuple[object, ...]:
    return message.parts, message.marked
