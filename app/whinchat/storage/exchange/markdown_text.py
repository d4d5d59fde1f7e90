"""A conversation as a Markdown text that any reader of Markdown shows alike."""

import re
from collections.abc import Iterator, Sequence

from whinchat.domain.parts import Citation
from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.dialect import leads_somewhere_safe
from whinchat.markdown.lines import LineAssembler
from whinchat.markdown.outline import outline
from whinchat.markdown.source import escaped, fenced, link
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn, time_of

# These begin blocks of HTML that an empty line does not end: an open one would swallow the rest.
# A comment that is closed in its own paragraph does not.
_ENDLESS_HTML = re.compile(
    r"^( {0,3})<(?=script|pre|style|textarea|[!?])(?!!--(?:(?!<!--|-->)[\s\S])*+-->)",
    re.IGNORECASE | re.MULTILINE,
)


def to_markdown(record: Record) -> str:
    """Return the record as Markdown, in CommonMark's words.

    Each message's text stands as it was written, but for what would reach into the next message:
    an open fence is closed, and an opening comment or script becomes text.
    """
    return "\n\n".join(_paragraphs(record)) + "\n"


def _paragraphs(record: Record) -> Iterator[str]:
    yield f"# {escaped(record.title)}"
    yield f"*{time_of(record.created_at)}*"
    if record.instructions.strip():
        yield "## Instructions"
        yield confined(record.instructions)
    for turn in record.turns:
        yield f"## {escaped(turn.speaker)}"
        yield from _turn(turn)


def _turn(turn: Turn) -> Iterator[str]:
    for piece in turn.pieces:
        if text := _piece(piece):
            yield text
    if turn.sources:
        yield "\n".join(_sources(turn.sources))
    if turn.ending:
        yield f"*{turn.ending}*"


def _piece(piece: Piece) -> str:
    match piece.kind:
        case PieceKind.TEXT:
            return confined(piece.text)
        case PieceKind.REASONING:
            return ""  # Kept apart from what was said: see the decision on exports.
        case PieceKind.CODE:
            return f"{escaped(piece.label)}:\n\n{fenced(piece.text)}"
        case PieceKind.NOTE:
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
