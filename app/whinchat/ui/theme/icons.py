"""Icons: outlines in SVG, drawn in a colour of the theme, sharp at any screen scale."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
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


def _ratio_of(painter: QPainter) -> float:
    # Unlike the widget's own ratio, this is also right when a widget is drawn into an image.
    return painter.deviceTransform().m11()
