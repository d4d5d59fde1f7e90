"""What a hand with a mouse does."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot


def drag(area: QAbstractScrollArea, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    """Press the left button at one place of what scrolls, and let it go at another."""
    surface = area.viewport()
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(surface, (start + end) / 2)
    qtbot.mouseMove(surface, end)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=end)
