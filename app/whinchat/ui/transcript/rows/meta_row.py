"""The meta line above a reply: who, when, and on a closer look how much."""

from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from whinchat.domain.conversation import MarkName, Message
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.rows.row import Frame, Row, RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words

_DOT = "  ·  "
_SMALL_COST = 0.01


class MetaRow(Row):
    """One muted line, its first word strong."""

    def __init__(self, stage: Stage, key: RowKey, entry: Entry) -> None:
        super().__init__(key)
        self._stage = stage
        self._entry = entry
        self.height = self._line_height

    def show(self, entry: Entry) -> None:
        """Show another message's line, or more of it."""
        before, self._entry = self._entry, entry
        # The words of the message, which may change 25 times a second, do not show here.
        if _told_of(entry) != _told_of(before):
            self.version += 1

    def measure(self, width: int) -> None:
        """Take the height of one line."""
        self.measured_for = width
        self.height = self._line_height

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw name and time, and when lit what the reply took."""
        tokens = self._stage.theme.tokens
        typography = self._stage.typography
        line = QRect(frame.area)
        name = in_words(self._entry.label or self._entry.message.model or "Reply")
        metrics = QFontMetrics(typography.meta_strong)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, line.width() // 2)
        painter.setFont(typography.meta_strong)
        painter.setPen(QColor(tokens.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        line.setLeft(line.left() + metrics.horizontalAdvance(name) + Space.S)
        words = time_words(self._entry.message.created_at)
        if frame.is_lit:
            words = _DOT.join([words, *measures(self._entry)])
        words = _DOT.join([words, *standing_words(self._entry.message)])
        painter.setFont(typography.meta)
        painter.setPen(QColor(tokens.muted))
        words = QFontMetrics(typography.meta).elidedText(
            words, Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)

    @property
    def _line_height(self) -> int:
        return self._stage.typography.meta_line_height + Space.XS


def _told_of(entry: Entry) -> tuple[object, ...]:
    message = entry.message
    took = message.usage, message.duration_seconds
    return entry.label, message.model, message.created_at, message.marked, *took


def standing_words(message: Message) -> list[str]:
    """Return what is set of a message that decides whether it is sent."""
    words = {MarkName.LEFT_OUT: "left out", MarkName.ALWAYS_KEPT: "always kept"}
    return [word for name, word in words.items() if message.has(name)]


def time_words(when: datetime) -> str:
    """Return the time of day, with the date where it is not today's."""
    local = when.astimezone()
    today = datetime.now().astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local.day} {local:%B, %H:%M}"
    return f"{local.day} {local:%B %Y, %H:%M}"


def measures(entry: Entry) -> list[str]:
    """Return tokens, cost and time of a reply, as far as they are known."""
    message = entry.message
    found: list[str] = []
    usage = message.usage
    if usage is not None and usage.output_tokens is not None:
        found.append(f"{usage.output_tokens:,} tokens")
    if usage is not None and usage.cost_usd is not None:
        places = 4 if usage.cost_usd < _SMALL_COST else 2
        found.append(f"${usage.cost_usd:.{places}f}")
    if message.duration_seconds is not None:
        found.append(f"{message.duration_seconds:.1f} s")
    return found
