"""The canvas: draws the rows in sight, and repaints no more of them than has changed."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.blit import Shown, compare
from whinchat.ui.transcript.flow import Placed
from whinchat.ui.transcript.hit_marks import HitMarks
from whinchat.ui.transcript.message_view import BUBBLE_PADDING_Y, MESSAGE_GAP
from whinchat.ui.transcript.page import Page
from whinchat.ui.transcript.rows.row import Frame
from whinchat.ui.transcript.selection import Selection
from whinchat.ui.transcript.spotlight import Glow

_GLOW = 0.16
"""How much of the accent's colour lies behind a message that the reader was taken to."""
_OVERSHOOT = 2 * Radius.BUBBLE


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is to be seen."""

    page: Page
    placed: list[Placed]
    selection: Selection
    hits: HitMarks
    lit: int | None = None
    """The message that the pointer or the keyboard is at."""
    ringed: int | None = None
    """The message that has the keyboard's focus, while it shows."""
    glow: Glow | None = None
    """The message that the reader was just taken to."""


class Canvas:
    """Paints scenes on a widget."""

    def __init__(self, theme: Theme, surface: QWidget) -> None:
        self._theme = theme
        self._surface = surface
        self._shown: dict[Hashable, Shown] = {}
        self._page: Page | None = None

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._shown = {}

    def show(self, scene: Scene) -> None:
        """Ask for the painting that brings the surface to this scene."""
        after: dict[Hashable, Shown] = {
            placed.row: _shown(scene, placed) for placed in scene.placed
        }
        before, self._shown = self._shown, after
        if self._page != scene.page:
            before, self._page = {}, scene.page
        repaint = compare(before, after, self._surface.height())
        if repaint.bands is None:
            self._surface.update()
            return
        if repaint.shift:
            self._surface.scroll(0, repaint.shift, _moving_area(scene.page, self._surface))
        for top, height in repaint.bands:
            self._surface.update(0, top, scene.page.view_width, height)

    def paint(self, painter: QPainter, scene: Scene, region: QRegion) -> None:
        """Draw what of the scene lies in the region."""
        tokens = self._theme.tokens
        painter.fillRect(region.boundingRect(), QColor(tokens.window))
        # The painter's own: it may draw for a picture that is sharper than the screen.
        ratio = painter.deviceTransform().m11()
        for placed in scene.placed:
            band = scene.page.band(placed)
            if not region.intersects(band):
                continue
            clip = region.intersected(band).boundingRect()
            painter.save()
            painter.setClipRect(clip)
            self._paint_ground(painter, scene, placed)
            area = scene.page.area(placed)
            selected = scene.selection.within(placed.spot.message, placed.row.key)
            is_lit = placed.spot.message == scene.lit
            hits = scene.hits.within(placed.spot.message, placed.row.key)
            placed.row.paint(painter, Frame(area, clip, ratio, selected, is_lit, hits))
            painter.restore()

    def _paint_ground(self, painter: QPainter, scene: Scene, placed: Placed) -> None:
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if scene.glow is not None and placed.spot.message == scene.glow.message:
            colour = QColor(tokens.accent)
            colour.setAlphaF(_GLOW * scene.glow.strength)
            painter.fillPath(_ring_slice(scene.page, placed), colour)
        if placed.view.is_user:
            bubble = _bubble_slice(scene.page.bubble(placed), placed)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.raised))
            painter.drawRoundedRect(bubble, Radius.BUBBLE, Radius.BUBBLE)
        if placed.row.is_quiet:
            line = QRect(scene.page.left, placed.top, Space.HAIR, placed.row.stride)
            painter.fillRect(line, QColor(tokens.line))
        if placed.spot.message == scene.ringed:
            painter.setPen(QPen(QColor(tokens.accent), Size.FOCUS_RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_ring_slice(scene.page, placed))
        # Rows begin with none: an outline that they draw must not fill what it is around.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _moving_area(page: Page, surface: QWidget) -> QRect:
    """Return the part of the surface in which anything is drawn.

    The sidebar's edge lies over the rest, and Qt moves no pixels that something lies over.
    """
    edge = max(0, min(int(Space.S), page.left - Space.L))
    return surface.rect().adjusted(edge, 0, 0, 0)


def _shown(scene: Scene, placed: Placed) -> Shown:
    row = placed.row
    version, pixels = row.same_above
    kept = row.gap + pixels if version == row.version else 0
    return Shown(placed.top, row.stride, _look(scene, placed), row.version, kept)


def _look(scene: Scene, placed: Placed) -> Hashable:
    message = placed.spot.message
    return (
        placed.row.gap,
        scene.selection.within(message, placed.row.key),
        scene.hits.within(message, placed.row.key),
        message == scene.lit,
        message == scene.ringed,
        scene.glow if scene.glow is not None and scene.glow.message == message else None,
        # Round corners of a bubble, and the ends of the ring.
        placed.spot.row == 0,
        placed.row is placed.view.rows[-1],
    )


def _bubble_slice(band: QRect, placed: Placed) -> QRectF:
    """Return a rounded area whose corners lie outside the band but at the bubble's ends.

    So each band can be painted, and moved, without knowing how high the whole bubble is.
    """
    area = QRectF(band)
    if placed.spot.row > 0:
        area.setTop(area.top() - _OVERSHOOT)
    else:
        area.setTop(area.top() + MESSAGE_GAP)
    if placed.row is placed.view.rows[-1]:
        area.setBottom(band.top() + BUBBLE_PADDING_Y)
    else:
        area.setBottom(area.bottom() + _OVERSHOOT)
    return area


def _ring_slice(page: Page, placed: Placed) -> QPainterPath:
    outer = QRectF(page.left - Space.M, placed.top, page.width + 2 * Space.M, placed.row.stride)
    if placed.spot.row > 0:
        outer.setTop(outer.top() - _OVERSHOOT)
    else:
        outer.setTop(outer.top() + 1)
    if placed.row is placed.view.rows[-1]:
        outer.setBottom(outer.bottom() - 1)
    else:
        outer.setBottom(outer.bottom() + _OVERSHOOT)
    path = QPainterPath()
    path.addRoundedRect(outer, Radius.CARD, Radius.CARD)
    return path
