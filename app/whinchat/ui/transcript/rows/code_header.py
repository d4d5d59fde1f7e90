"""The header of a card of code: the language, and the tools for the mouse."""

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.rows.row import Frame
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words

_LONGEST_LABEL = 40


class CodeTool(StrEnum):
    """What can be done with code, in the words of its tip; the menu offers the same."""

    COPY = "Copy code"
    SAVE = "Save as file"
    WRAP = "Wrap lines"


_ICONS = {CodeTool.COPY: "copy", CodeTool.SAVE: "download", CodeTool.WRAP: "wrap-text"}


def tool_at(point: QPoint, width: int, height: int) -> CodeTool | None:
    """Return the tool under a point of a header of that size."""
    return next((tool for tool, area in _tools(width, height) if area.contains(point)), None)


def paint_header(
    painter: QPainter, frame: Frame, height: int, stage: Stage, label: str, active: CodeTool | None
) -> None:
    """Draw the words and the tools; ``active`` is switched on."""
    tokens = stage.theme.tokens
    corner, width = frame.area.topLeft(), frame.area.width()
    words = QRect(corner.x() + Space.L - Space.HAIR, corner.y(), width, height)
    words.setRight(corner.x() + width - len(_ICONS) * height)
    painter.setPen(QColor(tokens.muted))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, in_words(label[:_LONGEST_LABEL]))
    for tool, area in _tools(width, height):
        middle = area.translated(corner).center()
        colour = tokens.accent if tool is active else tokens.muted
        pixmap = stage.theme.pixmap(_ICONS[tool], colour, Size.ICON_SMALL, frame.ratio)
        painter.drawPixmap(middle - QPoint(Size.ICON_SMALL, Size.ICON_SMALL) / 2, pixmap)


def _tools(width: int, height: int) -> Iterator[tuple[CodeTool, QRect]]:
    """Give the tools from the right, each in a square."""
    for place, tool in enumerate((CodeTool.COPY, CodeTool.WRAP, CodeTool.SAVE), start=1):
        yield tool, QRect(width - Space.XS - place * height, 0, height, height)
