"""How far two pictures are apart, and where."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

_VISIBLE_STEP = 40
"""Of 255: smaller differences of one colour come from another version of FreeType."""
_VISIBLE = bytes(int(step > _VISIBLE_STEP) for step in range(256))
_ALLOWED_SHARE = 0.0002
_ALLOWED_COUNT = 100
"""A state mark eight pixels wide that changes its colour is more than this in a small scene."""
_GAP = 16
_COLOURS = 256
_COARSE = bytes(min(255, (step + 4) // 8 * 8) for step in range(256))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different in ``actual``; ``difference`` shows it in red."""

    share: float
    """Of the channels of all pixels, how many are visibly different."""
    is_close: bool
    """Whether the pictures are the same to the eye."""
    difference: QImage


def compare(actual: QImage, expected: QImage) -> Comparison:
    """Compare pixel by pixel. Pictures of different sizes are wholly different."""
    if actual.size() != expected.size():
        return Comparison(1.0, is_close=False, difference=actual)
    difference = _plain(actual)
    painter = QPainter(difference)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, _plain(expected))
    painter.end()
    channels = _bytes_of(difference, QImage.Format.Format_RGB888)
    count = channels.translate(_VISIBLE).count(1)
    is_close = count <= max(_ALLOWED_COUNT, _ALLOWED_SHARE * len(channels))
    return Comparison(count / len(channels), is_close=is_close, difference=difference)


def is_blank(image: QImage) -> bool:
    """Return whether the picture has only one colour."""
    pixels = _bytes_of(image)
    return pixels == pixels[:4] * (len(pixels) // 4)


def save_small(image: QImage, file: Path) -> None:
    """Write a PNG of few colours: most of one is the noise of smoothed letters."""
    few = image.convertToFormat(
        QImage.Format.Format_Indexed8, _few_colours(image), Qt.ImageConversionFlag.AvoidDither
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(file), b"png")
    writer.setCompression(100)
    if not writer.write(few):
        raise OSError(writer.errorString())


def side_by_side(images: list[QImage]) -> QImage:
    """Return the pictures in one row."""
    width = sum(image.width() + _GAP for image in images) - _GAP
    row = QImage(width, max(image.height() for image in images), QImage.Format.Format_RGB32)
    row.fill(0xFF808080)
    painter = QPainter(row)
    left = 0
    for image in images:
        painter.drawImage(left, 0, _plain(image))
        left += image.width() + _GAP
    painter.end()
    return row


def _few_colours(image: QImage) -> list[int]:
    """Return of colours that are hardly apart the commonest, so that grounds keep their tint."""
    counts: Counter[int] = Counter()
    likeliest: dict[int, int] = {}
    for colour, count in Counter(memoryview(_bytes_of(image)).cast("I")).most_common():
        coarse = int.from_bytes(colour.to_bytes(4, sys.byteorder).translate(_COARSE))
        counts[coarse] += count
        likeliest.setdefault(coarse, colour)
    return [likeliest[coarse] for coarse, _ in counts.most_common(_COLOURS)]


def _plain(image: QImage) -> QImage:
    copy = image.convertToFormat(QImage.Format.Format_RGB32)
    copy.setDevicePixelRatio(1)
    return copy


def _bytes_of(image: QImage, pixel_format: QImage.Format = QImage.Format.Format_RGB32) -> bytes:
    # The view that constBits() gives does not keep its image alive.
    converted = image.convertToFormat(pixel_format)
    pixels, line = bytes(converted.constBits()), converted.bytesPerLine()
    used = converted.width() * converted.depth() // 8
    # Lines begin at whole words; what lies between them is whatever was in memory.
    return b"".join(pixels[start : start + used] for start in range(0, len(pixels), line))
