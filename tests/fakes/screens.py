"""What is on the screen, as pixels that can be compared."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

_EDGE = 4
"""The offscreen platform leaves the outermost pixels of a picture of a window unset."""
_SCROLL_BAR = 12


def settled(qtbot: QtBot, milliseconds: int = 40) -> None:
    """Let painting and timers happen."""
    qtbot.wait(milliseconds)


def on_screen(widget: QWidget, top: int = 0, height: int = 0) -> QImage:
    """Return what the window shows now, but its scroll bar, without painting it again."""
    area = widget.rect().adjusted(_EDGE, _EDGE + top, -_SCROLL_BAR, -_EDGE)
    if height:
        area.setHeight(height)
    picture = widget.screen().grabWindow(
        widget.winId(), area.x(), area.y(), area.width(), area.height()
    )
    return picture.toImage()
