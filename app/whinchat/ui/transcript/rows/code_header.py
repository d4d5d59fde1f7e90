"""The header of a card of code: the language, and the tools for the mouse."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.rows.row import Frame
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words


class CodeTool(StrEnum):
    """What can be done with code, in the words of its tip; the menu offers the same."""

    COPY = "Copy code"
    SAVE = "Save as file"
    WRAP = "Wrap lines"
    SHOW_DIAGRAM = "Show diagram"
    SHOW_SOURCE = "Show source"
    SAVE_PICTURE = "Save picture"


_ICONS = {
    CodeTool.COPY: "copy",
    CodeTool.SAVE: "download",
    CodeTool.WRAP: "wrap-text",
    CodeTool.SHOW_DIAGRAM: "image",
    CodeTool.SHOW_SOURCE: "code",
    CodeTool.SAVE_PICTURE: "download",
}


def tool_at(point: QPoint, width: int, height: int, tools: Sequence[CodeTool]) -> CodeTool | None:
    """Return which of the tools is under a point of a header of that size."""
    places = _places(width, height, tools)
    return next((tool for tool, area in places if area.contains(point)), None)


def paint_header(
    painter: QPainter,
    frame: Frame,
    height: int,
    stage: Stage,
    label: str,
    tools: Sequence[tuple[CodeTool, bool]],
) -> None:
    """Draw the words, and the tools from the right; of each whether it is switched on."""
    tokens = stage.theme.tokens
    corner, width = frame.area.topLeft(), frame.area.width()
    words = QRect(corner.x() + Space.L - Space.HAIR, corner.y(), width, height)
    words.setRight(corner.x() + width - len(tools) * height)
    painter.setFont(stage.typography.meta)
    painter.setPen(QColor(tokens.muted))
    metrics = QFontMetrics(painter.font())
    label = metrics.elidedText(in_words(label), Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, label)
    active = dict(tools)
    for tool, area in _places(width, height, [tool for tool, _ in tools]):
        middle = area.translated(corner).center()
        colour = tokens.accent if active[tool] else tokens.muted
        pixmap = stage.theme.pixmap(_ICONS[tool], colour, Size.ICON_SMALL, frame.ratio)
        painter.drawPixmap(middle - QPoint(Size.ICON_SMALL, Size.ICON_SMALL) / 2, pixmap)


def _places(width: int, height: int, tools: Sequence[CodeTool]) -> Iterator[tuple[CodeTool, QRect]]:
    """Give the tools from the right, each in a square."""
    for place, tool in enumerate(tools, start=1):
        yield tool, QRect(width - Space.XS - place * height, 0, height, height)
