"""Markdown as OpenDocument text: headings, lists, tables, code, formulas and links that work."""

from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.citing import SourceSign, parse_with_signs, signs_by_block
from whinchat.markdown.dialect import leads_somewhere_safe
from whinchat.markdown.footnotes import NOTE
from whinchat.markdown.formulas import source_of
from whinchat.markdown.parser import task_state
from whinchat.markdown.splitter import BlockSplitter
from whinchat.markdown.trees import tree_of
from whinchat.storage.exchange.code_colours import CodeKind, coloured_pieces
from whinchat.storage.exchange.odt.pictures import Pictures
from whinchat.storage.exchange.odt.xml import flowing, laid_out, xml

_LEVEL_BELOW_TURNS, _LOWEST_LEVEL = 2, 8
_SPANS = {
    "strong": "Bold",
    "em": "Italic",
    "s": "Struck",
    "u": "Underlined",
    "sup": "Raised",
    "sub": "Lowered",
    "mark": "Marked",
    "kbd": "InlineCode",
}
_IN_LISTS = {"Quote": "QuietItem", "Reasoning": "QuietItem", "QuietItem": "QuietItem"}


class OdtWriter:
    """Writes what a message says as elements of OpenDocument."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._blocks: dict[str, Callable[[SyntaxTreeNode, str], str]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "fence": lambda node, _style: code(node.content.removesuffix("\n"), node.info),
            "code_block": lambda node, _style: code(node.content.removesuffix("\n")),
            "blockquote": lambda node, _style: self._inside(node, "Quote"),
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "math_block": self._formula_block,
            "hr": lambda _node, _style: paragraph("", "Rule"),
            NOTE: self._note,
        }
        self._signs: dict[str, Callable[[SyntaxTreeNode], str]] = {
            "text": lambda node: xml(node.content),
            "code_inline": lambda node: span(flowing(node.content), "InlineCode"),
            "softbreak": lambda _node: " ",
            "hardbreak": lambda _node: "<text:line-break/>",
            "math_inline": self._formula,
            "link": lambda node: link(str(node.attrs["href"]), self._inline(node.children)),
            "image": self._image,
            "html_inline": _box,
            "footnote_ref": _number,
            "citation": _number,
        }

    def words(self, text: str, signs: Sequence[SourceSign] = (), style: str = "Words") -> str:
        """Return Markdown as paragraphs of a style, with the numbers of its sources."""
        splitter = BlockSplitter()
        splitter.feed(text)
        splitter.finish()
        blocks = splitter.frozen
        return "".join(
            code(block.text, block.info)
            if block.kind is BlockKind.CODE
            else self._written(parse_with_signs(block.text, splitter.definitions, own), style)
            for block, own in zip(blocks, signs_by_block(text, blocks, signs), strict=True)
        )

    def _written(self, tokens: Sequence[Token], style: str) -> str:
        with tree_of(tokens) as root:
            return self._inside(root, style)

    def _block(self, node: SyntaxTreeNode, style: str) -> str:
        write = self._blocks.get(node.type)
        if write is not None:
            return write(node, style)
        if node.type == "inline":
            return paragraph(self._inline(node.children), style)
        return self._inside(node, style)

    def _inside(self, node: SyntaxTreeNode, style: str) -> str:
        return "".join(self._block(child, style) for child in node.children)

    def _paragraph(self, node: SyntaxTreeNode, style: str) -> str:
        return paragraph(self._lines(node), style)

    def _lines(self, node: SyntaxTreeNode) -> str:
        return "".join(self._inline(child.children) for child in node.children)

    def _heading(self, node: SyntaxTreeNode, _style: str) -> str:
        level = min(int(node.tag[1:]) + _LEVEL_BELOW_TURNS, _LOWEST_LEVEL)
        return heading(self._lines(node), level)

    def _list(self, node: SyntaxTreeNode, style: str) -> str:
        is_ordered = node.type == "ordered_list"
        first = int(str(node.attrs.get("start", 1)))
        start = f' text:start-value="{first}"' if is_ordered and first > 0 else ""
        items = []
        style = _IN_LISTS.get(style, "Item")
        for place, item in enumerate(node.children):
            attribute = start if not place else ""
            items.append(f"<text:list-item{attribute}>{self._inside(item, style)}</text:list-item>")
        name = "Numbers" if is_ordered else "Bullets"
        return f'<text:list text:style-name="{name}">{"".join(items)}</text:list>'

    def _table(self, node: SyntaxTreeNode, _style: str) -> str:
        rows = [(part.type, row) for part in node.children for row in part.children]
        columns = max(len(row.children) for _, row in rows)
        head = "".join(self._row(row) for part, row in rows if part == "thead")
        body = "".join(self._row(row) for part, row in rows if part != "thead")
        return (
            '<table:table table:style-name="Table">'
            f'<table:table-column table:number-columns-repeated="{columns}"/>'
            f"<table:table-header-rows>{head}</table:table-header-rows>{body}</table:table>"
            f"{paragraph('', 'AfterTable')}"
        )

    def _row(self, row: SyntaxTreeNode) -> str:
        return f"<table:table-row>{''.join(map(self._cell, row.children))}</table:table-row>"

    def _cell(self, cell: SyntaxTreeNode) -> str:
        side = str(cell.attrs.get("style", "")).removeprefix("text-align:").capitalize()
        style = f"{'Head' if cell.tag == 'th' else 'Cell'}{side if side != 'Left' else ''}"
        words = paragraph(self._lines(cell), style)
        return f'<table:table-cell table:style-name="TableCell">{words}</table:table-cell>'

    def _formula_block(self, node: SyntaxTreeNode, _style: str) -> str:
        return paragraph(self._formula(node), "Formula")

    def _note(self, node: SyntaxTreeNode, _style: str) -> str:
        number = span(str(node.meta["number"]), "Raised")
        return self._inside(node, "Note").replace(">", f">{number} ", 1)

    def _inline(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        return "".join(map(self._sign, nodes))

    def _sign(self, node: SyntaxTreeNode) -> str:
        write = self._signs.get(node.type)
        if write is not None:
            return write(node)
        inside = self._inline(node.children)
        style = _SPANS.get(node.tag)
        return span(inside, style) if style else inside

    def _image(self, node: SyntaxTreeNode) -> str:
        address = str(node.attrs["src"])
        return link(address, xml(node.content or address))

    def _formula(self, node: SyntaxTreeNode) -> str:
        is_display = bool(node.type == "math_block" or node.meta.get("display"))
        source = source_of(node.token) if node.token else node.content
        return self._pictures.formula(node.content, is_display=is_display) or laid_out(source)


def _box(node: SyntaxTreeNode) -> str:
    return "\u2611" if node.token and task_state(node.token) else "\u2610"


def _number(node: SyntaxTreeNode) -> str:
    return span(f"[{node.meta['number']}]", "Raised")


def paragraph(inside: str, style: str) -> str:
    """Return a paragraph of elements that are written already."""
    return f'<text:p text:style-name="{style}">{inside}</text:p>\n'


def heading(inside: str, level: int) -> str:
    """Return a heading, which is in the outline."""
    return (
        f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
        f"{inside}</text:h>\n"
    )


def span(inside: str, style: str) -> str:
    """Return words of a style of their own."""
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


def link(href: str, inside: str) -> str:
    """Return a link, if it leads somewhere that can be opened without harm."""
    if not leads_somewhere_safe(href):
        return inside
    return f'<text:a xlink:type="simple" xlink:href="{xml(href)}">{inside}</text:a>'


def code(text: str, info: str = "") -> str:
    """Return a block of code, coloured where its language is known."""
    return paragraph("".join(_coloured(text, info.partition(" ")[0])), "Code")


def _coloured(text: str, language: str) -> Iterator[str]:
    for kind, piece in coloured_pieces(text, language):
        inside = laid_out(piece)
        yield inside if kind is CodeKind.PLAIN else span(inside, f"code-{kind}")
