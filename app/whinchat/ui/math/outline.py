"""Outlines: the path data of SVG as paths that Qt fills."""

import re
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

_MOST_KEPT = 2_000
_STEPS = re.compile(r"([MLHVQTCSZ])([^MLHVQTCSZ]*)")
_NUMBERS = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2, "C": 6, "S": 4}
"""How many numbers one step of each kind takes. Only steps to absolute places are known."""


@lru_cache(_MOST_KEPT)
def outline(data: str) -> QPainterPath:
    """Return the path for the ``d`` of an SVG path. It is shared: nobody may change it."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    bend = QPointF()
    for kind, rest in _STEPS.findall(data):
        if kind == "Z":
            path.closeSubpath()
            continue
        numbers = [float(number) for number in _NUMBERS.findall(rest)]
        size = _TAKES[kind]
        for at in range(0, len(numbers) - size + 1, size):
            bend = _step(path, kind, numbers[at : at + size], bend)
    return path


def _step(path: QPainterPath, kind: str, numbers: list[float], bend: QPointF) -> QPointF:
    """Draw one step; return the last point that bent the line, for steps that go on smoothly."""
    here = path.currentPosition()
    points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
    match kind:
        case "M":
            path.moveTo(points[0])
        case "L":
            path.lineTo(points[0])
        case "H":
            path.lineTo(numbers[0], here.y())
        case "V":
            path.lineTo(here.x(), numbers[0])
        case "Q":
            path.quadTo(points[0], points[1])
            return points[0]
        case "T":
            mirrored = here + here - bend
            path.quadTo(mirrored, points[0])
            return mirrored
        case "C":
            path.cubicTo(points[0], points[1], points[2])
            return points[1]
        case _:
            path.cubicTo(here + here - bend, points[0], points[1])
            return points[0]
    return path.currentPosition()
