"""Where things stand in a line of the sidebar."""

from PySide6.QtCore import QRect, QRectF

from whinchat.ui.theme.tokens import Size, Space

SIDE = Space.S + Space.HAIR
_INDENT = Size.ICON_SMALL + Space.XS


def ground_of(line: QRect) -> QRect:
    """Return what is filled when the line is selected."""
    return line.adjusted(Space.S, 0, -Space.S, 0)


def content_of(line: QRect) -> QRect:
    """Return where words and marks stand."""
    return ground_of(line).adjusted(SIDE, 0, -SIDE, 0)


def title_area(line: QRect, depth: int) -> QRect:
    """Return where a title stands that lies in so many folders: below the icon of the folder."""
    return content_of(line).adjusted(depth * _INDENT, 0, 0, 0)


def mark_area(content: QRect, room: int = 0) -> QRectF:
    """Return the place of a mark at the right edge, with ``room`` taken beside it."""
    left = content.right() - room - Size.SPINNER
    return QRectF(left, content.top(), Size.SPINNER, content.height())
