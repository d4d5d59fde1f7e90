"""A conversation as one web page that needs nothing but itself."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from whinchat.domain.citing import citings
from whinchat.domain.parts import Citation
from whinchat.markdown.citing import SourceSign
from whinchat.markdown.dialect import leads_somewhere_safe
from whinchat.storage.exchange.html_words import PageWriter, link_to_html
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.page_style import STYLE
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn

_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def to_html(record: Record, materials: Materials) -> Iterator[str]:
    """Yield the record as a page. Its policy forbids it to load or run anything."""
    yield from _head(record)
    page = _Page(PageWriter(materials.draw), materials)
    for chapter in record.chapters():
        if chapter.title:
            yield f'<header class="version">\n<h1>{chapter.title}</h1>\n'
            yield f'<p class="meta">{chapter.origin}</p>\n</header>\n'
        for turn in chapter.turns:
            yield from page.article(turn)
    yield "</main>\n</body>\n</html>\n"


def _head(record: Record) -> Iterator[str]:
    title = escape(record.title)
    yield "<!doctype html>\n<html>\n<head>\n"
    yield '<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    yield f'<header>\n<h1 dir="auto">{title}</h1>\n'
    yield f'<p class="meta">{record.time}</p>\n</header>\n'
    if record.instructions.strip():
        yield '<details class="aside"><summary>Instructions</summary>'
        yield f"{_as_written(record.instructions)}</details>\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the articles of one page share."""

    writer: PageWriter
    materials: Materials

    def article(self, turn: Turn) -> Iterator[str]:
        """Yield one message."""
        yield f'<article class="{"user" if turn.is_users else "reply"}">\n'
        yield f'<p class="meta"><b>{escape(turn.speaker)}</b> {turn.facts}</p>\n'
        for piece in turn.pieces:
            yield self._piece(piece, turn)
        if turn.sources:
            yield '<ol class="aside">\n'
            yield from map(_source, turn.sources)
            yield "</ol>\n"
        for line in filter(None, (turn.ending, turn.cost)):
            yield f'<p class="note">{line}</p>\n'
        yield "</article>\n"

    def _piece(self, piece: Piece, turn: Turn) -> str:
        match piece.kind:
            case PieceKind.TEXT if turn.is_users:
                return _as_written(piece.text)
            case PieceKind.TEXT:
                words = self.writer.words(piece.text, source_signs(piece, turn))
                return f'<div dir="auto">\n{words}</div>\n'
            case PieceKind.REASONING:
                words = self.writer.words(piece.text)
                return f'<details class="aside"><summary>Reasoning</summary>\n{words}</details>\n'
            case PieceKind.CODE:
                return f'<p class="note">{escape(piece.label)}</p>\n{self.writer.code(piece.text)}'
            case PieceKind.PICTURE:
                return self._picture(piece)
            case PieceKind.NOTE:
                return f'<p class="note">{escape(piece.text)}</p>\n'

    def _picture(self, piece: Piece) -> str:
        found = self.materials.picture(piece.attachment)
        if found is None:
            return f'<p class="note">{escape(piece.text)}</p>\n'
        ending, content = found
        media = _MEDIA_TYPES[ending]
        data = b64encode(content).decode()
        return f'<p><img alt="{escape(piece.text)}" src="data:{media};base64,{data}"></p>\n'


def source_signs(piece: Piece, turn: Turn) -> list[SourceSign]:
    """Return where the numbers of a turn's sources belong in the text of a piece."""
    addresses = [source.url for source in turn.sources]
    if not addresses:
        return []
    places = citings(piece.text, piece.citations, addresses)
    return [SourceSign(place.offset, place.number) for place in places]


def _as_written(text: str) -> str:
    return f'<p class="written" dir="auto">{escape(text.strip(chr(10)))}</p>\n'


def _source(source: Citation) -> str:
    words = source.title or source.url
    is_link = leads_somewhere_safe(source.url)
    return f"<li>{link_to_html(source.url, words) if is_link else escape(words)}</li>\n"
