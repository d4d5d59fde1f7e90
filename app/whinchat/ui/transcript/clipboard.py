"""The clipboard: what is copied goes there as HTML, as Markdown and as plain text.

The HTML brings no colour of the theme along and names nothing that would be loaded where it is
pasted. Code by itself is code alone, without its fence and without Markdown.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

from whinchat.domain.conversation import Message
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind, whole
from whinchat.ui.transcript.writing.fences import written_pieces
from whinchat.ui.transcript.writing.parsing import new_html_writer

MARKDOWN_TYPE = "text/markdown"
LONGEST_HTML = 100_000
"""Characters. HTML for more would take longer than 0.2 s, so that goes without it."""

# Programs on Linux guess the encoding where none is named.
_HEAD = '<meta charset="utf-8">\n'


def copy_message(message: Message) -> None:
    """Copy a whole message."""
    copy_excerpts([whole(message)])


def copy_code(code: str) -> None:
    """Copy code alone."""
    copy_excerpts([Excerpt(ExcerptKind.CODE, code, code)])


def copy_formula(tex: str) -> None:
    """Copy the TeX of a formula, without what opens and closes it."""
    QGuiApplication.clipboard().setText(tex)


def copy_address(address: str) -> None:
    """Copy the address of a link."""
    QGuiApplication.clipboard().setText(address)


def copy_image(image: QImage) -> None:
    """Copy a picture, if there is one."""
    if not image.isNull():
        QGuiApplication.clipboard().setImage(image)


def copy_excerpts(excerpts: Sequence[Excerpt]) -> None:
    """Copy pieces, an empty line between them; nothing at all leaves the clipboard as it is."""
    text = "\n\n".join(excerpt.text for excerpt in excerpts)
    if not text:
        return
    flavours = QMimeData()
    flavours.setText(text)
    if not all(excerpt.kind is ExcerptKind.CODE for excerpt in excerpts):
        markdown = "\n\n".join(excerpt.markdown for excerpt in excerpts)
        flavours.setData(MARKDOWN_TYPE, markdown.encode(errors="replace"))
    if len(text) <= LONGEST_HTML:
        flavours.setHtml(_HEAD + "".join(map(_html, excerpts)))
    QGuiApplication.clipboard().setMimeData(flavours)


def offer_selection(excerpts: Sequence[Excerpt]) -> None:
    """Let the middle button paste what is selected, on systems where it does so."""
    text = "\n\n".join(excerpt.text for excerpt in excerpts)
    clipboard = QGuiApplication.clipboard()
    if text and clipboard.supportsSelection():
        clipboard.setText(text, QClipboard.Mode.Selection)


def _html(excerpt: Excerpt) -> str:
    writer = new_html_writer()
    match excerpt.kind:
        case ExcerptKind.MARKDOWN:
            return writer.words(excerpt.markdown)
        case ExcerptKind.CODE:
            return writer.code(excerpt.text)
        case ExcerptKind.WRITTEN:
            return "".join(
                writer.plain(piece) if isinstance(piece, str) else writer.code(piece.text)
                for piece in written_pieces(excerpt.text)
            )
