"""What is said as rich text that Qt lays out on pages, in slices that are quickly laid out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from markdown_it.tree import SyntaxTreeNode

from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.citing import SourceSign, parse_with_signs, signs_by_block
from whinchat.markdown.dialect import leads_somewhere_safe
from whinchat.markdown.footnotes import NOTE
from whinchat.markdown.formulas import source_of
from whinchat.markdown.html import HtmlWriter
from whinchat.markdown.splitter import BlockSplitter
from whinchat.markdown.trees import tree_of
from whinchat.storage.exchange.code_colours import CodeKind, coloured_pieces
from whinchat.ui.math.formulas import FormulaKey
from whinchat.ui.print.table_slices import table_slices
from whinchat.ui.theme.tokens import LIGHT, PAPER_LINE

SCALE = 4
"""Pixels of a page's layout to one of the screen: so many that rounded widths do not show."""
BODY_PIXELS, CODE_PIXELS, META_PIXELS = 14, 12, 12
_LINE_HEIGHT = 1.45
FORMULA_ADDRESS = "formula:"
_LINES_AT_ONCE = 60
_COLOURS = {
    CodeKind.KEYWORD: LIGHT.syntax_keyword,
    CodeKind.STRING: LIGHT.syntax_string,
    CodeKind.NUMBER: LIGHT.syntax_number,
    CodeKind.NAME: LIGHT.syntax_name,
    CodeKind.COMMENT: LIGHT.syntax_comment,
}
_HEADING_PIXELS = {1: 22, 2: 14, 3: 18, 4: 16, 5: 15}
"""By level: the title and versions, who speaks, and what headings a text has of its own."""
_LEVEL_BELOW_TURNS, _LOWEST_LEVEL = 2, 6


def line_height(pixels: float) -> float:
    """Return how high lines are of a font so many pixels high."""
    return _LINE_HEIGHT * pixels


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rich text that is laid out at once."""

    html: str
    gap: int = 8 * SCALE
    """Below it."""
    gap_above: int = 0
    """What is between it and the gap of the slice above."""
    keeps_with_next: bool = False
    """Whether it must not be the last on a page."""


class PageWords(HtmlWriter):
    """Writes the subset of HTML that Qt lays out, everything ``SCALE`` times as large."""

    def __init__(self, code_family: str) -> None:
        self._code_font = f"font-family:'{code_family}';font-size:{CODE_PIXELS * SCALE}px"
        self.formulas: list[tuple[FormulaKey, str]] = []
        """Those that were written and their source, by the number in their address."""

    def slices(self, text: str, signs: Sequence[SourceSign] = ()) -> Iterator[Slice]:
        """Yield Markdown block by block, code some lines at a time."""
        splitter = BlockSplitter()
        splitter.feed(text)
        splitter.finish()
        blocks = splitter.frozen
        for block, own in zip(blocks, signs_by_block(text, blocks, signs), strict=True):
            if block.kind is BlockKind.CODE:
                yield from self.code_slices(block.text, block.info)
            else:
                tokens = parse_with_signs(block.text, splitter.definitions, own)
                with tree_of(tokens) as root:
                    yield from self._block_slices(root, block.kind)

    def _block_slices(self, root: SyntaxTreeNode, kind: BlockKind) -> Iterator[Slice]:
        if kind is BlockKind.HEADING:
            yield Slice(self._inside(root), 6 * SCALE, 8 * SCALE, keeps_with_next=True)
            return
        if kind is not BlockKind.TABLE:
            yield Slice(self._inside(root))
            return
        parts = [Slice(self._inside(part), 0) for part in table_slices(root)]
        yield from parts[:-1]
        yield Slice(parts[-1].html)

    def code_slices(self, code: str, info: str = "") -> Iterator[Slice]:
        """Yield a block of code some lines at a time."""
        lines = "".join(self._coloured(code, info.partition(" ")[0])).split("\n")
        pre = f"{self._code_font};white-space:pre-wrap;margin:0"
        for start in range(0, len(lines), _LINES_AT_ONCE):
            end = start + _LINES_AT_ONCE
            inside = "\n".join(lines[start:end])
            box = _box(f'<pre style="{pre}">{inside}</pre>', LIGHT.code)
            yield Slice(box, 8 * SCALE if end >= len(lines) else 0)

    def code(self, code: str, info: str = "") -> str:
        """Return a block of code inside another block."""
        return "".join(part.html for part in self.code_slices(code, info))

    def written(self, text: str) -> Iterator[Slice]:
        """Yield the user's own words, line by line as they were written."""
        lines = text.strip("\n").split("\n")
        for start in range(0, len(lines), _LINES_AT_ONCE):
            # A line each, not one text with breaks, of which a line at the edge is painted twice.
            some = "".join(map(_written_line, lines[start : start + _LINES_AT_ONCE]))
            yield Slice(_box(some, LIGHT.raised))

    def quiet(self, part: Slice) -> Slice:
        """Return a slice that is not the answer itself: indented, and quieter."""
        return replace(
            part, html=f'<blockquote style="color:{LIGHT.muted}">{part.html}</blockquote>'
        )

    def note(self, text: str) -> Slice:
        """Return a quiet line of ours."""
        style = f"color:{LIGHT.muted};font-size:{META_PIXELS * SCALE}px;margin:0"
        return Slice(f'<p style="{style}">{escape(text)}</p>', 6 * SCALE)

    def source(self, number: int, words: str, address: str) -> Slice:
        """Return a line that names a source, as a link where it leads somewhere."""
        style = f"color:{LIGHT.muted};font-size:{META_PIXELS * SCALE}px;margin:0"
        shown = _link(address, escape(words))
        return Slice(f'<p style="{style}">{number}. {shown}</p>', 2 * SCALE)

    def heading(self, words: str, level: int) -> Slice:
        """Return a heading, which is in the outline."""
        return Slice(_heading(escape(words), level), 2 * SCALE, keeps_with_next=True)

    def formula(self, node: SyntaxTreeNode) -> str:
        """Return a stand-in, in whose place the formula is drawn later."""
        is_display = bool(node.type == "math_block" or node.meta.get("display"))
        source = source_of(node.token) if node.token else node.content
        self.formulas.append((FormulaKey(node.content, is_display), source))
        stand_in = f'<img src="{FORMULA_ADDRESS}{len(self.formulas) - 1}">'
        if node.type != "math_block":
            return stand_in
        return f'<p align="center" style="margin:{6 * SCALE}px 0">{stand_in}</p>'

    def image(self, source: str, words: str) -> str:
        """Return a picture's name as a link: to show it would be to fetch it."""
        return _link(source, escape(words or source))

    def attributes(self, node: SyntaxTreeNode) -> dict[str, str]:
        """Return what an element needs, in the size of the page."""
        kept = super().attributes(node)
        gap = f"margin:0 0 {8 * SCALE}px 0"
        match node.type:
            case "table":
                kept = {"cellpadding": str(5 * SCALE), "cellspacing": "0", "width": "100%"}
            case "th" | "td":
                side = str(node.attrs.get("style", "text-align:left"))
                border = f"border-bottom:{SCALE}px solid {PAPER_LINE}"
                width = {"width": str(node.attrs["width"])} if "width" in node.attrs else {}
                kept = {"style": f"{border};{side}", "align": side.removeprefix("text-align:")}
                kept |= width
            case "bullet_list" if node.attrs.get("class") == "contains-task-list":
                kept = {"style": "list-style-type:none"}
            case "code_inline":
                kept = {"style": f"{self._code_font};background-color:{LIGHT.raised}"}
            case "link":
                kept["style"] = f"color:{LIGHT.accent}"
            case "paragraph":
                kept["style"] = "margin:0" if node.parent and node.parent.is_root else gap
            case "blockquote":
                kept["style"] = f"color:{LIGHT.muted}"
        return kept

    def _element(self, node: SyntaxTreeNode) -> str:
        if node.type == "heading":
            level = min(int(node.tag[1:]) + _LEVEL_BELOW_TURNS, _LOWEST_LEVEL)
            return _heading(self._inside(node), level)
        if node.type == NOTE:
            number = f"><sup>{node.meta['number']}</sup> "
            return self._inside(node).replace(">", number, 1)
        return super()._element(node)

    def _coloured(self, code: str, language: str) -> Iterator[str]:
        for kind, piece in coloured_pieces(code, language):
            colour = _COLOURS.get(kind)
            for number, line in enumerate(piece.split("\n")):
                start = "\n" if number else ""
                shown = escape(line)
                yield (
                    f'{start}<span style="color:{colour}">{shown}</span>'
                    if colour
                    else start + shown
                )


def _heading(inside: str, level: int) -> str:
    size = _HEADING_PIXELS.get(level, BODY_PIXELS) * SCALE
    return f'<h{level} style="font-size:{size}px;margin:0;font-weight:600">{inside}</h{level}>'


def _written_line(line: str) -> str:
    # Qt's own way to write a line without words: an empty paragraph would be left out.
    empty = "" if line else "-qt-paragraph-type:empty;"
    return f'<p style="{empty}white-space:pre-wrap;margin:0">{escape(line) or "<br>"}</p>'


def _box(inside: str, colour: str) -> str:
    room = f'cellspacing="0" cellpadding="{8 * SCALE}" bgcolor="{colour}"'
    return f'<table width="100%" {room}><tr><td>{inside}</td></tr></table>'


def _link(address: str, inside: str) -> str:
    if not leads_somewhere_safe(address):
        return inside
    return f'<a href="{escape(address)}" style="color:{LIGHT.accent}">{inside}</a>'
