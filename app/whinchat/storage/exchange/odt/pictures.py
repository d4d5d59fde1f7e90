"""The pictures of an OpenDocument text: each once, kept until the text is written."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from whinchat.domain.parts import Attachment
from whinchat.storage.exchange.archive import Entry
from whinchat.storage.exchange.materials import EM, Drawing, Materials
from whinchat.storage.exchange.odt.xml import xml

_PAGE_CENTIMETRES = 16.0
_PIXELS_PER_CENTIMETRE = 96 / 2.54
_FORMULA_POINTS = 11 * 1.1
_JPEG_MARKER = 0xFF
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the content of a picture comes from."""

    name: str
    media_type: str
    drawing: Drawing | None = None
    attachment: Attachment | None = None


class Pictures:
    """Gives the frames in which pictures stand in the text, and then the pictures."""

    def __init__(self, materials: Materials) -> None:
        self._materials = materials
        self._sources: dict[str, _Source] = {}

    def formula(self, tex: str, *, is_display: bool) -> str:
        """Return a formula's frame; empty where it has not been drawn."""
        drawing = self._materials.draw(tex, is_display)
        if drawing is None:
            return ""
        source = self._take(f"{is_display:d}{tex}", "svg", drawing=drawing)
        scale = _FORMULA_POINTS / EM
        # Set as a character, a frame stands on the line; this moves it below by its depth.
        place = (
            f'text:anchor-type="as-char" svg:y="{-drawing.ascent * scale:.2f}pt"'
            f' svg:width="{max(1, drawing.width) * scale:.2f}pt"'
            f' svg:height="{max(1, drawing.height) * scale:.2f}pt"'
        )
        return _frame(source.name, "Formula", place, tex)

    def picture(self, attachment: Attachment, words: str) -> str:
        """Return a picture's frame; empty where it cannot be shown."""
        found = self._materials.picture(attachment)
        if found is None:
            return ""
        ending, content = found
        width, height = _size_of(content)
        shown = min(_PAGE_CENTIMETRES, width / _PIXELS_PER_CENTIMETRE)
        source = self._take(attachment.sha256, ending, attachment=attachment)
        place = (
            f'text:anchor-type="as-char" svg:width="{shown:.2f}cm"'
            f' svg:height="{shown * height / width:.2f}cm"'
        )
        return _frame(source.name, "Picture", place, words)

    def entries(self) -> Iterator[Entry]:
        """Yield the pictures as files of the zip."""
        for source in self._sources.values():
            if source.drawing is not None:
                yield Entry(source.name, (_svg(source.drawing).encode(),))
            elif (found := self._materials.picture(source.attachment)) is not None:
                yield Entry(source.name, (found[1],), is_packed=False)

    def manifest(self) -> Iterator[str]:
        """Yield the lines that name them."""
        for source in self._sources.values():
            yield (
                f'<manifest:file-entry manifest:full-path="{source.name}"'
                f' manifest:media-type="{source.media_type}"/>'
            )

    def _take(
        self,
        key: str,
        ending: str,
        *,
        drawing: Drawing | None = None,
        attachment: Attachment | None = None,
    ) -> _Source:
        name = f"Pictures/{len(self._sources) + 1}.{ending}"
        source = _Source(name, _MEDIA_TYPES[ending], drawing, attachment)
        return self._sources.setdefault(key, source)


def _frame(name: str, style: str, place: str, words: str) -> str:
    image = f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed"/>'
    return (
        f'<draw:frame draw:style-name="{style}" {place}>{image}'
        f"<svg:title>{xml(words)}</svg:title></draw:frame>"
    )


def _svg(drawing: Drawing) -> str:
    scale = _FORMULA_POINTS / EM
    size = f'width="{drawing.width * scale:.2f}pt" height="{drawing.height * scale:.2f}pt"'
    body = drawing.body.replace("currentColor", "#000000")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{drawing.view_box}">{body}</svg>'
    )


def _size_of(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as far as the beginning of a picture says them."""
    found = (0, 0)
    if content[:4] == b"\x89PNG":
        found = struct.unpack(">II", content[16:24].ljust(8, b"\0"))
    elif content[:3] == b"GIF":
        found = struct.unpack("<HH", content[6:10].ljust(4, b"\0"))
    elif content[:2] == b"\xff\xd8":
        found = _jpeg_size(content)
    return found if all(found) else (640, 480)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == _JPEG_MARKER:
        if content[at + 1] in _JPEG_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return 0, 0
