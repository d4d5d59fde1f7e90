"""Icons: outlines in SVG, drawn in a colour of the theme, sharp at any screen scale."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_PLACEHOLDER = b"currentColor"

APP_ICON = "whinchat"
_APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Icons:
    """Draws the SVG files of one folder and keeps what it has drawn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return the icon ``size`` logical pixels wide for a screen of that device pixel ratio.

        Raises ``FileNotFoundError`` for a name that is not in the folder.
        """
        device_size = round(size * ratio)
        key = (name, colour, size, device_size)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, colour, device_size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str, faded_colour: str = "") -> QIcon:
        """Return the icon for actions and item views; ``faded_colour`` is for what is disabled."""
        self._source(name)
        return QIcon(_SvgEngine(self, name, colour, faded_colour or colour))

    def paint(self, painter: QPainter, name: str, colour: str, area: QRectF, size: int) -> None:
        """Paint the icon in the middle of ``area``, its corner on a whole device pixel.

        So the strokes stay sharp at 125 % and 150 % too.
        """
        ratio = _ratio_of(painter)
        left = round((area.center().x() - size / 2) * ratio) / ratio
        top = round((area.center().y() - size / 2) * ratio) / ratio
        painter.drawPixmap(QPointF(left, top), self.pixmap(name, colour, size, ratio))

    def app_icon(self) -> QIcon:
        """Return the whinchat, in every size a window manager asks for."""
        icon = QIcon()
        for size in _APP_ICON_SIZES:
            icon.addPixmap(self.pixmap(APP_ICON, "", size, 1))
        return icon

    def _draw(self, name: str, colour: str, device_size: int, ratio: float) -> QPixmap:
        source = self._source(name).replace(_PLACEHOLDER, colour.encode())
        pixmap = QPixmap(device_size, device_size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, device_size, device_size))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _source(self, name: str) -> bytes:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        return self._sources[name]


class _SvgEngine(QIconEngine):
    """Draws one icon at the scale it is asked for, which pixmaps in a ``QIcon`` cannot."""

    def __init__(self, icons: Icons, name: str, colour: str, faded_colour: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._colour = colour
        self._faded_colour = faded_colour

    def clone(self) -> QIconEngine:
        """Return an engine of its own for a ``QIcon`` that is changed."""
        return _SvgEngine(self._icons, self._name, self._colour, self._faded_colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the icon in the middle of ``rect``."""
        edge = min(rect.width(), rect.height())
        self._icons.paint(painter, self._name, self._colour_in(mode), QRectF(rect), edge)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon for a screen of scale 1."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the icon, ``size`` logical pixels large."""
        edge = max(1, min(size.width(), size.height()))
        return self._icons.pixmap(self._name, self._colour_in(mode), edge, scale)

    def _colour_in(self, mode: QIcon.Mode) -> str:
        return self._faded_colour if mode == QIcon.Mode.Disabled else self._colour


def _ratio_of(painter: QPainter) -> float:
    # Unlike the widget's own ratio, this is also right when a widget is drawn into an image.
    return painter.deviceTransform().m11()
