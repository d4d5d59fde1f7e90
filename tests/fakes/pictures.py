"""Pictures of a conversation, made here."""

import hashlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from whinchat.domain.parts import Attachment
from whinchat.ui.transcript.pictures.pictures import Pictures


def landscape(width: int, height: int, kind: str = "PNG") -> bytes:
    """A sun over hills, as a file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), QColor("#A9CBE4"))
    painter.setPen(QColor("#F2B04C"))
    painter.setBrush(QColor("#F2B04C"))
    sun = min(width, height) // 5
    painter.drawEllipse(QRect(width * 2 // 3, height // 5, sun, sun))
    painter.setPen(QColor("#5C7A4E"))
    painter.setBrush(QColor("#5C7A4E"))
    painter.drawEllipse(QRect(-width // 4, height * 2 // 3, width, height))
    painter.setBrush(QColor("#48633D"))
    painter.drawEllipse(QRect(width // 3, height * 3 // 4, width, height))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    buffer.close()
    return bytes(data.data())


def attachment_of(data: bytes, name: str = "hills.png") -> Attachment:
    """The attachment that a file becomes."""
    return Attachment(hashlib.sha256(data).hexdigest(), "image/png", name, len(data))


def bring(pictures: Pictures, *files: bytes) -> None:
    """Answer what is asked for with these files, and anything else with nothing."""
    known = {hashlib.sha256(data).hexdigest(): data for data in files}
    pictures.wanted.connect(lambda wanted: pictures.take(wanted, known.get(wanted.sha256)))
