"""A conversation as an OpenDocument text."""

from collections.abc import Iterator

from whinchat.domain.parts import Citation
from whinchat.storage.exchange.archive import Entry, zipped
from whinchat.storage.exchange.html_page import source_signs
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.odt.pictures import Pictures
from whinchat.storage.exchange.odt.styles import AUTOMATIC_STYLES, NAMESPACES, STYLES
from whinchat.storage.exchange.odt.words import OdtWriter, code, heading, link, paragraph
from whinchat.storage.exchange.odt.xml import laid_out, xml
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>'
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def to_odt(record: Record, materials: Materials) -> Iterator[bytes]:
    """Yield the record as an OpenDocument text, with its pictures and drawn formulas."""
    return zipped(_entries(record, Pictures(materials)))


def _entries(record: Record, pictures: Pictures) -> Iterator[Entry]:
    # First and not packed, so that the file's kind is told from its first bytes.
    yield Entry("mimetype", (_MEDIA_TYPE.encode(),), is_packed=False)
    yield Entry("styles.xml", (STYLES.encode(),))
    yield Entry("meta.xml", (_meta(record).encode(),))
    yield Entry("content.xml", (piece.encode() for piece in _content(record, pictures)))
    yield from pictures.entries()
    yield Entry("META-INF/manifest.xml", (_manifest(pictures).encode(),))


def _meta(record: Record) -> str:
    title = f"<dc:title>{xml(record.title)}</dc:title>"
    meta = f"<office:meta>{title}</office:meta>"
    return f"{_PROLOGUE}<office:document-meta {NAMESPACES}>{meta}</office:document-meta>"


def _manifest(pictures: Pictures) -> str:
    files = {"/": _MEDIA_TYPE, "content.xml": "text/xml", "styles.xml": "text/xml"}
    files["meta.xml"] = "text/xml"
    own = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in files.items()
    )
    lines = "".join([own, *pictures.manifest()])
    head = f'xmlns:manifest="{_MANIFEST}" manifest:version="1.3"'
    return f"{_PROLOGUE}<manifest:manifest {head}>{lines}</manifest:manifest>"


def _content(record: Record, pictures: Pictures) -> Iterator[str]:
    yield f"{_PROLOGUE}<office:document-content {NAMESPACES}>{AUTOMATIC_STYLES}"
    yield "<office:body><office:text>"
    yield paragraph(xml(record.title), "Title")
    if record.time:
        yield paragraph(record.time, "Meta")
    if record.instructions.strip():
        yield heading("Instructions", 2)
        yield paragraph(laid_out(record.instructions.strip("\n")), "Aside")
    page = _Turns(pictures)
    for chapter in record.chapters():
        if chapter.title:
            yield heading(chapter.title, 1)
            yield paragraph(chapter.origin, "Meta")
        for turn in chapter.turns:
            yield from page.write(turn)
    yield "</office:text></office:body></office:document-content>"


class _Turns:
    """Writes messages, one after the other."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._writer = OdtWriter(pictures)

    def write(self, turn: Turn) -> Iterator[str]:
        """Yield one message."""
        yield heading(xml(turn.speaker), 2)
        if turn.facts:
            yield paragraph(turn.facts, "Meta")
        for piece in turn.pieces:
            yield self._piece(piece, turn)
        for number, source in enumerate(turn.sources, start=1):
            yield paragraph(f"{number}. {_source(source)}", "Aside")
        for line in filter(None, (turn.ending, turn.cost)):
            yield paragraph(xml(line), "Aside")

    def _piece(self, piece: Piece, turn: Turn) -> str:
        match piece.kind:
            case PieceKind.TEXT if turn.is_users:
                return paragraph(laid_out(piece.text.strip("\n")), "Written")
            case PieceKind.TEXT:
                return self._writer.words(piece.text, source_signs(piece, turn))
            case PieceKind.REASONING:
                label = paragraph("Reasoning", "Meta")
                return label + self._writer.words(piece.text, style="Reasoning")
            case PieceKind.CODE:
                return paragraph(xml(piece.label), "Aside") + code(piece.text)
            case PieceKind.PICTURE if piece.attachment is not None:
                frame = self._pictures.picture(piece.attachment, piece.text)
                return paragraph(frame or xml(piece.text), "Words" if frame else "Aside")
            case _:
                return paragraph(xml(piece.text), "Aside")


def _source(source: Citation) -> str:
    words = " ".join((source.title or source.url).split())
    return link(source.url, xml(words))
