"""Files that the user adds to a message: read with care, known by their content."""

import hashlib
import os
from pathlib import Path

from whinchat.domain.draft import MOST_BYTES, MOST_TEXT_BYTES
from whinchat.domain.media import PLAIN_TEXT, media_type_of
from whinchat.domain.parts import Attachment
from whinchat.domain.values import repair_surrogates
from whinchat.storage.failures import Damaged, unreadable
from whinchat.storage.files import open_to_read

_LONGEST_NAME = 120
_LONGEST_ENDING = 12


def read_incoming(path: Path) -> tuple[Attachment, bytes]:
    """Read a file of the user's. Links are followed; pipes and devices are not opened.

    Raises ``Damaged`` with a sentence that names the file and what is in the way.
    """
    name = plain_name(path.name or str(path))
    if path.is_dir():
        raise Damaged(f"{name} is a folder. Add the files in it.")
    try:
        with os.fdopen(open_to_read(path.resolve()), "rb") as stream:
            if os.fstat(stream.fileno()).st_size > MOST_BYTES:
                raise Damaged(_too_large(name, MOST_BYTES))
            # A file that grows meanwhile is no more than one byte too large.
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(error, path) from error
    except RuntimeError as error:  # A loop of links, before Python 3.13.
        raise Damaged(f"{name} is a link that leads to itself.") from error
    return incoming(name, data), data


def incoming(name: str, data: bytes) -> Attachment:
    """Return what is kept of a content. Raises ``Damaged`` where no model can read it."""
    if not data:
        raise Damaged(f"{name} is empty.")
    media_type = media_type_of(data)
    if media_type is None:
        raise Damaged(
            f"{name} is no PNG, JPEG, WebP or GIF picture, no PDF and no text. "
            "Convert it to one of them."
        )
    most = MOST_TEXT_BYTES if media_type == PLAIN_TEXT else MOST_BYTES
    if len(data) > most:
        raise Damaged(_too_large(name, most))
    return Attachment(hashlib.sha256(data).hexdigest(), media_type, name, len(data))


def plain_name(name: str) -> str:
    """Return a file's name on one line, of a length for people, without what nobody sees."""
    seen = "".join(sign for sign in repair_surrogates(name) if sign.isprintable()).strip()
    if len(seen) <= _LONGEST_NAME:
        return seen or "file"
    stem, dot, ending = seen.rpartition(".")
    tail = f"{dot}{ending}" if stem and len(ending) <= _LONGEST_ENDING else ""
    return seen[: _LONGEST_NAME - len(tail) - 1] + "…" + tail


def _too_large(name: str, most: int) -> str:
    return f"{name} is larger than {most // 2**20} MB, which is the most that is sent of one."
