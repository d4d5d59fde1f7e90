"""What a writer of exports is given besides the conversation: pictures and drawn formulas."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from whinchat.domain.errors import WhinchatError
from whinchat.domain.parts import Attachment
from whinchat.storage.exchange.record import Record

EM = 1_000
LARGEST_PICTURE_BYTES = 32_000_000
"""A larger picture is named, not shown."""
_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as drawn: what is inside an SVG, and its extent in thousandths of an em.

    The baseline is at 0 and y goes down.
    """

    body: str
    width: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """Return how high it is from top to bottom."""
        return self.ascent + self.descent

    @property
    def view_box(self) -> str:
        """Return the extent as SVG has it."""
        return f"0 {-self.ascent:.0f} {self.width:.0f} {self.height:.0f}"


Contents = Callable[[Attachment], bytes]
"""Returns the content of an attachment. Raises ``Damaged`` where it cannot be read."""
Draw = Callable[[str, bool], Drawing | None]
"""Returns a formula, by its TeX and whether it is displayed, if it has been drawn."""


def _no_content(_attachment: Attachment) -> bytes:
    raise WhinchatError("Attachments are not at hand")


def _no_drawing(_tex: str, _is_display: bool) -> None:  # noqa: FBT001 - the shape of ``Draw``
    return None


def _no_print(_record: Record, _materials: "Materials") -> Iterator[bytes]:
    raise WhinchatError("A PDF cannot be made here")


def _go_on() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Materials:
    """Where writers find what is not in the conversation itself."""

    content: Contents = _no_content
    draw: Draw = _no_drawing
    print: Callable[[Record, "Materials"], Iterator[bytes]] = _no_print
    """Writes a record as a PDF."""
    check: Callable[[], None] = _go_on
    """Called between pieces; raises where nobody wants the file any more."""

    def picture(self, attachment: Attachment | None) -> tuple[str, bytes] | None:
        """Return the ending and the content of a picture that can be shown everywhere."""
        if attachment is None or attachment.size_bytes > LARGEST_PICTURE_BYTES:
            return None
        ending = _PICTURES.get(attachment.media_type)
        if ending is None:
            return None
        try:
            return ending, self.content(attachment)
        except WhinchatError:
            return None
