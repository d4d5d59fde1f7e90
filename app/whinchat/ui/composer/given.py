"""What is pasted or dropped: files, a picture, a text for the box or one too long for it."""

from pathlib import Path

from PySide6.QtCore import QMimeData

LONGEST_PASTE = 5_000
"""Characters. A longer text becomes an attachment, which can go back into the box."""


def paths_in(given: QMimeData) -> list[Path]:
    """Return the files on this computer; addresses of others are text."""
    return [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]


def is_for_the_box(given: QMimeData) -> bool:
    """Tell whether it is a text to be typed.

    Spreadsheets and word processors offer a picture of what is text as well: the text counts.
    """
    if paths_in(given) or not given.hasText():
        return False
    text = given.text()
    if given.hasImage() and not text.strip():
        return False
    return len(text) <= LONGEST_PASTE


def is_welcome(given: QMimeData) -> bool:
    """Tell whether it can be dropped."""
    return bool(paths_in(given)) or given.hasImage() or given.hasText()
