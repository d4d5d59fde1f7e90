"""A picture out of bytes from elsewhere: decoded within limits, or why it cannot be."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from whinchat.domain.parts import Attachment

_KINDS = (b"png", b"jpeg", b"gif", b"webp", b"bmp")
"""What is decoded. SVG is not: drawing one can ask for files."""
_MOST_PIXELS = 100_000_000
_ROTATES = QImageIOHandler.Transformation.TransformationRotate90.value


@dataclass(frozen=True, slots=True)
class Picture:
    """What could be decoded."""

    attachment: Attachment
    image: QImage
    """At most as large as was asked for; null where there is a trouble."""
    size: QSize
    """The picture's own size in its pixels."""
    trouble: str = ""


def decode(attachment: Attachment, data: bytes | None, bounds: QSize) -> Picture:
    """Return the picture, made smaller where it is larger than ``bounds``; on any thread."""
    if data is None:
        return _broken(attachment, "its file is missing or has changed")
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if reader.format().data() not in _KINDS:
        return _broken(attachment, "it is no kind of picture that is known here")
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > _MOST_PIXELS:
        return _broken(attachment, "it is damaged or too large")
    is_turned = bool(reader.transformation().value & _ROTATES)
    bounds = bounds.transposed() if is_turned else bounds
    if size.width() > bounds.width() or size.height() > bounds.height():
        scaled = size.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return _broken(attachment, "it is damaged")
    return Picture(attachment, image, size.transposed() if is_turned else size)


def _broken(attachment: Attachment, trouble: str) -> Picture:
    return Picture(attachment, QImage(), QSize(), trouble)
