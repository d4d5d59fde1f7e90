"""A conversation as a Markdown text that any reader of Markdown shows alike."""

import re
from collections.abc import Iterator, Sequence
from textwrap import indent

from whinchat.domain.parts import Citation
from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.dialect import leads_somewhere_safe
from whinchat.markdown.lines import LineAssembler
from whinchat.markdown.outline import outline
from whinchat.markdown.source import escaped, fenced, link
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn

# These begin blocks of HTML that an empty line does not end: an open one would swallow the rest.
# A comment that is closed in its own paragraph does not.
_ENDLESS_HTML = re.compile(
    r"^( {0,3})<(?=script|pre|style|textarea|[!?])(?!!--(?:(?!<!--|-->)[\s\S])*+-->)",
    re.IGNORECASE | re.MULTILINE,
)


def to_markdown(record: Record) -> Iterator[str]:
    """Yield the record as Markdown, in CommonMark's words.

    Each message's text stands as it was written, but for what would reach into the next message:
    an open fence is closed, and an opening comment or script becomes text.
    """
    yield f"# {escaped(record.title)}\n"
    for paragraph in _paragraphs(record):
        yield f"\n{paragraph}\n"


def _paragraphs(record: Record) -> Iterator[str]:
    if record.time:
        yield f"*{record.time}*"
    if record.instructions.strip():
        yield "## Instructions"
        yield confined(record.instructions)
    for chapter in record.chapters():
        if chapter.title:
            yield f"# {chapter.title}"
            yield f"*{chapter.origin}*"
        for turn in chapter.turns:
            yield f"## {escaped(turn.speaker)}"
            yield from _turn(turn)


def _turn(turn: Turn) -> Iterator[str]:
    if turn.facts:
        yield f"*{turn.facts}*"
    for piece in turn.pieces:
        if text := _piece(piece):
            yield text
    if turn.sources:
        yield "\n".join(_sources(turn.sources))
    if turn.ending:
        yield f"*{turn.ending}*"
    if turn.cost:
        yield f"*{turn.cost}*"


def _piece(piece: Piece) -> str:
    match piece.kind:
        case PieceKind.TEXT:
            return confined(piece.text)
        case PieceKind.REASONING:
            # As a quotation it cannot be taken for what was said.
            return indent(f"*Reasoning*\n\n{confined(piece.text)}", "> ", lambda _line: True)
        case PieceKind.CODE:
            return f"{escaped(piece.label)}:\n\n{fenced(piece.text)}"
        case PieceKind.NOTE | PieceKind.PICTURE:
            return f"*{escaped(piece.text)}*"


def _sources(sources: Sequence[Citation]) -> Iterator[str]:
    for number, source in enumerate(sources, start=1):
        title = escaped(" ".join((source.title or source.url).split()))
        is_link = leads_somewhere_safe(source.url)
        address = re.sub(r"[\s<>]", "", source.url)
        yield f"{number}. {link(title, address)}" if is_link else f"{number}. {title}"


def confined(text: str) -> str:
    """Return Markdown that reads the same and does not reach beyond its end."""
    assembler = LineAssembler()
    lines = [*assembler.feed(text), assembler.unfinished]
    sections = outline(lines).sections
    for section in sections:
        if section.kind is BlockKind.PARAGRAPH:
            own = slice(section.start, section.end)
            lines[own] = _ENDLESS_HTML.sub(r"\1\\<", "\n".join(lines[own])).split("\n")
    if sections and (fence := sections[-1].fence) and not sections[-1].is_closed:
        lines.append(fence.mark)
    return "\n".join(lines).strip("\n")
