"""Words and code as the exported page shows them: its classes, its colours, no style inline."""

from html import escape

from markdown_it.tree import SyntaxTreeNode

from whinchat.markdown.html import HtmlWriter
from whinchat.storage.exchange.code_colours import lexer_of
from whinchat.storage.exchange.materials import EM, Draw, Drawing
from whinchat.storage.exchange.page_style import DEPTHS, DEPTHS_PER_EM

_KEPT_ATTRIBUTES: tuple[str, ...] = ("href", "start", "class")


class PageWriter(HtmlWriter):
    """Writes the words of a page that allows no style inline and fetches nothing."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def code(self, code: str, info: str = "") -> str:
        """Return a block of code, coloured where its language is known."""
        language = info.partition(" ")[0]
        label = f"<figcaption>{escape(language)}</figcaption>" if language else ""
        return f"<figure>{label}<pre><code>{coloured(code, language)}</code></pre></figure>\n"

    def formula(self, node: SyntaxTreeNode) -> str:
        """Return a formula as a drawing, or as TeX where there is none."""
        is_display = bool(node.block or node.meta.get("display"))
        drawing = self._draw(node.content, is_display)
        if drawing is None:
            return super().formula(node)
        svg = drawing_to_svg(drawing, node.content)
        return f'<p class="formula">{svg}</p>\n' if node.block else svg

    def image(self, source: str, words: str) -> str:
        """Return a picture's name as a link: to show it would be to fetch it."""
        return link_to_html(source, words or source)

    def attributes(self, node: SyntaxTreeNode) -> dict[str, str]:
        """Return what an element needs; alignment as a class, since the page allows no style."""
        own = {str(name): str(value) for name, value in node.attrs.items()}
        kept = {name: own[name] for name in _KEPT_ATTRIBUTES if name in own}
        if alignment := own.get("style", "").removeprefix("text-align:"):
            kept["class"] = alignment
        if "href" in kept:
            kept["rel"] = "noopener noreferrer"
        return kept


def drawing_to_svg(drawing: Drawing, tex: str) -> str:
    """Return a formula as an element that stands on the line around it and says its TeX."""
    depth = round(drawing.descent / EM * DEPTHS_PER_EM)
    size = f'width="{drawing.width / EM:.3f}em" height="{drawing.height / EM:.3f}em"'
    # The page allows no style inline, so how far it reaches below the line is a class.
    return (
        f'<svg class="d{min(depth, DEPTHS - 1)}" {size} viewBox="{drawing.view_box}"'
        f' role="img" aria-label="{escape(tex)}">{drawing.body}</svg>'
    )


def link_to_html(href: str, words: str) -> str:
    """Return a link, which tells the page it leads to nothing about this one."""
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{escape(words)}</a>'


def coloured(code: str, language: str) -> str:
    """Return code with the classes of its colours, where its language is known."""
    from pygments import highlight  # noqa: PLC0415  # slow to import, and few exports need it
    from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415  # slow to import

    lexer = lexer_of(code, language)
    if lexer is None:
        return escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))).removesuffix("\n")
