"""What a file is, by its content: a picture, a PDF, text, or nothing that a model reads."""

from collections.abc import Mapping
from types import MappingProxyType

PDF = "application/pdf"
PLAIN_TEXT = "text/plain"
PICTURES: Mapping[str, str] = MappingProxyType(
    {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
)
"""Media types of the pictures that every model with eyes takes, with their endings."""

_PDF_HEAD = 1024
"""A PDF may begin with some bytes of something else."""
_SEEN_AS_TEXT = 64 * 1024
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1b\x08"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _TEXT_CONTROLS)
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def media_type_of(data: bytes) -> str | None:
    """Return the media type of what can be sent, ``None`` for anything else. Names do not count."""
    if picture := _picture_type(data):
        return picture
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    return PLAIN_TEXT if _is_text(data) else None


def decode_text(data: bytes) -> str:
    """Return the words of a text file: UTF-8, UTF-16 with its mark, else the Western code page."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _picture_type(data: bytes) -> str | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(data) % 2 == 0
    head = data[:_SEEN_AS_TEXT]
    return len(head.translate(None, _CONTROLS)) == len(head)
