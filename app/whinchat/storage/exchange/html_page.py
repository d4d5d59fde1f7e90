"""A conversation as one web page that needs nothing but itself."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from whinchat.domain.citing import citings
from whinchat.domain.parts import Citation
from whinchat.markdown.citing import SourceSign
from whinchat.markdown.dialect import leads_somewhere_safe
from whinchat.storage.exchange.html_words import code_to_html, link_to_html, words_to_html
from whinchat.storage.exchange.page_style import STYLE
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn, time_of

_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
)


def to_html(record: Record) -> str:
    """Return the record as a page. Its policy forbids it to load or run anything."""
    return "".join(_page(record))


def _page(record: Record) -> Iterator[str]:
    title = escape(record.title)
    yield "<!doctype html>\n<html>\n<head>\n"
    yield '<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    yield f'<header>\n<h1 dir="auto">{title}</h1>\n'
    yield f'<p class="meta">{time_of(record.created_at)}</p>\n</header>\n'
    if record.instructions.strip():
        yield '<details class="aside"><summary>Instructions</summary>'
        yield f"{_as_written(record.instructions)}</details>\n"
    for turn in record.turns:
        yield from _article(turn)
    yield "</main>\n</body>\n</html>\n"


def _article(turn: Turn) -> Iterator[str]:
    speaker = escape(turn.speaker)
    yield f'<article class="{"user" if turn.is_users else "reply"}">\n'
    yield f'<p class="meta"><b>{speaker}</b> {time_of(turn.at)}</p>\n'
    for piece in turn.pieces:
        yield _piece(piece, turn)
    if turn.sources:
        yield '<ol class="aside">\n'
        yield from map(_source, turn.sources)
        yield "</ol>\n"
    if turn.ending:
        yield f'<p class="note">{turn.ending}</p>\n'
    yield "</article>\n"


def _piece(piece: Piece, turn: Turn) -> str:
    match piece.kind:
        case PieceKind.TEXT if turn.is_users:
            return _as_written(piece.text)
        case PieceKind.TEXT:
            words = words_to_html(piece.text, _signs(piece, turn))
            return f'<div dir="auto">\n{words}</div>\n'
        case PieceKind.REASONING:
            words = words_to_html(piece.text)
            return f'<details class="aside"><summary>Reasoning</summary>\n{words}</details>\n'
        case PieceKind.CODE:
            return f'<p class="note">{escape(piece.label)}</p>\n{code_to_html(piece.text)}'
        case PieceKind.NOTE:
            return f'<p class="note">{escape(piece.text)}</p>\n'


def _signs(piece: Piece, turn: Turn) -> list[SourceSign]:
    addresses = [source.url for source in turn.sources]
    places = citings(piece.text, piece.citations, addresses)
    return [SourceSign(place.offset, place.number) for place in places]


def _as_written(text: str) -> str:
    return f'<p class="written" dir="auto">{escape(text.strip(chr(10)))}</p>\n'


def _source(source: Citation) -> str:
    words = source.title or source.url
    is_link = leads_somewhere_safe(source.url)
    return f"<li>{link_to_html(source.url, words) if is_link else escape(words)}</li>\n"
