"""Markdown to HTML that is inert: no script, no picture, nothing that is fetched."""

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.citing import SourceSign, parse_with_signs, signs_by_block
from whinchat.markdown.footnotes import NOTE
from whinchat.markdown.formulas import source_of
from whinchat.markdown.parser import task_state
from whinchat.markdown.splitter import BlockSplitter
from whinchat.markdown.trees import tree_of

_EMPTY_ELEMENTS = {"hr": "<hr>\n", "hardbreak": "<br>\n", "softbreak": "\n"}
_KEPT_ATTRIBUTES: tuple[str, ...] = ("href", "start", "style")


class HtmlWriter:
    """Writes plain elements, whose few styles are inline; it names no colour and no class.

    A subclass may write code, pictures and attributes its own way.
    """

    def words(self, text: str, signs: Sequence[SourceSign] = ()) -> str:
        """Return Markdown as HTML, with the numbers of the sources that its words have."""
        splitter = BlockSplitter()
        splitter.feed(text)
        splitter.finish()
        blocks = splitter.frozen
        return "".join(
            self.code(block.text, block.info)
            if block.kind is BlockKind.CODE
            else self._written(parse_with_signs(block.text, splitter.definitions, own))
            for block, own in zip(blocks, signs_by_block(text, blocks, signs), strict=True)
        )

    def _written(self, tokens: Sequence[Token]) -> str:
        with tree_of(tokens) as root:
            return self._inside(root)

    def plain(self, text: str) -> str:
        """Return text that is no Markdown, its lines as they are."""
        lines = escape(text.strip("\n")).replace("\n", "<br>\n")
        return f"<p>{lines}</p>\n"

    def code(self, code: str, _info: str = "") -> str:
        """Return a block of code."""
        style = "font-family:monospace;white-space:pre-wrap"
        return f'<pre style="{style}"><code>{escape(code)}</code></pre>\n'

    def formula(self, node: SyntaxTreeNode) -> str:
        """Return a formula as the TeX it is, which readers of Markdown and of TeX know."""
        source = escape(source_of(node.token)) if node.token else ""
        return f"<p>{source}</p>\n" if node.block else source

    def image(self, source: str, words: str) -> str:
        """Return a picture as text, its address too: to show it would be to fetch it."""
        return escape(f"{words} ({source})" if words else source)

    def attributes(self, node: SyntaxTreeNode) -> dict[str, str]:
        """Return what an element needs besides its name."""
        own = {str(name): str(value) for name, value in node.attrs.items()}
        kept = {name: own[name] for name in _KEPT_ATTRIBUTES if name in own}
        match node.type:
            case "table":
                kept["style"] = "border-collapse:collapse"
            case "th" | "td":
                side = own.get("style", "text-align:left")
                kept["style"] = f"border:1px solid;padding:4px 8px;{side}"
            case "code_inline":
                kept["style"] = "font-family:monospace"
        return kept

    def _html(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "text":
                return escape(node.content)
            case "fence" | "code_block":
                return self.code(node.content.removesuffix("\n"), node.info)
            case "math_inline" | "math_block":
                return self.formula(node)
            case "image":
                return self.image(str(node.attrs["src"]), node.content)
            case _:
                return self._sign(node) or self._element(node)

    def _sign(self, node: SyntaxTreeNode) -> str:
        """Return what stands for a token that has neither words nor children."""
        if node.type == "html_inline":
            return "\u2611" if node.token and task_state(node.token) else "\u2610"
        if node.type == "footnote_ref":
            return f"<sup>{node.meta['number']}</sup>"
        if node.type == "citation":
            return f"<sup>[{node.meta['number']}]</sup>"
        return _EMPTY_ELEMENTS.get(node.type, "")

    def _element(self, node: SyntaxTreeNode) -> str:
        is_code = node.type == "code_inline"
        inside = escape(node.content) if is_code else self._inside(node)
        if node.type == NOTE:
            number = f"<p><sup>{node.meta['number']}</sup>"
            return (
                f"{number} {inside[3:]}" if inside.startswith("<p>") else f"{number}</p>\n{inside}"
            )
        if not node.tag or (node.type == "paragraph" and node.hidden):
            return inside
        attributes = "".join(
            f' {name}="{escape(value)}"' for name, value in self.attributes(node).items()
        )
        end = "\n" if node.block else ""
        return f"<{node.tag}{attributes}>{inside}</{node.tag}>{end}"

    def _inside(self, node: SyntaxTreeNode) -> str:
        return "".join(map(self._html, node.children))
