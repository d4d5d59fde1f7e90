"""What the user added to a message, as the API takes it."""

import base64
import re
from collections.abc import Mapping, Sequence

from whinchat.domain.media import PDF, PICTURES, decode_text, media_type_of
from whinchat.domain.parts import Attachment, FilePart, ImagePart, Part, TextPart
from whinchat.domain.values import Json, repair_surrogates

_FENCE = re.compile(r"^`{3,}", re.MULTILINE)


def user_content(parts: Sequence[Part], contents: Mapping[str, bytes]) -> list[Json]:
    """Return the content of a user's message.

    A picture goes as a data URL, with the ``detail`` that OpenRouter requires; a PDF as a file;
    text as text, since few servers take other files. What cannot be read is named in its place.
    """
    content: list[Json] = []
    for part in parts:
        match part:
            case TextPart(text):
                content.append(_text(text))
            case ImagePart(attachment) | FilePart(attachment):
                content.append(_attached(attachment, contents.get(attachment.sha256)))
            case _:
                pass
    return content


def _attached(attachment: Attachment, data: bytes | None) -> Json:
    if data is None:
        return _text(f"(The file {attachment.name} was attached here and is lost.)")
    match media_type_of(data):
        case None:
            return _text(f"(The file {attachment.name} was attached here and cannot be read.)")
        case str(media_type) if media_type in PICTURES:
            url = _data_url(media_type, data)
            return {"type": "input_image", "detail": "auto", "image_url": url}
        case str(media_type) if media_type == PDF:
            name = repair_surrogates(attachment.name)
            return {"type": "input_file", "filename": name, "file_data": _data_url(PDF, data)}
        case _:
            return _text(_fenced(attachment.name, decode_text(data)))


def _text(text: str) -> Json:
    return {"type": "input_text", "text": repair_surrogates(text)}


def _fenced(name: str, text: str) -> str:
    """Return a file in a fence longer than any in it, under its name."""
    longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{name}:\n\n{fence}\n{text.rstrip()}\n{fence}"


def _data_url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
