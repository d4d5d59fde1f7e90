"""The order of what can be pressed in the transcript: that of reading, not that of making."""

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class TabOrder:
    """Has Tab, and whoever asks for the children, go through the widgets from top to bottom.

    Rows are made upwards from where the reader is, and their widgets with them.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        self._area = area
        self._known: list[QWidget] = []

    def follow(self) -> None:
        """Take up which widgets lie where now."""
        surface = self._area.viewport()
        shown = [
            child
            for child in surface.children()
            if isinstance(child, QWidget) and child.isVisibleTo(surface)
        ]
        shown.sort(key=lambda child: (child.y(), child.x()))
        if shown == self._known:
            return
        self._known = shown
        for child in shown:
            child.raise_()
        stops = [stop for child in shown for stop in self._stops_in(child)]
        for before, after in pairwise([self._area, *stops]):
            QWidget.setTabOrder(before, after)

    def _stops_in(self, child: QWidget) -> list[QWidget]:
        inside = [child, *child.findChildren(QWidget)]
        stops = [stop for stop in inside if stop.focusPolicy() & Qt.FocusPolicy.TabFocus]
        stops.sort(key=lambda stop: _corner(stop, child))
        return stops


def _corner(widget: QWidget, around: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(around, QPoint())
    return corner.y(), corner.x()
