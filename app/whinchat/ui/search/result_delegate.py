"""Draws a row of what was found: a conversation's title, or some words of a message."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from whinchat.domain.snippets import Snippet, Span
from whinchat.ui.search.result_rows import AnyIndex, ResultRole, ResultRow, state_words, when, who
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.row_painting import draw_line, fill_ground

_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROOM_FOR_DOTS = 3
_LINES = 2
"""Of a message's words."""


class ResultDelegate(QStyledItemDelegate):
    """Heads are one line; messages have a quiet line of who and when, and two of their words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of the row's lines and the air around them."""
        row = index.data(ResultRole.ROW)
        metrics = QFontMetrics(self._theme.interface_font())
        words = metrics.lineSpacing()
        if not isinstance(row, ResultRow) or row.is_head:
            return QSize(0, words + 2 * Space.S)
        quiet = QFontMetrics(self._theme.meta_font()).lineSpacing()
        width = _inner(_inset(option.rect)).width()
        lines = min(_LINES, 1 + (metrics.horizontalAdvance(row.hit.snippet.text) > width))
        return QSize(0, quiet + lines * words + 2 * Space.S + Space.HAIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the row; the current one is filled."""
        row = index.data(ResultRole.ROW)
        if not isinstance(row, ResultRow):
            return
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.can_be_chosen and option.state & QStyle.StateFlag.State_Selected:
            fill_ground(painter, area, self._theme.tokens.selected)
        inner = _inset(area)
        if row.is_head:
            self._paint_head(painter, inner, row)
        else:
            self._paint_message(painter, _inner(inner), row)
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRect, row: ResultRow) -> None:
        tokens = self._theme.tokens
        edge = self._theme.scaled(Size.ICON)
        mark = QRect(area.left(), area.top(), edge, area.height())
        icon_colour = tokens.text if row.can_be_chosen else tokens.muted
        self._theme.paint_icon(painter, "file-text", icon_colour, mark.toRectF(), Size.ICON_SMALL)
        facts = [when(row.hit.at, datetime.now(UTC))] if row.can_be_chosen else []
        facts += ["in the trash"] if row.hit.is_trashed else []
        right = self._paint_facts(painter, area, " · ".join(facts))
        area = area.adjusted(edge + Space.S, 0, -right, 0)
        snippet = row.hit.snippet if row.can_be_chosen else Snippet(row.title)
        font = self._theme.interface_font(QFont.Weight.Medium)
        self._paint_words(painter, area, snippet if row.hit.title else Snippet(row.title), font, 1)

    def _paint_message(self, painter: QPainter, area: QRect, row: ResultRow) -> None:
        tokens = self._theme.tokens
        font = self._theme.meta_font()
        height = QFontMetrics(font).lineSpacing()
        top = QRect(area.left(), area.top(), area.width(), height)
        right = self._paint_facts(painter, top, when(row.hit.at, datetime.now(UTC)))
        top.setRight(top.right() - right)
        words = " · ".join(part for part in (who(row.hit), state_words(row.hit)) if part)
        draw_line(painter, top, words, font, tokens.muted)
        below = area.adjusted(0, height + Space.HAIR, 0, 0)
        self._paint_words(painter, below, row.hit.snippet, self._theme.interface_font(), _LINES)

    def _paint_facts(self, painter: QPainter, area: QRect, words: str) -> int:
        """Draw quiet words at the right edge; return the room that they took."""
        if not words:
            return 0
        font = self._theme.meta_font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(area, int(_ALIGN_RIGHT), words)
        return QFontMetrics(font).horizontalAdvance(words) + Space.M

    def _paint_words(
        self, painter: QPainter, area: QRect, snippet: Snippet, font: QFont, lines: int
    ) -> None:
        """Draw a snippet on so many lines, with its hits marked."""
        tokens = self._theme.tokens
        layout = QTextLayout(snippet.text, font)
        formats = [_marked(span, tokens.find) for span in in_units(snippet)]
        shown = _break(layout, formats, area.width(), lines)
        if shown is not None:
            layout = QTextLayout(f"{shown}…", font)
            _break(layout, formats, area.width(), lines)
        painter.setPen(QColor(tokens.text))
        layout.draw(painter, QPointF(area.topLeft()))


def _break(
    layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange], width: int, lines: int
) -> str | None:
    """Break a text into lines; return what to show instead where that is not enough for all."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    top, end = 0.0, 0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
        end = line.textStart() + line.textLength()
    layout.endLayout()
    units = layout.text().encode("utf-16-le")
    if 2 * end >= len(units):
        return None
    return units[: 2 * max(0, end - _ROOM_FOR_DOTS)].decode("utf-16-le", "ignore").rstrip()


def in_units(snippet: Snippet) -> Sequence[Span]:
    """Return where the hits are in Qt's positions, which count some characters twice."""
    text = snippet.text
    if text.isascii() or max(text, default="") <= "\uffff":
        return snippet.spans
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if character > "\uffff" else 1))
    return [(places[start], places[end]) for start, end in snippet.spans]


def _marked(span: Span, colour: str) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setBackground(QColor(colour))
    look.setFontWeight(QFont.Weight.Medium)
    found = QTextLayout.FormatRange()
    found.start, found.length = span[0], span[1] - span[0]
    found.format = look
    return found


def _inset(row: QRect) -> QRect:
    return row.adjusted(Space.M, Space.S, -Space.M, -Space.S)


def _inner(content: QRect) -> QRect:
    """Return where a message's words are: in line with the titles."""
    return content.adjusted(Space.XL, 0, 0, 0)
